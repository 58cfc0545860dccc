import type { ReactElement } from 'react';
import { photoOf } from '../photo/photo.ts';
import { PhotoTile } from '../photo/PhotoTile.tsx';
import { PhotoViewer } from '../photo/PhotoViewer.tsx';
import { useAlbumPhotos } from '../photo/useAlbumPhotos.ts';
import { AlbumFrame } from './AlbumFrame.tsx';
import type { AlbumScreenProps } from './AlbumScreen.tsx';

/** An album everybody may look at. */
export function PublicAlbum({ album, openPhoto }: AlbumScreenProps): ReactElement {
  const albumPhotos = useAlbumPhotos(album);
  const { photos } = albumPhotos;
  const open = openPhoto === undefined ? undefined : photoOf(`${album.prefix}${openPhoto}`);
  return (
    <>
      <AlbumFrame
        album={album}
        albumPhotos={albumPhotos}
        empty={
          <div className="empty">
            <p className="empty-title">There is no such album</p>
            <p>It may have been deleted, or the address is not complete.</p>
          </div>
        }
      >
        {photos.map((photo) => (
          <PhotoTile key={photo.key} album={album} photo={photo} caption={undefined} />
        ))}
      </AlbumFrame>
      {open === undefined ? null : <PhotoViewer album={album} photo={open} photos={photos} title={open.title} />}
    </>
  );
}
