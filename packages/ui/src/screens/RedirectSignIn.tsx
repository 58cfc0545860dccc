'use client';

import { useSession, useSignIn } from '@valetkey/react';
import type { JSX } from 'react';
import { StepForm } from '../form/StepForm.tsx';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { ErrorSummary } from '../parts/ErrorSummary.tsx';
import { Screen, type ScreenProps } from '../parts/Screen.tsx';
import { SubmitButton } from '../parts/SubmitButton.tsx';

/** The way to the service's own sign-in page, from which people come back to where they were. Shows itself at that step. */
export function RedirectSignIn(screen: ScreenProps): JSX.Element | null {
  const { signIn: text } = useMessages();
  const expired = useSession((session) => session.status === 'signed-out' && session.reason === 'expired');
  const { step, pending, error } = useSignIn();
  if (step.kind !== 'redirect') return null;
  return (
    <Screen {...screen} title={text.title} notice={expired ? text.sessionExpired : undefined}>
      <StepForm error={error} pending={pending} onSubmit={() => step.submit()}>
        <ErrorSummary />
        <SubmitButton pendingText={text.pending}>{text.submit}</SubmitButton>
      </StepForm>
    </Screen>
  );
}
