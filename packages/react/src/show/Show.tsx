'use client';

import { useCallback, useSyncExternalStore, type ReactNode } from 'react';
import { credentialsStateOf } from '../credentials/credentialsStateOf.ts';
import { useCredentialsContext } from '../provider/credentialsContext.ts';
import { sessionStateOf } from '../tokens/sessionStateOf.ts';
import { decideShow, type ShowWhen } from './decideShow.ts';

/** What {@link Show} takes. */
export interface ShowProps {
  readonly when: ShowWhen;
  readonly children?: ReactNode;
  /** Shown otherwise. Default: nothing. */
  readonly fallback?: ReactNode;
  /** Shown while it is not known who is signed in, and on a server. Default: nothing. */
  readonly pending?: ReactNode;
}

/**
 * Shows its children to those they are for. It renders when the answer changes, not at every change behind it.
 * It hides what is of no use to somebody; only the services' own checks protect anything.
 * @throws CredentialsError `PROVIDER_MISSING`.
 */
export function Show({ when, children, fallback, pending }: ShowProps): ReactNode {
  const { session, credentials } = useCredentialsContext();
  const sessionState = sessionStateOf(session);
  const credentialsState = credentialsStateOf(credentials);
  const subscribe = useCallback(
    (listener: () => void) => {
      const unsubscribes = [sessionState.subscribe(listener), credentialsState.subscribe(listener)];
      return () => unsubscribes.forEach((unsubscribe) => unsubscribe());
    },
    [sessionState, credentialsState],
  );
  const shown = useSyncExternalStore(
    subscribe,
    () => decideShow(when, sessionState.getSnapshot(), credentialsState.getSnapshot()),
    () => decideShow(when, sessionState.getServerSnapshot(), credentialsState.getServerSnapshot()),
  );
  if (shown === undefined) return pending;
  return shown ? children : fallback;
}
