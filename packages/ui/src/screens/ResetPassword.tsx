'use client';

import { usePasswordReset } from '@valetkey/react';
import { type JSX, useMemo } from 'react';
import type { ProblemRules } from '../form/formProblem.ts';
import { StepForm } from '../form/StepForm.tsx';
import { isolate } from '../messages/isolate.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { Account } from '../parts/Account.tsx';
import { ErrorSummary } from '../parts/ErrorSummary.tsx';
import { NewPasswordField } from '../parts/NewPasswordField.tsx';
import { OtpField } from '../parts/OtpField.tsx';
import type { PasswordPolicy } from '../parts/passwordPolicy.ts';
import { ResendCode } from '../parts/ResendCode.tsx';
import { Screen, type ScreenProps } from '../parts/Screen.tsx';
import { SubmitButton } from '../parts/SubmitButton.tsx';
import { BackToSignIn } from './BackToSignIn.tsx';
import { formText } from './formText.ts';

/** Props of {@link ResetPassword}. */
export interface ResetPasswordProps extends ScreenProps {
  /** The rules to show. Default: Cognito's default policy. */
  readonly passwordPolicy?: PasswordPolicy | undefined;
  /** Leaves this step. The link is shown only when this is given. */
  readonly onSignIn?: (() => void) | undefined;
}

/** Sets a new password with the code that was sent. Shows itself only while the reset flow asks for it. */
export function ResetPassword({ passwordPolicy, onSignIn, ...screen }: ResetPasswordProps): JSX.Element | null {
  const { resetPassword: text, fields } = useMessages();
  const { step, pending, error } = usePasswordReset();
  const rules = useMemo<ProblemRules>(
    () => ({
      fields: {
        CODE_MISMATCH: { code: fields.code },
        CODE_EXPIRED: { code: fields.code },
        PASSWORD_POLICY: { newPassword: fields.newPassword },
      },
    }),
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
        onSubmit={(data) =>
          step.submit({ code: formText(data, 'code'), newPassword: formText(data, 'newPassword') })
        }
      >
        <ErrorSummary />
        <Account username={step.username} />
        <OtpField />
        <NewPasswordField name="newPassword" label={fields.newPassword} policy={passwordPolicy} />
        <SubmitButton pendingText={text.pending}>{text.submit}</SubmitButton>
        <ResendCode onResend={step.resend} error={error} sent={step.delivery !== undefined} />
      </StepForm>
    </Screen>
  );
}
