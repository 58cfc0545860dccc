'use client';

import { useSignUp } from '@valetkey/react';
import { type JSX, useMemo } from 'react';
import type { ProblemRules } from '../form/formProblem.ts';
import { StepForm } from '../form/StepForm.tsx';
import { isolate } from '../messages/isolate.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { Account } from '../parts/Account.tsx';
import { ErrorSummary } from '../parts/ErrorSummary.tsx';
import { OtpField } from '../parts/OtpField.tsx';
import { ResendCode } from '../parts/ResendCode.tsx';
import { Screen, type ScreenProps } from '../parts/Screen.tsx';
import { SubmitButton } from '../parts/SubmitButton.tsx';
import { BackToSignIn } from './BackToSignIn.tsx';
import { formText } from './formText.ts';

/** Props of {@link ConfirmSignUp}. */
export interface ConfirmSignUpProps extends ScreenProps {
  /** Leaves this step. The link is shown only when this is given. */
  readonly onSignIn?: (() => void) | undefined;
}

/** Confirms a new account with the code that was sent. Shows itself only while the sign-up flow asks for it. */
export function ConfirmSignUp({ onSignIn, ...screen }: ConfirmSignUpProps): JSX.Element | null {
  const { confirmSignUp: text, fields } = useMessages();
  const { step, pending, error } = useSignUp();
  const rules = useMemo<ProblemRules>(
    () => ({ fields: { CODE_MISMATCH: { code: fields.code }, CODE_EXPIRED: { code: fields.code } } }),
    [fields],
  );
  if (step.kind !== 'confirm') return null;

  return (
    <Screen
      focusHeading
      {...screen}
      title={text.title}
      description={step.delivery === undefined ? text.enterCode : text.sentTo(isolate(step.delivery.destination))}
      links={onSignIn && <BackToSignIn onSignIn={onSignIn} />}
    >
      <StepForm
        error={error}
        pending={pending}
        rules={rules}
        onSubmit={(data) => step.submit({ code: formText(data, 'code') })}
      >
        <ErrorSummary />
        <Account username={step.username} />
        <OtpField />
        <SubmitButton pendingText={text.pending}>{text.submit}</SubmitButton>
        <ResendCode onResend={step.resend} error={error} sent={step.delivery !== undefined} />
      </StepForm>
    </Screen>
  );
}
