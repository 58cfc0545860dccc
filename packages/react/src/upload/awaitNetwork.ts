import { isCredentialsError, type Clock } from '@valetkey/core';
import type { UploadEnvironment } from './environment.ts';

/** How long until the network is tried again, in ms, where the browser does not tell that it is back. */
export const NETWORK_WAIT_MS = 10_000;

/** Whether a request failed for want of an answer, from S3 or from who issues the credentials: that may pass by itself. */
export function isNetworkFault(error: unknown): boolean {
  // What handlers of the SDK throw where there was no answer.
  return isCredentialsError(error) ? error.retryable : /^(Type|Timeout|Network)Error$/.test((error as Error).name);
}

/**
 * Calls `goOn` whenever the network may be there again: when the page wakes or is back online, and every
 * {@link NETWORK_WAIT_MS}; never while the browser says that it is offline.
 * @returns What ends the waiting.
 */
export function awaitNetwork(clock: Clock, environment: UploadEnvironment, goOn: () => void): () => void {
  const look = (): void => {
    cancelTimer();
    cancelTimer = clock.setTimer(look, NETWORK_WAIT_MS);
    if (environment.isOnline()) goOn();
  };
  let cancelTimer = clock.setTimer(look, NETWORK_WAIT_MS);
  const stopListening = environment.onWake(look);
  return () => {
    cancelTimer();
    stopListening();
  };
}
