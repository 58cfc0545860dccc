'use client';

import { CredentialsError } from '@valetkey/core';
import { useMemo, useSyncExternalStore } from 'react';
import { useCredentialsContext } from '../provider/credentialsContext.ts';
import { createExpiryAlarm } from './createExpiryAlarm.ts';

/**
 * True from `thresholdMs` before the credentials expire until they are replaced, or gone; by the server's clock. They are
 * refreshed well ahead of that, so `true` means that refreshing fails, or that the page slept. The component renders when
 * the answer changes, and never for the passing of time.
 * @param thresholdMs - At least 0. Credentials that live an hour are replaced more than 60 000 before they expire.
 * @returns False as well when there are no credentials, when they do not expire, and on a server.
 * @throws CredentialsError `PROVIDER_MISSING`; `INVALID_OPTION` when `thresholdMs` is negative or no number.
 */
export function useExpiry(thresholdMs: number): boolean {
  const { credentials } = useCredentialsContext();
  if (!(thresholdMs >= 0)) throw new CredentialsError('INVALID_OPTION', { detail: `thresholdMs is ${thresholdMs}.` });
  const { subscribe, getSnapshot, getServerSnapshot } = useMemo(
    () => createExpiryAlarm(credentials, thresholdMs),
    [credentials, thresholdMs],
  );
  return useSyncExternalStore(subscribe, getSnapshot, getServerSnapshot);
}
