'use client';

import { CredentialsError, type SignUpFlow, type SignUpStep, type StepFlowSnapshot } from '@valetkey/core';
import { useRequiredSession } from '../provider/useRequiredSession.ts';
import { useStepFlow } from './useStepFlow.ts';

/** What {@link useSignUp} gives: the current step with its `submit`, whether one is on its way, and how the last went. */
export type SignUp = StepFlowSnapshot<SignUpStep> & Pick<SignUpFlow, 'reset' | 'resume'>;

/**
 * Creates and confirms an account with the nearest provider's session.
 * @throws CredentialsError `PROVIDER_MISSING`; `SESSION_MISSING`, also when the session offers no sign-up.
 */
export function useSignUp(): SignUp {
  const { signUp } = useRequiredSession();
  if (signUp === undefined) throw new CredentialsError('SESSION_MISSING');
  return useStepFlow(signUp, controlsOf);
}

function controlsOf({ reset, resume }: SignUpFlow): Pick<SignUpFlow, 'reset' | 'resume'> {
  return { reset, resume };
}
