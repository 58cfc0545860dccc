import { createObservable, type SignInFlow, type SignInStep, type StepFlowSnapshot } from '@valetkey/core';

/**
 * A sign-in of one step that believes any password.
 * @param onSignedIn - Told the user name that was entered.
 */
export function createFakeSignIn(onSignedIn: (username: string) => void): SignInFlow {
  const at = (step: SignInStep): StepFlowSnapshot<SignInStep> => ({ step, pending: false, error: undefined });
  const passwordStep: SignInStep = {
    kind: 'password',
    username: undefined,
    submit: ({ username }) => {
      observable.set(at({ kind: 'signed-in', username }));
      onSignedIn(username);
      return Promise.resolve();
    },
  };
  const start = at(passwordStep);
  const observable = createObservable(start);
  return {
    getSnapshot: observable.getSnapshot,
    subscribe: observable.subscribe,
    reset: () => observable.set(start),
    prepare: () => undefined,
  };
}
