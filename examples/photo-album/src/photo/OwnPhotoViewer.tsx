import { useState, type ReactElement } from 'react';
import type { Album } from '../album/album.ts';
import { CaptionEditor } from '../caption/CaptionEditor.tsx';
import { DeletePhotoDialog } from './DeletePhotoDialog.tsx';
import { photoOf, type Photo } from './photo.ts';
import { closeViewer, PhotoViewer } from './PhotoViewer.tsx';

/** What {@link OwnPhotoViewer} takes. */
interface OwnPhotoViewerProps {
  readonly album: Album;
  /** The photo to show. */
  readonly fileName: string;
  readonly photos: readonly Photo[];
  /** By file name; `undefined` while they load. */
  readonly captions: ReadonlyMap<string, string> | undefined;
}

/** Shows one's own photo, to be described or deleted. */
export function OwnPhotoViewer({ album, fileName, photos, captions }: OwnPhotoViewerProps): ReactElement {
  const [isDeleting, setIsDeleting] = useState(false);

  const photo = photoOf(`${album.prefix}${fileName}`);
  const caption = captions?.get(fileName);
  return (
    <>
      <PhotoViewer
        album={album}
        photo={photo}
        photos={photos}
        title={caption ?? photo.title}
        tools={
          <>
            <CaptionEditor key={photo.key} album={album} photo={photo} caption={caption ?? ''} />
            <button type="button" className="button button-quiet" onClick={() => setIsDeleting(true)}>
              Delete photo
            </button>
          </>
        }
      />
      {isDeleting ? (
        <DeletePhotoDialog
          album={album}
          photo={photo}
          onCancel={() => setIsDeleting(false)}
          onDeleted={() => {
            setIsDeleting(false);
            closeViewer(album);
          }}
        />
      ) : null}
    </>
  );
}
