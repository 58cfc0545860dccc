import type { KeyboardEvent, ReactElement, ReactNode } from 'react';
import type { Album } from '../album/album.ts';
import { albumHref } from '../route/route.ts';
import { navigate } from '../route/useRoute.ts';
import { Dialog } from '../screen/Dialog.tsx';
import type { Photo } from './photo.ts';
import { PhotoImage } from './PhotoImage.tsx';

/** What {@link PhotoViewer} takes. */
interface PhotoViewerProps {
  readonly album: Album;
  readonly photo: Photo;
  /** The photos before and after it can be stepped through. */
  readonly photos: readonly Photo[];
  /** What the photo is called: read out, and shown unless there are tools. */
  readonly title: string;
  /** Stand below the photo instead of its title. */
  readonly tools?: ReactNode;
}

/** One photo, large, with its neighbours a step away. */
export function PhotoViewer({ album, photo, photos, title, tools }: PhotoViewerProps): ReactElement {
  const at = photos.findIndex(({ key }) => key === photo.key);
  const before = photos[at - 1];
  const after = at < 0 ? undefined : photos[at + 1];

  function stepByKey(event: KeyboardEvent): void {
    if (event.target instanceof HTMLInputElement) return;
    const to = { ArrowLeft: before, ArrowRight: after }[event.key];
    if (to !== undefined) showPhoto(album, to);
  }

  return (
    <Dialog title={title} hidesTitle className="viewer" onClose={() => closeViewer(album)}>
      {/* The arrow keys do what the buttons do. */}
      <div className="viewer-body" role="presentation" onKeyDown={stepByKey}>
        <button type="button" className="viewer-close" aria-label="Close" onClick={() => closeViewer(album)}>
          <Icon path="M6 6l12 12M18 6L6 18" />
        </button>
        <div className="viewer-stage">
          <Step album={album} to={before} direction="previous" />
          <PhotoImage key={photo.key} photoKey={photo.key} alt={title} className="viewer-photo" isEager />
          <Step album={album} to={after} direction="next" />
        </div>
        <div className="viewer-foot">{tools ?? <p className="viewer-title">{title}</p>}</div>
      </div>
    </Dialog>
  );
}

/** Goes back from a photo to its album. */
export function closeViewer(album: Album): void {
  navigate(albumHref(album.shelf, album.name), { replace: true });
}

function Step(props: {
  readonly album: Album;
  readonly to: Photo | undefined;
  readonly direction: 'previous' | 'next';
}): ReactElement {
  const { album, to, direction } = props;
  // It stays in the page at either end, so that the photo keeps its place and the focus its button.
  return (
    <button
      type="button"
      className="viewer-step"
      data-direction={direction}
      aria-label={direction === 'previous' ? 'Previous photo' : 'Next photo'}
      aria-disabled={to === undefined}
      onClick={() => {
        if (to !== undefined) showPhoto(album, to);
      }}
    >
      <Icon path={direction === 'previous' ? 'M15 5l-7 7 7 7' : 'M9 5l7 7-7 7'} />
    </button>
  );
}

function showPhoto(album: Album, photo: Photo): void {
  navigate(albumHref(album.shelf, album.name, photo.fileName), { replace: true });
}

function Icon({ path }: { readonly path: string }): ReactElement {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}
