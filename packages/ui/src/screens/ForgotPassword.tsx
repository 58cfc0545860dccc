'use client';

import { usePasswordReset } from '@valetkey/react';
import { type JSX, useMemo } from 'react';
import type { ProblemRules } from '../form/formProblem.ts';
import { StepForm } from '../form/StepForm.tsx';
import { useMessages } from '../messages/MessagesProvider.tsx';
import type { Identifier } from '../messages/Messages.ts';
import { ErrorSummary } from '../parts/ErrorSummary.tsx';
import { Screen, type ScreenProps } from '../parts/Screen.tsx';
import { SubmitButton } from '../parts/SubmitButton.tsx';
import { BackToSignIn } from './BackToSignIn.tsx';
import { formText } from './formText.ts';
import { IdentifierField } from './IdentifierField.tsx';

/** Props of {@link ForgotPassword}. */
export interface ForgotPasswordProps extends ScreenProps {
  /** What people sign in with. Default `'username'`. */
  readonly identifier?: Identifier | undefined;
  /** Fills the user name in, when it is known. */
  readonly username?: string | undefined;
  /** Goes to sign-in. The link is shown only when this is given. */
  readonly onSignIn?: (() => void) | undefined;
}

/** Asks who forgot the password and has a code sent. Shows itself only while the reset flow asks for it. */
export function ForgotPassword({
  identifier = 'username',
  username,
  onSignIn,
  ...screen
}: ForgotPasswordProps): JSX.Element | null {
  const { forgotPassword: text } = useMessages();
  const { step, pending, error } = usePasswordReset();
  const rules = useMemo<ProblemRules>(() => {
    // These would tell whether the account exists and has an address: they all read the same.
    const { failed } = text;
    const texts = {
      INCORRECT_SIGN_IN: failed,
      USER_DISABLED: failed,
      USER_NOT_CONFIRMED: failed,
      INVALID_PARAMETER: failed,
      CODE_DELIVERY_FAILED: failed,
    };
    return { texts };
  }, [text]);
  if (step.kind !== 'request') return null;

  return (
    <Screen
      {...screen}
      title={text.title}
      description={text.description}
      links={onSignIn && <BackToSignIn onSignIn={onSignIn} />}
    >
      <StepForm
        error={error}
        pending={pending}
        submitting={pending}
        rules={rules}
        onSubmit={(data) => step.submit({ username: formText(data, 'username').trim() })}
      >
        <ErrorSummary />
        <IdentifierField identifier={identifier} defaultValue={step.username ?? username} />
        <SubmitButton pendingText={text.pending}>{text.submit}</SubmitButton>
      </StepForm>
    </Screen>
  );
}
