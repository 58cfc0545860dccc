import type { SessionSnapshot } from '@valetkey/core';
import type { CredentialsState } from '../credentials/credentialsStateOf.ts';

/**
 * When to show something: when somebody is `'signed-in'`; when nobody is (`'signed-out'`); when that is because the session
 * ended by itself (`'expired'`); while a `'guest'` holds credentials; or whatever a function says.
 */
export type ShowWhen =
  | 'signed-in'
  | 'signed-out'
  | 'expired'
  | 'guest'
  | ((session: SessionSnapshot, credentials: CredentialsState) => boolean);

/** Decides whether to show; `undefined` while it is not known who is signed in. */
export function decideShow(
  when: ShowWhen,
  session: SessionSnapshot,
  credentials: CredentialsState,
): boolean | undefined {
  if (session.status === 'unknown') return undefined;
  if (typeof when === 'function') return when(session, credentials);
  switch (when) {
    case 'signed-in':
    case 'signed-out':
      return session.status === when;
    case 'expired':
      return session.status === 'signed-out' && session.reason === 'expired';
    case 'guest':
      if (session.status === 'signed-in') return false;
      return credentials.status === 'unknown' || credentials.status === 'loading' ? undefined : credentials.guest;
    default:
      return when satisfies never;
  }
}
