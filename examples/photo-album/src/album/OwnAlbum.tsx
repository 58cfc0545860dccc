import { useState, type ReactElement } from 'react';
import { useCaptions } from '../caption/useCaptions.ts';
import { OwnPhotoViewer } from '../photo/OwnPhotoViewer.tsx';
import { PhotoTile } from '../photo/PhotoTile.tsx';
import { useAlbumPhotos } from '../photo/useAlbumPhotos.ts';
import { AddPhotosButton } from '../upload/AddPhotosButton.tsx';
import { DropZone } from '../upload/DropZone.tsx';
import { useAddPhotos } from '../upload/useAddPhotos.ts';
import { useUploads } from '../upload/Uploads.tsx';
import { UploadTile } from '../upload/UploadTile.tsx';
import { AlbumFrame } from './AlbumFrame.tsx';
import type { AlbumScreenProps } from './AlbumScreen.tsx';
import { DeleteAlbumDialog } from './DeleteAlbumDialog.tsx';

/** One of one's own albums: photos can be added, described and deleted. */
export function OwnAlbum({ album, openPhoto }: AlbumScreenProps): ReactElement {
  const albumPhotos = useAlbumPhotos(album);
  const { photos } = albumPhotos;
  const { data: captions } = useCaptions(album);
  const uploads = useUploads(album);
  const addPhotos = useAddPhotos(album, photos);
  const [isDeleting, setIsDeleting] = useState(false);
  return (
    <DropZone label={`Drop photos into “${album.name}”`} onFiles={addPhotos}>
      <AlbumFrame
        album={album}
        albumPhotos={albumPhotos}
        tools={
          <>
            <button type="button" className="button button-quiet" onClick={() => setIsDeleting(true)}>
              Delete album
            </button>
            <AddPhotosButton onFiles={addPhotos}>Add photos</AddPhotosButton>
          </>
        }
        empty={uploads.length > 0 ? null : <EmptyAlbum />}
      >
        {uploads.map((upload) => (
          <UploadTile key={upload.id} upload={upload} />
        ))}
        {photos.map((photo) => (
          <PhotoTile key={photo.key} album={album} photo={photo} caption={captions?.get(photo.fileName)} />
        ))}
      </AlbumFrame>

      {openPhoto === undefined ? null : (
        <OwnPhotoViewer album={album} fileName={openPhoto} photos={photos} captions={captions} />
      )}
      {isDeleting ? <DeleteAlbumDialog album={album} onClose={() => setIsDeleting(false)} /> : null}
    </DropZone>
  );
}

function EmptyAlbum(): ReactElement {
  return (
    <div className="empty">
      <p className="empty-title">Nothing here yet</p>
      <p>Choose some with “Add photos”, or drop them anywhere on this page.</p>
    </div>
  );
}
