import type { ReactElement } from 'react';
import { homeHref } from '../route/route.ts';
import { navigate } from '../route/useRoute.ts';
import { ConfirmDialog } from '../screen/ConfirmDialog.tsx';
import { useNotify } from '../screen/Notices.tsx';
import type { Album } from './album.ts';
import { useDeleteAlbum } from './useDeleteAlbum.ts';

/** What {@link DeleteAlbumDialog} takes. */
interface DeleteAlbumDialogProps {
  readonly album: Album;
  readonly onClose: () => void;
}

/** Asks before an album goes. */
export function DeleteAlbumDialog({ album, onClose }: DeleteAlbumDialogProps): ReactElement {
  const notify = useNotify();
  const { mutate, isPending, error } = useDeleteAlbum(album, () => {
    navigate(homeHref, { replace: true });
    notify(`“${album.name}” is deleted.`);
  });

  return (
    <ConfirmDialog
      title={`Delete “${album.name}”?`}
      action="Delete album"
      onConfirm={mutate}
      onCancel={onClose}
      isPending={isPending}
      error={error}
    >
      Its photos and captions go with it. This cannot be undone.
    </ConfirmDialog>
  );
}
