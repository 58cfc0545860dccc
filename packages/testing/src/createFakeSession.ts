import {
  CredentialsError,
  createObservable,
  type Clock,
  type GetTokensOptions,
  type Session,
  type SessionSnapshot,
  type SignInFlow,
  type TokenSet,
  type User,
} from '@valetkey/core';
import { createFakeSignIn } from './createFakeSignIn.ts';
import { createFakeTokens } from './createFakeTokens.ts';
import { createSimulatedClock } from './createSimulatedClock.ts';

/** Somebody to sign in as. */
export interface FakeUser {
  readonly username: string;
  /** The subject. Default: made from the user name. */
  readonly id?: string;
  readonly email?: string;
  /** Claims beside `sub`, `email` and `cognito:username`. */
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** How a fake session begins. */
export interface FakeSessionOptions {
  /**
   * Whoever is signed in, or why nobody is. `'unknown'` is a session that has not been restored yet.
   * Default `'never-signed-in'`.
   */
  readonly initial?: FakeUser | 'unknown' | 'never-signed-in' | 'signed-out' | 'expired';
  /** Dates tokens. Default: a simulated clock of its own. */
  readonly clock?: Clock;
  /**
   * Gives a person's tokens, e.g. real ones of an emulated user pool; `generation` rises with each sign-in and refresh.
   * Default: {@link createFakeTokens}, which no service accepts.
   */
  readonly issueTokens?: (user: User, generation: number) => TokenSet | Promise<TokenSet>;
  /** Default: one password step that believes any password and signs in under the name given. */
  readonly signIn?: SignInFlow;
}

/** A session that a test controls. */
export interface FakeSession extends Session {
  /** Signs `user` in, in place of whoever is. */
  readonly signInAs: (user: FakeUser) => void;
  /** Ends the session as a revoked or expired refresh token does. */
  readonly expire: () => void;
  /** Makes `getTokens` fail so, until called with `undefined`. */
  readonly failTokensWith: (error: CredentialsError | undefined) => void;
  /** Every call of `getTokens` so far, oldest first. */
  readonly tokenRequests: readonly GetTokensOptions[];
  /** How many starts have not been stopped. */
  readonly activeStarts: number;
}

/** The issuer of fake tokens, in the shape of a user pool's. */
export const FAKE_ISSUER = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_FakePool1';

const TOKEN_LIFETIME_MS = 3_600_000;

/** Makes a session for tests: no network, no password, every change on command. */
export function createFakeSession(options: FakeSessionOptions = {}): FakeSession {
  const { initial = 'never-signed-in', clock = createSimulatedClock() } = options;
  const issueTokens =
    options.issueTokens ?? ((user, number) => createFakeTokens(user, number, clock.now() + TOKEN_LIFETIME_MS));
  const observable = createObservable(initialSnapshot(initial));
  const tokenRequests: GetTokensOptions[] = [];
  let generation = 1;
  let activeStarts = 0;
  let tokenError: CredentialsError | undefined;
  let issued: Promise<TokenSet> | undefined;

  // Restoring a session finds out who was signed in all along: no change, so no new epoch.
  const nextEpoch = (): number => {
    const { status, epoch } = observable.getSnapshot();
    return status === 'unknown' ? epoch : epoch + 1;
  };
  const renewTokens = (): void => {
    generation += 1;
    issued = undefined;
  };
  const signInAs = (user: FakeUser): void => {
    renewTokens();
    observable.set({ status: 'signed-in', epoch: nextEpoch(), user: toUser(user) });
  };
  const end = (reason: 'signed-out' | 'expired'): void => {
    const current = observable.getSnapshot();
    issued = undefined;
    if (current.status !== 'signed-out') observable.set({ status: 'signed-out', epoch: nextEpoch(), reason });
    // Dismissing an expired session changes what is known, but not who is signed in: nobody.
    else if (current.reason === 'expired' && reason === 'signed-out') observable.set({ ...current, reason });
  };

  const getTokens = async (request: GetTokensOptions = {}): Promise<TokenSet> => {
    tokenRequests.push(request);
    await whenKnown(observable);
    if (tokenError !== undefined) throw tokenError;
    if (request.forceRefresh === true) renewTokens();
    return currentTokens();
  };

  /** Tokens of whoever is signed in when they are there, which may be another than when they were asked for. */
  const currentTokens = async (): Promise<TokenSet> => {
    const snapshot = await whenKnown(observable);
    if (snapshot.status === 'signed-out') {
      throw new CredentialsError(snapshot.reason === 'expired' ? 'SESSION_EXPIRED' : 'NOT_SIGNED_IN');
    }
    const kept = issued;
    const asked = kept ?? Promise.resolve(issueTokens(snapshot.user, generation));
    issued = asked;
    const tokens = await asked;
    const isCurrent = asked === issued;
    if (isCurrent && (kept === undefined || tokens.expiresAt > clock.now())) return tokens;
    if (isCurrent) renewTokens();
    return currentTokens();
  };

  return {
    getSnapshot: observable.getSnapshot,
    subscribe: observable.subscribe,
    start() {
      activeStarts += 1;
      let active = true;
      return () => {
        if (active) activeStarts -= 1;
        active = false;
      };
    },
    getTokens,
    signOut() {
      end('signed-out');
      return Promise.resolve(undefined);
    },
    signIn: options.signIn ?? createFakeSignIn((username) => signInAs({ username })),
    signInAs,
    expire: () => end('expired'),
    failTokensWith(error) {
      tokenError = error;
    },
    tokenRequests,
    get activeStarts() {
      return activeStarts;
    },
  };
}

function initialSnapshot(initial: NonNullable<FakeSessionOptions['initial']>): SessionSnapshot {
  if (typeof initial !== 'string') return { status: 'signed-in', epoch: 0, user: toUser(initial) };
  return initial === 'unknown' ? { status: 'unknown', epoch: 0 } : { status: 'signed-out', epoch: 0, reason: initial };
}

function toUser(user: FakeUser): User {
  const id = user.id ?? `id-of-${user.username}`;
  return {
    id,
    username: user.username,
    email: user.email,
    claims: {
      iss: FAKE_ISSUER,
      aud: 'fakeclient',
      'cognito:username': user.username,
      ...(user.email === undefined ? {} : { email: user.email }),
      ...user.claims,
      sub: id,
    },
  };
}

type KnownSnapshot = Exclude<SessionSnapshot, { readonly status: 'unknown' }>;

/** The first snapshot that says who, if anybody, is signed in. */
function whenKnown(session: Pick<Session, 'getSnapshot' | 'subscribe'>): Promise<KnownSnapshot> {
  return new Promise((resolve) => {
    const unsubscribe = session.subscribe(() => settle());
    const settle = (): void => {
      const snapshot = session.getSnapshot();
      if (snapshot.status === 'unknown') return;
      unsubscribe();
      resolve(snapshot);
    };
    settle();
  });
}
