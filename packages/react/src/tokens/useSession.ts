'use client';

import type { SessionSnapshot } from '@valetkey/core';
import { useObservable } from '../observe/useObservable.ts';
import { whole } from '../observe/whole.ts';
import { useCredentialsContext } from '../provider/credentialsContext.ts';
import { sessionStateOf } from './sessionStateOf.ts';

/**
 * Who is signed in: `'unknown'` until the stored session has been read, then `'signed-in'` or `'signed-out'`. Refreshing
 * tokens changes nothing here. Without a session in the provider it is always `'signed-out'`.
 * @throws CredentialsError `PROVIDER_MISSING`.
 */
export function useSession(): SessionSnapshot;
/**
 * One part of it: `useSession((session) => session.status)` renders only when the status changes.
 * @param select - Picks or derives what the component shows. A new object with the same members counts as unchanged.
 */
export function useSession<Selected>(select: (session: SessionSnapshot) => Selected): Selected;
export function useSession<Selected>(select?: (session: SessionSnapshot) => Selected): Selected | SessionSnapshot {
  const { session } = useCredentialsContext();
  return useObservable<SessionSnapshot, Selected | SessionSnapshot>(sessionStateOf(session), select ?? whole);
}
