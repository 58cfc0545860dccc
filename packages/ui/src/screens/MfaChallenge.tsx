'use client';

import { useSignIn } from '@valetkey/react';
import { type JSX, useMemo } from 'react';
import type { ProblemRules } from '../form/formProblem.ts';
import { StepForm } from '../form/StepForm.tsx';
import { isolate } from '../messages/isolate.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { Account } from '../parts/Account.tsx';
import { ErrorSummary } from '../parts/ErrorSummary.tsx';
import { OtpField } from '../parts/OtpField.tsx';
import { Screen, type ScreenProps } from '../parts/Screen.tsx';
import { SubmitButton } from '../parts/SubmitButton.tsx';
import { BackToSignIn } from './BackToSignIn.tsx';
import { formText } from './formText.ts';

/** Props of {@link MfaChallenge}. */
export interface MfaChallengeProps extends ScreenProps {
  /** Leaves this step. The link is shown only when this is given. */
  readonly onSignIn?: (() => void) | undefined;
}

/** A second factor: the code of an authenticator app, or one sent by text message. */
export function MfaChallenge({ onSignIn, ...screen }: MfaChallengeProps): JSX.Element | null {
  const { mfaChallenge: text, fields } = useMessages();
  const { step, pending, error } = useSignIn();
  const rules = useMemo<ProblemRules>(
    () => ({ fields: { CODE_MISMATCH: { code: fields.code }, CODE_EXPIRED: { code: fields.code } } }),
    [fields],
  );
  if (step.kind !== 'totp-code' && step.kind !== 'sms-code') return null;

  const description =
    step.kind === 'totp-code'
      ? text.totp
      : step.destination === undefined
        ? text.sms
        : text.smsTo(isolate(step.destination));

  return (
    <Screen
      focusHeading
      {...screen}
      title={text.title}
      description={description}
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
      </StepForm>
    </Screen>
  );
}
