import { CredentialsError, type Session, type TokenSet } from '@valetkey/core';
import { createSlotStorage, type SlotStorage } from '../tokens/createSlotStorage.ts';
import { endOf, type KeptSession } from '../tokens/keptSession.ts';
import { writeSessionCookie } from '../tokens/sessionCookie.ts';
import { failureAnswer, isSignedOut, toFailure, type BrokerAnswer } from './brokerAnswer.ts';
import { labelOf, refuse, type BrokerContext, type Visitor } from './brokerContext.ts';
import { revoke } from './endSession.ts';
import { describeUser, readSnapshot } from './tellSession.ts';

/** The tokens of a sign-in that has just succeeded. */
export type HandedTokens = Pick<TokenSet, 'idToken' | 'accessToken' | 'refreshToken'>;

/** Where tokens come from. */
export type TokenOrigin =
  /** From a page: anybody could have made them up, and the page may have kept them. */
  | 'page'
  /** From the issuer, by a connection of this server's own. */
  | 'server';

/**
 * Takes a sign-in over: from here on the tokens are the broker's, and the browser has a cookie.
 *
 * What a page hands over is refreshed at once. That proves that the refresh token is genuine; everything that is kept comes from the
 * issuer itself; and where refresh tokens rotate, the one that the page has had is spent.
 */
export async function handOver(context: BrokerContext, visitor: Visitor, tokens: HandedTokens, from: TokenOrigin): Promise<BrokerAnswer> {
  const { options, keeper, emit } = context;
  const storage = createSlotStorage();
  const session = options.session(storage);
  putTokens(storage, tokens);
  try {
    await session.getTokens({ forceRefresh: from === 'page' });
  } catch (cause) {
    const failure = toFailure(cause);
    // They are no tokens, or another person's than the issuer says.
    if (failure.code === 'NOT_SIGNED_IN' || failure.code === 'ABORTED') return refuse(context, visitor, 'BODY_INVALID');
    if (!isSignedOut(failure.code)) emit({ type: 'failed', code: failure.code, message: failure.message, endpoint: 'sign-in', session: undefined });
    return failureAnswer(failure);
  }
  const snapshot = await readSnapshot(session, options.clock);
  if (snapshot.status !== 'signed-in') throw new CredentialsError('SERVICE_UNAVAILABLE');
  await endPrevious(context, visitor, snapshot.user.claims['origin_jti']);

  const now = options.clock.now();
  const kept: KeptSession = { id: randomId(), since: now, seen: now, generation: 1, slots: storage.getSlots() };
  const endsAt = endOf(kept, options.limits);
  const cookies = writeSessionCookie(options.cookieName, await keeper.create(kept, endsAt), endsAt - now, visitor.given);
  if (cookies === undefined) {
    await keeper.remove(kept.id);
    await session.signOut();
    return refuse(context, visitor, 'SESSION_TOO_LARGE');
  }
  emit({ type: 'signed-in', session: await labelOf(kept.id) });
  return { status: 200, body: { ...describeUser(snapshot), endsAt: new Date(endsAt).toISOString() }, cookies };
}

/** Puts tokens where the session will look for its own: the one slot that it opens. */
function putTokens(storage: SlotStorage, { idToken, accessToken, refreshToken }: HandedTokens): void {
  const [slot, ...others] = storage.opened();
  if (slot === undefined || others.length > 0) {
    throw new CredentialsError('INVALID_OPTION', { detail: 'session: it must open one slot of the storage it is given, for its tokens.' });
  }
  storage.put(slot, JSON.stringify({ idToken, accessToken, refreshToken }));
}

/** Whoever signs in ends the session that this browser had; not when it is the same sign-in, handed over once more. */
async function endPrevious(context: BrokerContext, { session: named }: Visitor, signIn: unknown): Promise<void> {
  const kept = named && (await context.keeper.read(named));
  if (named === undefined || kept === undefined) return;
  const before: Session = context.options.session(createSlotStorage(kept.slots));
  const snapshot = await readSnapshot(before, context.options.clock);
  const isSame = snapshot.status === 'signed-in' && signIn !== undefined && snapshot.user.claims['origin_jti'] === signIn;
  if (isSame) await context.keeper.remove(named.id);
  else await revoke(context, named, false);
}

/** 256 bits, as base64url. */
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
