'use client';

import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { systemClock } from '@valetkey/core';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { clientCacheOf } from '../client/clientCacheOf.ts';
import { useClient } from '../client/useClient.ts';
import { useCredentialsContext } from '../provider/credentialsContext.ts';
import { useStableOptions } from '../provider/useStableOptions.ts';
import { createUploader } from './createUploader.ts';
import type { UploadParts } from './createUploadRun.ts';
import { systemUploadEnvironment } from './environment.ts';
import type { UploadInput } from './readUploadInput.ts';
import type { UploadResult, UploadState } from './uploadState.ts';

/** What {@link useUpload} takes. */
export interface UseUploadOptions extends UploadParts {
  /** Options for the client, as in `useClient`. */
  readonly config?: Partial<S3ClientConfig>;
}

/** What can be done with an upload. Each is a function of its own: `onClick={upload.pause}`. */
export interface UploadActions {
  /**
   * Begins an upload; one that is under way is canceled first. The promise settles with the upload. Who does not await it
   * need not catch it: the state says the same.
   * @throws CredentialsError `INVALID_OPTION` when something is missing; `ABORTED` when it is canceled, the component goes or
   * the signed-in person changes; what S3 refused it with.
   */
  readonly start: (input: UploadInput) => Promise<UploadResult>;
  /** Gives up the parts under way and sends no others. What has arrived stays. */
  readonly pause: () => void;
  /** Goes on after a pause. */
  readonly resume: () => void;
  /** Gives the upload up. Settles, and never rejects, when S3 has removed what had arrived or could not be told to. */
  readonly cancel: () => Promise<void>;
  /**
   * Goes on after an error with the parts that have arrived. Where they are gone (the error came from the body and not from
   * S3, or S3 has removed them) it begins anew, for which a stream is of no use.
   * @throws CredentialsError `INVALID_OPTION` when there is no error; as `start` does.
   */
  readonly retry: () => Promise<UploadResult>;
}

/**
 * Uploads to S3 with `@aws-sdk/lib-storage`: in one request, or in parallel parts when the body is large. Each part is signed
 * with the credentials of its moment, so an upload outlives any of them.
 *
 *     const upload = useUpload();
 *     <input type="file" onChange={({ target }) => upload.start({ Bucket, Key, Body: target.files[0] })} />
 *     <progress value={upload.progress.ratio} />
 *
 * Without a connection it waits and goes on by itself (`isWaiting`). Progress renders at most ten times a second; refreshing
 * credentials renders nothing. The upload is canceled a second after the component has gone, and at once when the signed-in
 * person changes: call the hook where it stays.
 * @throws CredentialsError `PROVIDER_MISSING`, `UNKNOWN_SERVICE`.
 */
export function useUpload({ config, ...options }: UseUploadOptions = {}): UploadState & UploadActions {
  const context = useCredentialsContext();
  const client = useClient(S3Client, config);
  const clients = clientCacheOf(context);
  const [uploader] = useState(() => createUploader({ clock: context.clock ?? systemClock, environment: systemUploadEnvironment }));
  useEffect(() => uploader.mount(), [uploader]);
  const state = useSyncExternalStore(uploader.subscribe, uploader.getSnapshot, uploader.getSnapshot);
  const parts = useStableOptions(options);
  const actions = useMemo((): UploadActions => {
    const { pause, resume, cancel, retry } = uploader;
    const target = { client, store: clients.storeOf(client), retain: () => clients.retain(client), parts };
    return { start: (input) => uploader.start(target, input), pause, resume, cancel, retry };
  }, [uploader, clients, client, parts]);
  return useMemo(() => ({ ...state, ...actions }), [state, actions]);
}
