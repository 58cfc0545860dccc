import type { Album } from '../album/album.ts';
import type { Photo } from '../photo/photo.ts';
import { useNotify } from '../screen/Notices.tsx';
import { acceptPhotos } from './acceptPhotos.ts';
import { useUploadQueue } from './Uploads.tsx';

/** A function that begins to upload the photos among some files, and says what it left out. */
export function useAddPhotos(album: Album, photos: readonly Photo[]): (files: readonly File[]) => void {
  const queue = useUploadQueue();
  const notify = useNotify();
  return (files) => {
    const accepted = acceptPhotos(files);
    queue.add(
      album,
      accepted.photos,
      photos.map((photo) => photo.fileName),
    );
    if (accepted.problems.length > 0) notify(accepted.problems.join(' '));
  };
}
