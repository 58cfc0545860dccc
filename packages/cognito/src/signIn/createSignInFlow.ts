import type { SignInFlow, SignInStep, TokenSet } from '@valetkey/core';
import { createStepFlow } from './createStepFlow.ts';

type Kind = Exclude<SignInStep['kind'], 'password' | 'redirect' | 'signed-in'>;
type StepOf<K extends Kind> = Extract<SignInStep, { readonly kind: K }>;

/** What a service asks of somebody who signs in: the step's own words, and the way to answer. */
export type SignInChallenge = {
  readonly [K in Kind]: Omit<StepOf<K>, 'username' | 'submit'> & {
    readonly answer: (input: Parameters<StepOf<K>['submit']>[0]) => Promise<SignInAnswer>;
  };
}[Kind];

/** What a service says to a sign-in: done, or a challenge. */
export type SignInAnswer = SignInChallenge | { readonly kind: 'signed-in'; readonly tokens: TokenSet };

/** How an engine talks to the service when somebody signs in. */
export interface SignInEngine {
  readonly prepare: () => void;
  readonly begin: (username: string, password: string) => Promise<SignInAnswer>;
}

/**
 * The sign-in steps over any engine.
 * @param adopt - Makes the tokens those of the session, unless `isCurrent` says that they are no longer wanted.
 */
export function createSignInFlow(
  engine: SignInEngine,
  adopt: (tokens: TokenSet, isCurrent: () => boolean) => Promise<void>,
): SignInFlow {
  const { attempt, getSnapshot, subscribe, reset } = createStepFlow(() => passwordStep());
  return { getSnapshot, subscribe, reset, prepare: engine.prepare };

  function passwordStep(username?: string): SignInStep {
    const step: SignInStep = {
      kind: 'password',
      username,
      submit(input) {
        // No user name begins or ends in a space, but keyboards that complete words leave one.
        const name = input.username.trim();
        return attempt(
          step,
          async (isCurrent) => stepAfter(await engine.begin(name, input.password), name, isCurrent),
          () => passwordStep(name),
        );
      },
    };
    return step;
  }

  async function stepAfter(answered: SignInAnswer, username: string, isCurrent: () => boolean): Promise<SignInStep> {
    if (answered.kind === 'signed-in') {
      await adopt(answered.tokens, isCurrent);
      return { kind: 'signed-in', username };
    }
    const { answer, ...challenge } = answered;
    const submit = (input: never): Promise<void> =>
      attempt(
        step,
        async (stillCurrent) => stepAfter(await answer(input), username, stillCurrent),
        ({ code }) => (code === 'CHALLENGE_EXPIRED' ? passwordStep(username) : step),
      );
    // Each kind's answer takes what its own submit is given; the compiler cannot follow the pairs through a union.
    const step = { ...challenge, username, submit } as SignInStep;
    return step;
  }
}

/** Why nobody is signed in. */
export type EndReason = 'never-signed-in' | 'signed-out' | 'expired';

/** Takes the flow back to its first step when the session has ended: a step may not say "signed in" any longer. */
export function endSignIn(flow: SignInFlow, reason: EndReason): void {
  // A session that ends by itself does not disturb somebody who is already signing in again.
  if (reason === 'signed-out' || flow.getSnapshot().step.kind === 'signed-in') flow.reset();
}
