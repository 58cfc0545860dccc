import type { ReactElement } from 'react';
import type { Album } from '../album/album.ts';
import { ConfirmDialog } from '../screen/ConfirmDialog.tsx';
import { useNotify } from '../screen/Notices.tsx';
import type { Photo } from './photo.ts';
import { useDeletePhoto } from './useDeletePhoto.ts';

/** What {@link DeletePhotoDialog} takes. */
interface DeletePhotoDialogProps {
  readonly album: Album;
  readonly photo: Photo;
  readonly onDeleted: () => void;
  readonly onCancel: () => void;
}

/** Asks before a photo goes. */
export function DeletePhotoDialog({ album, photo, onDeleted, onCancel }: DeletePhotoDialogProps): ReactElement {
  const notify = useNotify();
  const { mutate, isPending, error } = useDeletePhoto(album, photo, () => {
    onDeleted();
    notify(`“${photo.title}” is deleted.`);
  });

  return (
    <ConfirmDialog
      title={`Delete “${photo.title}”?`}
      action="Delete photo"
      onConfirm={mutate}
      onCancel={onCancel}
      isPending={isPending}
      error={error}
    >
      The photo and its caption go for good.
    </ConfirmDialog>
  );
}
