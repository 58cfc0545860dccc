'use client';

import { watchCredentials, type CredentialsError, type CredentialsEvent, type StoragePort } from '@valetkey/core';
import { useEffect, useRef } from 'react';
import { useCredentialsContext } from '../provider/credentialsContext.ts';

/** The storage that {@link useCredentialsEvent} was given can keep nothing on this device; the page goes on in memory. */
export interface StorageFailedEvent {
  readonly type: 'storage-failed';
  readonly error: CredentialsError;
}

/** What {@link useCredentialsEvent} takes beside the listener. */
export interface CredentialsEventOptions {
  /** A storage to watch as well, e.g. the session's. One that had failed before the component was mounted is told then. */
  readonly storage?: StoragePort;
}

/**
 * Tells what happens to the credentials of the nearest `CredentialsProvider` while the component is mounted: `'obtained'`,
 * `'refreshed'`, `'refresh-failed'`, `'rejected-key'`, `'expired'`, `'withdrawn'`, `'signed-out'`, `'identity-changed'`,
 * and `'storage-failed'`. For logs, monitors and notices: an event holds no secret. It renders nothing.
 * @param listener - The newest one is called; it need not be the same function at every render.
 * @throws CredentialsError `PROVIDER_MISSING`.
 */
export function useCredentialsEvent(
  listener: (event: CredentialsEvent | StorageFailedEvent) => void,
  options: CredentialsEventOptions = {},
): void {
  const { credentials, clock } = useCredentialsContext();
  const failure = options.storage?.failure;
  const newest = useRef(listener);
  const toldFailure = useRef<CredentialsError | undefined>(undefined);
  useEffect(() => {
    newest.current = listener;
  });
  useEffect(
    () => watchCredentials(credentials, (event) => newest.current(event), clock === undefined ? {} : { clock }),
    [credentials, clock],
  );
  useEffect(() => {
    const tell = (): void => {
      const error = failure?.getSnapshot();
      // StrictMode runs effects twice; the storage failed once.
      if (error === undefined || error === toldFailure.current) return;
      toldFailure.current = error;
      newest.current({ type: 'storage-failed', error });
    };
    tell();
    return failure?.subscribe(tell);
  }, [failure]);
}
