import { CLIENT_LINGER_MS, countStarts, createObservable, CredentialsError, isCredentialsError, type Clock, type Observable } from '@valetkey/core';
import { createUploadRun, type UploadRun, type UploadTarget } from './createUploadRun.ts';
import type { UploadEnvironment } from './environment.ts';
import type { UploadInput } from './readUploadInput.ts';
import { IDLE_UPLOAD, type UploadResult, type UploadState } from './uploadState.ts';

/** Uploads one object after the other. */
export interface Uploader extends Observable<UploadState> {
  /** Begins an upload, in place of the one before. */
  readonly start: (target: UploadTarget, input: UploadInput) => Promise<UploadResult>;
  readonly pause: () => void;
  readonly resume: () => void;
  readonly cancel: () => Promise<void>;
  readonly retry: () => Promise<UploadResult>;
  /** Counted: {@link CLIENT_LINGER_MS} after the last end, an upload under way is canceled. StrictMode is back by then. */
  readonly mount: () => () => void;
}

/** Makes an uploader. It does nothing until it is told to. */
export function createUploader({ clock, environment }: { readonly clock: Clock; readonly environment: UploadEnvironment }): Uploader {
  const state = createObservable<UploadState>(IDLE_UPLOAD);
  // The body may be large: kept only while it is needed.
  let current: (UploadRun & { readonly again: () => Promise<UploadResult> }) | undefined;
  let unfollow: (() => void) | undefined;
  let cancelLinger: (() => void) | undefined;
  let isGone = false;

  function onState(next: UploadState): void {
    if (next.status === 'done' || next.status === 'canceled') current = undefined;
    state.set(next);
  }

  function start(target: UploadTarget, input: UploadInput): Promise<UploadResult> {
    void end();
    try {
      if (isGone) throw new CredentialsError('ABORTED');
      follow(target);
      const run = createUploadRun(target, input, { clock, environment, onState });
      current = { ...run, again: () => start(target, input) };
      return run.outcome;
    } catch (cause) {
      const error = isCredentialsError(cause) ? cause : new CredentialsError('INVALID_OPTION', { detail: (cause as Error).message });
      state.set({ ...IDLE_UPLOAD, status: 'error', error });
      return fail(error);
    }
  }

  /** When the signed-in identity changes, nothing of the one before goes on or is shown. */
  function follow({ store }: UploadTarget): void {
    unfollow?.();
    const epoch = store?.getSnapshot().epoch;
    unfollow = store?.subscribe(() => {
      if (store.getSnapshot().epoch !== epoch) drop(true);
    });
  }

  function drop(atOnce: boolean): void {
    unfollow?.();
    if (current) void end(atOnce);
    else state.set(IDLE_UPLOAD);
  }

  async function end(atOnce = false): Promise<void> {
    await current?.end(atOnce);
  }

  return {
    ...state,
    start,
    pause: () => current?.pause(),
    resume: () => current?.resume(),
    cancel: () => end(),
    retry() {
      const failed = state.getSnapshot().error && current;
      return failed ? (failed.retry() ?? failed.again()) : fail(new CredentialsError('INVALID_OPTION', { detail: 'No upload has failed.' }));
    },
    mount: countStarts(() => {
      isGone = false;
      cancelLinger?.();
      return () => {
        cancelLinger = clock.setTimer(() => {
          isGone = true;
          drop(false);
        }, CLIENT_LINGER_MS);
      };
    }),
  };
}

/** A rejection for those who look; the state says it to all others. */
function fail(error: Error): Promise<never> {
  const failure = Promise.reject(error);
  failure.catch(() => undefined);
  return failure;
}
