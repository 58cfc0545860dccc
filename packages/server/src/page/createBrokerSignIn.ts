import { countStarts, createObservable, toCredentialsError, type Session, type SignInFlow, type SignInStep, type StepFlowSnapshot, type TokenSet } from '@valetkey/core';

/** A sign-in on the way to a broker. */
export interface BrokerSignIn extends SignInFlow {
  /** Takes up a sign-in that comes back with the page, from the pages of managed login. Counted. */
  readonly start: () => () => void;
  /** A session that nobody has signed in with. */
  readonly getSession: () => Session;
}

/**
 * A sign-in whose tokens are somebody else's: the steps of a session that lives no longer than that, and "signed in" once the tokens
 * were handed over. From then on nothing here holds any.
 * @param signInWith - Makes such a session.
 * @param handOver - Takes the tokens. When it rejects, they are revoked: nobody else has them.
 * @param takeBack - Ends what was handed over when the person has turned back meanwhile.
 */
export function createBrokerSignIn(
  signInWith: () => Session,
  handOver: (tokens: TokenSet) => Promise<void>,
  takeBack: () => void,
): BrokerSignIn {
  let stop: (() => void) | undefined;
  let { session, unfollow } = begin();
  const shown = createObservable<StepFlowSnapshot<SignInStep>>(session.signIn.getSnapshot());

  function begin(): { readonly session: Session; readonly unfollow: () => void } {
    const next = signInWith();
    return { session: next, unfollow: next.signIn.subscribe(() => follow(next)) };
  }

  function renew(): StepFlowSnapshot<SignInStep> {
    unfollow();
    // What it has asked for and nobody waits for any longer is revoked when it comes.
    session.signIn.reset();
    ({ session, unfollow } = begin());
    if (stop !== undefined) {
      stop();
      stop = session.start();
    }
    return session.signIn.getSnapshot();
  }

  function follow(followed: Session): void {
    if (followed !== session) return;
    const snapshot = followed.signIn.getSnapshot();
    if (snapshot.step.kind === 'signed-in') void take(followed, snapshot.step);
    else shown.set(snapshot);
  }

  async function take(signedIn: Session, step: SignInStep): Promise<void> {
    unfollow();
    // The person waits at the step before.
    shown.set({ ...shown.getSnapshot(), pending: true, error: undefined });
    try {
      await handOver(await signedIn.getTokens());
      if (signedIn !== session) return takeBack();
      renew();
      shown.set({ step, pending: false, error: undefined });
    } catch (cause) {
      void signedIn.signOut();
      if (signedIn === session) shown.set({ ...renew(), error: toCredentialsError(cause) });
    }
  }

  return {
    getSnapshot: shown.getSnapshot,
    subscribe: shown.subscribe,
    prepare: () => session.signIn.prepare(),
    reset: () => shown.set(renew()),
    start: countStarts(() => {
      stop = session.start();
      return () => {
        stop?.();
        stop = undefined;
      };
    }),
    getSession: () => session,
  };
}
