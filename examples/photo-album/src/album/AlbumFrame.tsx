import type { ReactElement, ReactNode } from 'react';
import type { AlbumPhotos } from '../photo/useAlbumPhotos.ts';
import { homeHref } from '../route/route.ts';
import { Problem } from '../screen/Problem.tsx';
import { ScreenHeading } from '../screen/ScreenHeading.tsx';
import { Skeletons } from '../screen/Skeletons.tsx';
import { countPhotos, type Album } from './album.ts';

/** What {@link AlbumFrame} takes. */
interface AlbumFrameProps {
  readonly album: Album;
  readonly albumPhotos: AlbumPhotos;
  readonly tools?: ReactNode;
  /** Shown when the album has no photo. */
  readonly empty: ReactNode;
  /** The tiles. */
  readonly children: ReactNode;
}

/** What every album has: the way back, its name, its photos page by page. */
export function AlbumFrame({ album, albumPhotos, tools, empty, children }: AlbumFrameProps): ReactElement {
  const { photos, isPending, error, refetch, hasMore, isLoadingMore, loadMore } = albumPhotos;
  const isKnown = !isPending;
  return (
    <>
      <a className="back" href={homeHref}>
        All albums
      </a>
      <div className="screen-head">
        <div>
          <ScreenHeading title={album.name} />
          <p className="screen-note">
            {isKnown ? countPhotos(photos.length, hasMore) : ' '}
            {album.shelf === 'public' ? ' · Public gallery' : ''}
          </p>
        </div>
        {tools === undefined ? null : <div className="screen-tools">{tools}</div>}
      </div>
      {error === null ? null : <Problem title="The photos could not be loaded." error={error} onRetry={refetch} />}
      {isPending && error === null ? <Skeletons label="Loading photos" /> : null}
      {isKnown && photos.length === 0 && error === null ? empty : null}
      <ul className="grid">{children}</ul>
      {hasMore ? (
        <p className="more">
          <button type="button" className="button" aria-busy={isLoadingMore} onClick={loadMore}>
            {isLoadingMore ? 'Loading…' : 'Show more'}
          </button>
        </p>
      ) : null}
    </>
  );
}
