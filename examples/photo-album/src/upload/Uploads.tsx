import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { useAwsQueryKey } from '@valetkey/react/query';
import { useUpload } from '@valetkey/react/upload';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useMemo, useSyncExternalStore, type Context, type ReactElement, type ReactNode } from 'react';
import type { Album } from '../album/album.ts';
import { useNotify } from '../screen/Notices.tsx';
import { photoInput } from './photoInput.ts';
import { createUploadQueue, type Upload, type UploadQueue } from './uploadQueue.ts';
import { uploadRequestHandler } from './uploadRequestHandler.ts';

type RunningUpload = ReturnType<typeof useUpload>;

const UploadQueueContext = createContext<UploadQueue | undefined>(undefined);
// Changes with every step of the progress, so only the tile of the running upload looks at it.
const RunningUploadContext = createContext<RunningUpload | undefined>(undefined);

const config = { requestHandler: uploadRequestHandler };

/** Keeps uploads going while their owner looks around. When the owner leaves, they are stopped and forgotten. */
export function Uploads({ children }: { readonly children: ReactNode }): ReactElement {
  const running = useUpload({ config });
  const { start, retry, cancel } = running;
  const queue = useMemo(
    () => createUploadQueue({ start: (upload) => start(photoInput(upload)), retry, cancel }),
    [start, retry, cancel],
  );
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
  return (
    <UploadQueueContext value={queue}>
      <RunningUploadContext value={running}>{children}</RunningUploadContext>
    </UploadQueueContext>
  );
}

/** The upload queue of the nearest {@link Uploads}. */
export function useUploadQueue(): UploadQueue {
  return useNearest(UploadQueueContext);
}

/** The upload that runs: how far it is, and what can be done about it. */
export function useRunningUpload(): RunningUpload {
  return useNearest(RunningUploadContext);
}

/** The uploads on their way into an album. */
export function useUploads(album: Album): readonly Upload[] {
  const queue = useUploadQueue();
  const uploads = useSyncExternalStore(queue.subscribe, queue.getSnapshot);
  return uploads.filter((upload) => upload.album.prefix === album.prefix);
}

function useNearest<Value>(context: Context<Value | undefined>): Value {
  const value = useContext(context);
  if (value === undefined) throw new Error('Uploads need <Uploads> above them.');
  return value;
}
