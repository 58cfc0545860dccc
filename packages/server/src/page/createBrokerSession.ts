import {
  countStarts,
  createObservable,
  createTabHints,
  CredentialsError,
  systemClock,
  systemEnvironment,
  systemTabEnvironment,
  toCredentialsError,
  type Clock,
  type CredentialProvider,
  type Environment,
  type Session,
  type SessionSnapshot,
  type TabEnvironment,
  type User,
} from '@valetkey/core';
import { fromHttp } from '@valetkey/credential-providers';
import { callBroker, type BrokerSessionAnswer, type BrokerTarget } from './callBroker.ts';
import { createBrokerSignIn } from './createBrokerSignIn.ts';

/** What {@link createBrokerSession} takes. */
export interface BrokerSessionOptions {
  /** Where the broker is: a path like `/broker` of the page's own host, or an `https:` URL of an origin that allows this one. */
  readonly broker: string;
  /**
   * Makes a session that signs in at the user pool: `() => createUserPoolSession({ userPoolId, userPoolClientId })`, or one of
   * managed login. It lives no longer than a sign-in, and must keep its tokens in memory, which is the default.
   */
  readonly signInWith: () => Session;
  /** The header that the broker asks for. Default `x-valetkey`. */
  readonly header?: string;
  /** `'include'` for a broker on another origin. Default `'same-origin'`. */
  readonly cookies?: RequestCredentials;
  /** Lets scopes narrow the credentials, where the broker grants any. Default `false`. */
  readonly scopes?: boolean;
  readonly clock?: Clock;
  readonly environment?: Environment;
  /** What pages of one site tell each other through. */
  readonly tabs?: Pick<TabEnvironment, 'openChannel' | 'localStorage' | 'onStored' | 'onRestore'>;
}

/** A person's session whose tokens are with a broker. */
export interface BrokerSession extends Session {
  /** Gives the credentials that the broker gives. When it says that nobody is signed in, the session ends in this tab too. */
  readonly provider: CredentialProvider;
}

/** When the broker cannot be asked who is signed in, it is asked again so long after, ms. */
const RETRY_MS = 5_000;

/**
 * The page's side of a broker: who is signed in, signing in and out, and the provider of credentials. The page proves the password
 * by SRP, hands the tokens over, and holds none from then on: `getTokens` rejects with `FLOW_UNSUPPORTED`. Tabs tell each other of a
 * sign-in and a sign-out, without a secret; where they cannot, a tab sees it when it is looked at, and at its next call of the broker.
 * A page from the back/forward cache stays covered until it has looked. Constructing it sends and reads nothing.
 * @throws CredentialsError `INVALID_OPTION` when the URL would send secrets in the clear, or what `signInWith` throws.
 */
export function createBrokerSession(options: BrokerSessionOptions): BrokerSession {
  const { broker, signInWith, header = 'x-valetkey', cookies = 'same-origin', scopes = false } = options;
  const { clock = systemClock, environment = systemEnvironment, tabs = systemTabEnvironment } = options;
  const target: BrokerTarget = { url: broker.replace(/\/+$/, ''), header, cookies, clock, environment };
  const { getSnapshot, subscribe, set } = createObservable<SessionSnapshot>({ status: 'unknown', epoch: 0 });
  const hints = createTabHints(tabs);
  const slot = `valetkey:v1:${target.url}:session`;
  const tellTabs = (): void => hints.post(slot);
  let endsAt = Infinity;
  let looking: Promise<void> | undefined;
  let isStale = false;
  /** A sign-out that the broker has not heard of yet. Until then it says what was before. */
  let unsaid: { readonly everywhere: boolean } | undefined;
  let leaving: Promise<boolean | undefined> | undefined;
  let cancelRetry = (): void => undefined;
  let isStarted = false;

  /** @param isNew - Somebody has signed in this moment: nothing of before is theirs. */
  function hold({ user, endsAt: end = '' }: BrokerSessionAnswer, isNew: boolean): void {
    const current = getSnapshot();
    const next = user as User;
    endsAt = Date.parse(end) || Infinity;
    if (!isNew && current.status === 'signed-in' && current.user.id === next.id) {
      // The object stays the same while it says the same.
      if (JSON.stringify(current.user) !== JSON.stringify(next)) set({ ...current, user: next });
    } else {
      set({ status: 'signed-in', epoch: current.epoch + (!isNew && current.status === 'unknown' ? 0 : 1), user: next });
    }
  }

  function end(reason: 'never-signed-in' | 'signed-out' | 'expired'): void {
    const { status, epoch } = getSnapshot();
    if (status === 'signed-out') return;
    set({ status: 'signed-out', epoch: epoch + (status === 'signed-in' ? 1 : 0), reason });
    // A session that ends by itself does not disturb somebody who is already signing in again.
    if (reason === 'signed-out' || signIn.getSnapshot().step.kind === 'signed-in') signIn.reset();
  }

  function become(answer: BrokerSessionAnswer): void {
    if (answer.status === 'signed-in') hold(answer, false);
    else if (getSnapshot().status === 'unknown') end('never-signed-in');
    else end(clock.now() >= endsAt ? 'expired' : 'signed-out');
  }

  /** Looks who is signed in. Whoever asks while that is on its way may know of something newer: then it looks once more. */
  function look(): Promise<void> {
    cancelRetry();
    isStale = looking !== undefined;
    return (looking ??= lookUntilFresh().finally(() => (looking = undefined)));
  }

  async function lookUntilFresh(): Promise<void> {
    await ask();
    while (isStale) {
      isStale = false;
      await ask();
    }
  }

  async function ask(): Promise<void> {
    const before = getSnapshot();
    try {
      if (unsaid !== undefined) await sayGoodbye();
      const answer = await callBroker(target, 'session').catch(unlessNobody);
      if (getSnapshot() === before) become(answer);
    } catch {
      if (isStarted) cancelRetry = clock.setTimer(() => void look(), RETRY_MS);
    }
  }

  /** Tells the broker of a sign-out. One at a time: its answer takes away whichever cookie there is by then. */
  function sayGoodbye(): Promise<boolean | undefined> {
    leaving ??= callBroker(target, 'sign-out', unsaid)
      .then(({ revoked }) => {
        unsaid = undefined;
        tellTabs();
        return revoked;
      })
      .finally(() => (leaving = undefined));
    return leaving;
  }

  const signIn = createBrokerSignIn(
    signInWith,
    async ({ idToken, accessToken, refreshToken }) => {
      await leaving?.catch(nothing);
      const answer = await callBroker(target, 'sign-in', { idToken, accessToken, refreshToken });
      unsaid = undefined;
      if (answer.status !== 'signed-in') throw new CredentialsError('BROKER_REFUSED');
      hold(answer, true);
      tellTabs();
    },
    () => void session.signOut(),
  );
  // Signing up and recovering a password bring no tokens.
  const { signUp, passwordReset } = signInWith();

  function follow(provide: CredentialProvider): CredentialProvider {
    const followed: CredentialProvider = async (request) => {
      const { status, epoch } = getSnapshot();
      if (status === 'signed-out') throw new CredentialsError('NOT_SIGNED_IN');
      try {
        return await provide(request);
      } catch (cause) {
        const { code } = toCredentialsError(cause);
        const isOver = code === 'NOT_SIGNED_IN' || code === 'SESSION_EXPIRED';
        if (isOver && getSnapshot().epoch === epoch) end(code === 'SESSION_EXPIRED' ? 'expired' : status === 'unknown' ? 'never-signed-in' : 'signed-out');
        throw cause;
      }
    };
    const { narrow } = provide;
    return Object.assign(followed, provide, narrow && { narrow: (...asked: Parameters<typeof narrow>) => follow(narrow(...asked)) });
  }

  const { prepare, reset } = signIn;
  const session: Session = {
    getSnapshot,
    subscribe,
    start: countStarts(() => {
      isStarted = true;
      const stops = [environment.onWake(look), hints.listen(slot, look), signIn.start()];
      void look();
      return () => {
        isStarted = false;
        cancelRetry();
        for (const stop of stops) stop();
      };
    }),
    getTokens: async () => {
      throw new CredentialsError('FLOW_UNSUPPORTED', { detail: 'The tokens are with the broker.' });
    },
    async signOut({ everywhere = false, hostedUi = false } = {}) {
      unsaid = { everywhere };
      end('signed-out');
      try {
        const isRevoked = await sayGoodbye();
        // Leaves for the pages of managed login, which forget the person as well.
        if (hostedUi) await signIn.getSession().signOut({ hostedUi });
        return isRevoked === false ? new CredentialsError('SERVICE_UNAVAILABLE', { detail: 'The user pool could not be told.' }) : undefined;
      } catch (error) {
        // The cookie is still there. It is tried again as soon as anything else is asked.
        if (isStarted) cancelRetry = clock.setTimer(() => void look(), RETRY_MS);
        return toCredentialsError(error);
      }
    },
    signIn: { getSnapshot: signIn.getSnapshot, subscribe: signIn.subscribe, prepare, reset },
    ...(signUp && { signUp }),
    ...(passwordReset && { passwordReset }),
  };

  const provider = fromHttp({
    credentialsFullUri: `${target.url}/credentials`,
    method: 'POST',
    headers: { [header]: '1' },
    cookies,
    session,
    clock,
    environment,
    ...(scopes && { scopeParameter: 'scope' }),
  });
  return { ...session, provider: follow(provider) };
}

function nothing(): void {}

/** A cookie that is nobody's: the broker has taken it away. */
function unlessNobody(error: CredentialsError): BrokerSessionAnswer {
  if (error.code === 'SESSION_EXPIRED') return { status: 'signed-out' };
  throw error;
}
