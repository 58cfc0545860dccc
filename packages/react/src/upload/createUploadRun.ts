import type { S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { CredentialsError, type Clock, type CredentialStore } from '@valetkey/core';
import { awaitNetwork, isNetworkFault } from './awaitNetwork.ts';
import { createDeferred } from './createDeferred.ts';
import { createUploadRequests } from './createUploadRequests.ts';
import type { UploadEnvironment } from './environment.ts';
import { readUploadInput, type UploadInput } from './readUploadInput.ts';
import { IDLE_UPLOAD, progressOf, type UploadResult, type UploadState } from './uploadState.ts';

/** How often progress is told at most, in ms. */
export const PROGRESS_INTERVAL_MS = 100;

/** How lib-storage cuts a body into parts. */
export interface UploadParts {
  /** Bytes of a part, at least 5 MiB (5,242,880). Default: that, or what makes 10,000 parts of a larger body. */
  readonly partSize?: number;
  /** How many parts are on their way at a time. Default 4, lib-storage's. */
  readonly queueSize?: number;
}

/** Where uploads go, and how. */
export interface UploadTarget {
  readonly client: S3Client;
  /** The store the client signs from; `undefined` when its credentials come from elsewhere. */
  readonly store: CredentialStore | undefined;
  /** Keeps the client while the upload needs it, until the function it returns is called. */
  readonly retain: () => () => void;
  readonly parts: UploadParts;
}

/** One upload, until it is done or has ended. */
export interface UploadRun {
  /** Settles when the object is there, the upload has failed or has ended. */
  readonly outcome: Promise<UploadResult>;
  readonly pause: () => void;
  readonly resume: () => void;
  /** Goes on after a failure, with the parts that are there. `undefined` when they are gone, and only a new upload helps. */
  readonly retry: () => Promise<UploadResult> | undefined;
  /** Gives it up: `createUploadRequests` says what `atOnce` does. Settles when lib-storage is done with it. */
  readonly end: (atOnce: boolean) => Promise<void>;
}

interface UploadRunOptions {
  readonly clock: Clock;
  readonly environment: UploadEnvironment;
  /** Told of every new state; the last is `done` or `canceled`. */
  readonly onState: (state: UploadState) => void;
}

/** What of a state is not the same for all of them. */
type Shown =
  | { readonly status: 'uploading'; readonly isWaiting?: boolean; readonly error?: undefined }
  | { readonly status: 'paused' | 'canceled'; readonly error?: undefined }
  | { readonly status: 'error'; readonly error: Error }
  | { readonly status: 'done'; readonly result: UploadResult; readonly error?: undefined };

const UPLOADING = { status: 'uploading' } as const;

/**
 * Begins an upload.
 * @throws CredentialsError `INVALID_OPTION`; an Error of lib-storage when it does not take the sizes of `parts`.
 */
export function createUploadRun(target: UploadTarget, input: UploadInput, { clock, environment, onState }: UploadRunOptions): UploadRun {
  const params = readUploadInput(input);
  const { byteLength, size } = params.Body as { readonly byteLength?: number; readonly size?: number };
  let progress = progressOf(0, params.ContentLength ?? byteLength ?? size);
  let shown: Shown = UPLOADING;
  let outcome = createDeferred<UploadResult>();
  let isOver = false;
  // S3 has taken a part: it is there, and its CORS rules let this page in.
  let isProven = false;
  let stopWaiting: (() => void) | undefined;
  let cancelTelling: (() => void) | undefined;

  const requests = createUploadRequests(target.client, {
    onPart() {
      isProven = true;
    },
    onFault(error) {
      if (shown.status !== 'uploading') return;
      if (!isNetworkFault(error) || (environment.isOnline() && !isProven)) fail(error);
      else if (!stopWaiting) {
        show({ ...UPLOADING, isWaiting: true });
        stopWaiting = awaitNetwork(clock, environment, goOn);
      }
    },
  });
  const upload = new Upload({ ...target.parts, client: requests.client, params });
  upload.on('httpUploadProgress', ({ loaded = 0, total }) => {
    progress = progressOf(loaded, total);
    if (!isOver) cancelTelling ??= clock.setTimer(tell, PROGRESS_INTERVAL_MS);
  });
  const release = target.retain();
  tell();
  // It fails when the body cannot be read or an answer lacks its ETag: lib-storage has given up and removed the parts.
  const over = upload.done().then(unlessOver(finish), unlessOver(fail)).finally(release);

  function tell(): void {
    cancelTelling?.();
    cancelTelling = undefined;
    onState({ ...IDLE_UPLOAD, progress, ...shown });
  }

  function show(next: Shown): void {
    stopWaiting?.();
    stopWaiting = undefined;
    shown = next;
    tell();
  }

  function goOn(): void {
    show(UPLOADING);
    requests.resume();
  }

  function fail(error: unknown): void {
    show({ status: 'error', error: error as Error });
    outcome.reject(error);
  }

  function unlessOver<Outcome>(act: (outcome: Outcome) => void): (outcome: Outcome) => void {
    return (settled) => {
      if (isOver) return;
      isOver = true;
      act(settled);
    };
  }

  function finish(result: UploadResult): void {
    const { loaded, total = loaded } = progress;
    progress = progressOf(total, total);
    show({ status: 'done', result });
    outcome.resolve(result);
  }

  return {
    outcome: outcome.promise,
    pause() {
      if (shown.status !== 'uploading') return;
      show({ status: 'paused' });
      requests.pause();
    },
    resume() {
      if (shown.status === 'paused') goOn();
    },
    retry() {
      if (isOver || shown.error?.name === 'NoSuchUpload') return undefined;
      outcome = createDeferred();
      goOn();
      return outcome.promise;
    },
    end(atOnce) {
      const reason = new CredentialsError('ABORTED');
      isOver = true;
      show({ status: 'canceled' });
      outcome.reject(reason);
      requests.end(reason, atOnce);
      return over;
    },
  };
}
