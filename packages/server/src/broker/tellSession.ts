import { CredentialsError, withDeadline, type Clock, type Session, type SessionSnapshot } from '@valetkey/core';
import { createSlotStorage } from '../tokens/createSlotStorage.ts';
import { endOf } from '../tokens/keptSession.ts';
import type { BrokerAnswer } from './brokerAnswer.ts';
import { withoutCookie, type BrokerContext, type Visitor } from './brokerContext.ts';
import { readSignedInSession } from './readSignedInSession.ts';

/** A session reads what it keeps within this time, ms. */
const READ_TIMEOUT_MS = 2_000;

// These differ in every token, also where nothing about the person has changed.
const PASSING_CLAIMS = /^(iat|exp|jti|event_id|at_hash|auth_time)$/;

/** Tells a page who is signed in, without a secret. Asks nobody, and does not count as use of the session. */
export async function tellSession(context: BrokerContext, visitor: Visitor): Promise<BrokerAnswer> {
  const kept = visitor.session && (await readSignedInSession(context, visitor.session));
  const { session, clock, limits } = context.options;
  const snapshot = kept && (await readSnapshot(session(createSlotStorage(kept.slots)), clock));
  if (kept === undefined || snapshot?.status !== 'signed-in') {
    const answer = { status: 200, body: { status: 'signed-out' } };
    return visitor.session === undefined ? answer : withoutCookie(context, visitor, answer);
  }
  return { status: 200, body: { ...describeUser(snapshot), endsAt: new Date(endOf(kept, limits)).toISOString() } };
}

/** Who is signed in, as a page is told. */
export function describeUser({ user }: Extract<SessionSnapshot, { readonly status: 'signed-in' }>): Readonly<Record<string, unknown>> {
  const claims = Object.fromEntries(Object.entries(user.claims).filter(([name]) => !PASSING_CLAIMS.test(name)));
  return { status: 'signed-in', user: { id: user.id, username: user.username, email: user.email, claims } };
}

/**
 * What a session says once it has read what it keeps.
 * @throws CredentialsError `TIMEOUT`.
 */
export function readSnapshot(session: Session, clock: Clock): Promise<SessionSnapshot> {
  return withDeadline(clock, READ_TIMEOUT_MS, undefined, async (signal) => {
    const stop = session.start();
    try {
      return await new Promise<SessionSnapshot>((resolve, reject) => {
        const look = (): void => {
          const snapshot = session.getSnapshot();
          if (snapshot.status !== 'unknown') resolve(snapshot);
        };
        session.subscribe(look);
        signal.addEventListener('abort', () => reject(new CredentialsError('TIMEOUT')));
        look();
      });
    } finally {
      stop();
    }
  });
}
