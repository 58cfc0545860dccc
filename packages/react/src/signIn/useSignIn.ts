'use client';

import type { SignInFlow, SignInStep, StepFlowSnapshot } from '@valetkey/core';
import { useRequiredSession } from '../provider/useRequiredSession.ts';
import { useStepFlow } from './useStepFlow.ts';

/** What {@link useSignIn} gives: the current step with its `submit`, whether one is on its way, and how the last went. */
export type SignIn = StepFlowSnapshot<SignInStep> & Pick<SignInFlow, 'reset' | 'prepare'>;

/**
 * The sign-in of the nearest provider's session. Everybody who calls it sees the same step.
 * @throws CredentialsError `PROVIDER_MISSING`, `SESSION_MISSING`.
 */
export function useSignIn(): SignIn {
  const { signIn } = useRequiredSession();
  return useStepFlow(signIn, controlsOf);
}

function controlsOf({ reset, prepare }: SignInFlow): Pick<SignInFlow, 'reset' | 'prepare'> {
  return { reset, prepare };
}
