import type { Session, SessionSnapshot } from '@valetkey/core';
import type { ObservableSource } from '../observe/observableSource.ts';

const UNKNOWN: SessionSnapshot = Object.freeze({ status: 'unknown', epoch: 0 });

const NEVER_SIGNED_IN: SessionSnapshot = Object.freeze({ status: 'signed-out', epoch: 0, reason: 'never-signed-in' });

const NOBODY: ObservableSource<SessionSnapshot> = {
  getSnapshot: () => NEVER_SIGNED_IN,
  getServerSnapshot: () => NEVER_SIGNED_IN,
  subscribe: () => () => undefined,
};

const getServerSnapshot = (): SessionSnapshot => UNKNOWN;

const states = new WeakMap<Session, ObservableSource<SessionSnapshot>>();

/** Who is signed in, as components watch it. An app without a session has nobody to sign in, and knows it at once. */
export function sessionStateOf(session: Session | undefined): ObservableSource<SessionSnapshot> {
  if (session === undefined) return NOBODY;
  const { getSnapshot, subscribe } = session;
  const state = states.get(session) ?? { getSnapshot, getServerSnapshot, subscribe };
  states.set(session, state);
  return state;
}
