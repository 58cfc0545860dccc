'use client';

import { CredentialsError, type PasswordResetFlow, type PasswordResetStep, type StepFlowSnapshot } from '@valetkey/core';
import { useRequiredSession } from '../provider/useRequiredSession.ts';
import { useStepFlow } from './useStepFlow.ts';

/** What {@link usePasswordReset} gives: the current step with its `submit`, whether one is on its way, and how the last went. */
export type PasswordReset = StepFlowSnapshot<PasswordResetStep> & Pick<PasswordResetFlow, 'reset' | 'resume'>;

/**
 * Replaces a forgotten password with the nearest provider's session.
 * @throws CredentialsError `PROVIDER_MISSING`; `SESSION_MISSING`, also when the session offers no password reset.
 */
export function usePasswordReset(): PasswordReset {
  const { passwordReset } = useRequiredSession();
  if (passwordReset === undefined) throw new CredentialsError('SESSION_MISSING');
  return useStepFlow(passwordReset, controlsOf);
}

function controlsOf({ reset, resume }: PasswordResetFlow): Pick<PasswordResetFlow, 'reset' | 'resume'> {
  return { reset, resume };
}
