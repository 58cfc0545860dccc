'use client';

import { systemClock } from '@valetkey/core';
import { useSyncExternalStore } from 'react';
import { useCredentialsContext } from '../provider/credentialsContext.ts';
import { credentialsStateOf, type CredentialsState } from './credentialsStateOf.ts';
import { suspendUntilKnown } from './suspendUntilKnown.ts';

/** What {@link useSuspenseCredentials} tells. That nobody is signed in is a state, not a failure. */
export type KnownCredentialsState = Extract<CredentialsState, { readonly status: 'ready' | 'signed-out' }>;

/**
 * The credentials of the nearest `CredentialsProvider`, once there are some or nobody is signed in: until then the component
 * suspends. When they cannot be obtained it throws the `CredentialsError` to the nearest error boundary; rendered again
 * later than a second after that, it tries again. However many components wait, there is one attempt.
 *
 * On a server it suspends until the request's store (`createRequestStore`) has answered. A person's store that requests
 * share throws `SHARED_ON_SERVER`: React then sends the `Suspense` fallback and renders the component in the browser.
 * @throws CredentialsError `PROVIDER_MISSING`, or why there are none.
 */
export function useSuspenseCredentials(): KnownCredentialsState {
  const { credentials, clock = systemClock } = useCredentialsContext();
  const { subscribe, getSnapshot } = credentialsStateOf(credentials);
  // Also where a server has rendered: what was suspended there is not in its HTML, so there is nothing to disagree with.
  const state = useSyncExternalStore(subscribe, getSnapshot, getSnapshot);
  suspendUntilKnown(credentials, clock);
  return state as KnownCredentialsState;
}
