import { CredentialsError, narrowProvider, withDeadline, type CredentialScopeRequest, type Session, type User } from '@valetkey/core';
import { createRequestStore } from '../credentials/createRequestStore.ts';
import { createSlotStorage, type SlotStorage } from '../tokens/createSlotStorage.ts';
import { endOf, type KeptSession } from '../tokens/keptSession.ts';
import { writeSessionCookie } from '../tokens/sessionCookie.ts';
import { LOCK_MS } from '../tokens/sessionStore.ts';
import { failureAnswer, isSignedOut, toFailure, type BrokerAnswer } from './brokerAnswer.ts';
import { refuse, withoutCookie, type BrokerContext, type Visitor } from './brokerContext.ts';
import { readSignedInSession } from './readSignedInSession.ts';

type KnownVisitor = Visitor & { readonly session: NonNullable<Visitor['session']> };

/**
 * Gives a person's page credentials, and its cookie what has become of the session: a refresh with rotation, a new identity id, the
 * time. One at a time for each session, so that no refresh token is spent twice.
 * @param scope - What the page asks for, if it asks for less.
 */
export function giveCredentials(context: BrokerContext, visitor: KnownVisitor, scope: CredentialScopeRequest | undefined): Promise<BrokerAnswer> {
  const { keeper, options } = context;
  return keeper.lock(visitor.session.id, async () => {
    const kept = await readSignedInSession(context, visitor.session);
    if (kept === undefined) return withoutCookie(context, visitor, refuse(context, visitor, 'SESSION_OVER'));
    const storage = createSlotStorage(kept.slots);
    const session = options.session(storage);
    const answer = await withDeadline(options.clock, LOCK_MS, undefined, () => obtain(context, session, storage, scope)).catch((cause: unknown) =>
      explainFailure(context, visitor, cause),
    );
    if (isSignedOut(String(answer.body['Code']))) {
      await keeper.remove(kept.id);
      context.emit({ type: 'session-ended', session: visitor.session.label });
      return withoutCookie(context, visitor, answer);
    }
    const cookies = await keep(context, visitor, { ...kept, slots: storage.getSlots() });
    if (cookies === 'over') {
      // Signed out while this was on its way: what a refresh has brought meanwhile nobody may use. The cookie went with the answer to
      // that; which one the browser has by now may be of whoever has signed in since.
      await session.signOut();
      return refuse(context, visitor, 'SESSION_OVER');
    }
    if (cookies === 'too large') return refuse(context, visitor, 'SESSION_TOO_LARGE');
    if (answer.status === 200) context.emit({ type: 'credentials-given', session: visitor.session.label, scoped: scope !== undefined });
    return { ...answer, cookies };
  });
}

async function obtain(
  { options }: BrokerContext,
  session: Session,
  storage: SlotStorage,
  asked: CredentialScopeRequest | undefined,
): Promise<BrokerAnswer> {
  // Before anything else: whether the person is still signed in decides what a failure means.
  await session.getTokens();
  const provider = options.credentials(session, storage);
  const store = createRequestStore({
    provider: asked === undefined ? provider : narrowProvider(provider, grantScope(options.scope, asked, session)),
    clock: options.clock,
    environment: options.environment,
  });
  const { accessKeyId, secretAccessKey, sessionToken, expiration, accountId } = await store.getCredentials();
  const ready = store.getSnapshot();
  return {
    status: 200,
    body: {
      AccessKeyId: accessKeyId,
      SecretAccessKey: secretAccessKey,
      Token: sessionToken,
      Expiration: expiration?.toISOString(),
      ...(accountId && { AccountId: accountId }),
      ...(ready.status === 'ready' && ready.identityId !== undefined && { IdentityId: ready.identityId }),
      ...(asked && { Scoped: true }),
    },
  };
}

function grantScope(
  grant: BrokerContext['options']['scope'],
  asked: CredentialScopeRequest,
  session: Session,
): CredentialScopeRequest {
  const current = session.getSnapshot();
  if (grant === undefined || current.status !== 'signed-in') throw new CredentialsError('SCOPE_UNSUPPORTED');
  const user: User = current.user;
  return grant(asked, user);
}

function explainFailure({ emit }: BrokerContext, { endpoint, session }: KnownVisitor, cause: unknown): BrokerAnswer {
  const failure = toFailure(cause);
  const { code } = failure;
  // What the app's own functions threw may say anything.
  const message = failure === cause ? failure.message : undefined;
  if (!isSignedOut(code)) emit({ type: 'failed', code, message, endpoint, session: session.label });
  return failureAnswer(failure);
}

async function keep({ keeper, options }: BrokerContext, { given }: Visitor, session: KeptSession): Promise<readonly string[] | 'over' | 'too large'> {
  const now = options.clock.now();
  const next = { ...session, seen: now, generation: session.generation + 1 };
  const endsAt = endOf(next, options.limits);
  const value = await keeper.replace(next, endsAt);
  if (value === undefined) return 'over';
  return writeSessionCookie(options.cookieName, value, endsAt - now, given) ?? 'too large';
}
