import type { ReactElement } from 'react';
import type { Album } from '../album/album.ts';
import { albumHref } from '../route/route.ts';
import type { Photo } from './photo.ts';
import { PhotoImage } from './PhotoImage.tsx';

/** What {@link PhotoTile} takes. */
interface PhotoTileProps {
  readonly album: Album;
  readonly photo: Photo;
  readonly caption: string | undefined;
}

/** A photo in the grid; it opens the viewer. */
export function PhotoTile({ album, photo, caption }: PhotoTileProps): ReactElement {
  return (
    <li className="tile">
      <div className="tile-frame">
        <PhotoImage photoKey={photo.key} alt="" />
      </div>
      <a className="tile-caption tile-link" href={albumHref(album.shelf, album.name, photo.fileName)}>
        {caption ?? photo.title}
      </a>
    </li>
  );
}
