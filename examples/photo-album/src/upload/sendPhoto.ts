import { AbortMultipartUploadCommand, type S3Client } from '@aws-sdk/client-s3';
import { Upload as ManagedUpload } from '@aws-sdk/lib-storage';
import { photoBucket } from '../aws.ts';
import type { SendPhoto } from './uploadQueue.ts';

/** Makes the function that puts a file into its album: in one request, or in parallel parts of 5 MB when it is large. */
export function createSendPhoto(client: S3Client): SendPhoto {
  return async ({ album, file, fileName }, { signal, onProgress }) => {
    const upload = new ManagedUpload({
      client: stopClient(client, signal),
      params: {
        Bucket: photoBucket,
        Key: `${album.prefix}${fileName}`,
        Body: file,
        ContentType: file.type,
        // A photo never changes under its name, so a browser may keep it for a year.
        CacheControl: 'private, max-age=31536000, immutable',
      },
    });
    signal.addEventListener('abort', () => void upload.abort(), { once: true });
    upload.on('httpUploadProgress', ({ loaded = 0, total = file.size }) => onProgress(total === 0 ? 0 : loaded / total));
    await upload.done();
  };
}

/**
 * The same client, whose requests a signal stops. lib-storage does not hand its own signal on: without this a cancelled
 * upload goes on in the background, and the photo turns up after all.
 */
function stopClient(client: S3Client, signal: AbortSignal): S3Client {
  const send = (command: Parameters<S3Client['send']>[0]): Promise<unknown> =>
    // What cleans up after a cancelled upload must still be sent.
    client.send(command, command instanceof AbortMultipartUploadCommand ? {} : { abortSignal: signal });
  return Object.create(client, { send: { value: send } }) as S3Client;
}
