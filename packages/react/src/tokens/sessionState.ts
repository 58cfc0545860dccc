import type { Session, SessionSnapshot } from '@valetkey/core';
import type { ObservableSource } from '../observe/observableSource.ts';

const UNKNOWN: SessionSnapshot = Object.freeze({ status: 'unknown', epoch: 0 });

const NEVER_SIGNED_IN: SessionSnapshot = Object.freeze({ status: 'signed-out', epoch: 0, reason: 'never-signed-in' });

/** Who is signed in, as components watch it. An app without a session has nobody to sign in, and knows it at once. */
export function createSessionState(session: Session | undefined): ObservableSource<SessionSnapshot> {
  if (session === undefined) {
    const getSnapshot = (): SessionSnapshot => NEVER_SIGNED_IN;
    return { getSnapshot, getServerSnapshot: getSnapshot, subscribe: () => () => undefined };
  }
  return { getSnapshot: session.getSnapshot, getServerSnapshot: () => UNKNOWN, subscribe: session.subscribe };
}
