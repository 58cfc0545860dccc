import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { useClient } from '@valetkey/react';
import { useAwsQueryKey } from '@valetkey/react/query';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useMemo, useSyncExternalStore, type ReactElement, type ReactNode } from 'react';
import type { Album } from '../album/album.ts';
import { useNotify } from '../screen/Notices.tsx';
import { createSendPhoto } from './sendPhoto.ts';
import { createUploadQueue, type Upload, type UploadQueue } from './uploadQueue.ts';
import { uploadRequestHandler } from './uploadRequestHandler.ts';

const UploadQueueContext = createContext<UploadQueue | undefined>(undefined);

/** Keeps uploads going while their owner looks around. When the owner leaves, they are stopped and forgotten. */
export function Uploads({ children }: { readonly children: ReactNode }): ReactElement {
  const client = useClient(S3Client, { requestHandler: uploadRequestHandler });
  const queue = useMemo(() => createUploadQueue(createSendPhoto(client)), [client]);
  const listingsKey = useAwsQueryKey(S3Client, ListObjectsV2Command);
  const queries = useQueryClient();
  const notify = useNotify();

  useEffect(
    () =>
      queue.onUploaded(({ album, fileName }) => {
        void queries.invalidateQueries({ queryKey: [...listingsKey, { Prefix: album.prefix }] });
        notify(`“${fileName}” is in “${album.name}”.`, {
          name: album.prefix,
          again: (count) => `${count} photos are in “${album.name}”.`,
        });
      }),
    [queue, listingsKey, queries, notify],
  );
  useEffect(() => () => queue.removeAll(), [queue]);
  return <UploadQueueContext value={queue}>{children}</UploadQueueContext>;
}

/** The upload queue of the nearest {@link Uploads}. */
export function useUploadQueue(): UploadQueue {
  const queue = useContext(UploadQueueContext);
  if (queue === undefined) throw new Error('useUploadQueue needs <Uploads> above it.');
  return queue;
}

/** The uploads on their way into an album. */
export function useUploads(album: Album): readonly Upload[] {
  const queue = useUploadQueue();
  const uploads = useSyncExternalStore(queue.subscribe, queue.getSnapshot);
  return uploads.filter((upload) => upload.album.prefix === album.prefix);
}
