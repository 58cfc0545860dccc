'use client';

import { useCredentialsContext } from '../provider/credentialsContext.ts';
import { useObservable } from '../observe/useObservable.ts';
import { whole } from '../observe/whole.ts';
import { credentialsStateOf, type CredentialsState } from './credentialsStateOf.ts';

/**
 * The credentials of the nearest `CredentialsProvider`: whether there are any, whose they are, until when, and how to get
 * new ones. Without a selector the component renders at every change, background refreshes included.
 * @throws CredentialsError `PROVIDER_MISSING`.
 */
export function useCredentials(): CredentialsState;
/**
 * One part of it: `useCredentials((credentials) => credentials.status)` renders only when the status changes.
 * @param select - Picks or derives what the component shows. A new object with the same members counts as unchanged.
 */
export function useCredentials<Selected>(select: (credentials: CredentialsState) => Selected): Selected;
export function useCredentials<Selected>(select?: (credentials: CredentialsState) => Selected): Selected | CredentialsState {
  const { credentials } = useCredentialsContext();
  return useObservable<CredentialsState, Selected | CredentialsState>(credentialsStateOf(credentials), select ?? whole);
}
