'use client';

import { useSignIn } from '@valetkey/react';
import { type JSX, useMemo } from 'react';
import type { ProblemRules } from '../form/formProblem.ts';
import { StepForm } from '../form/StepForm.tsx';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { Account } from '../parts/Account.tsx';
import type { AttributeField } from '../parts/attributeField.ts';
import { ErrorSummary } from '../parts/ErrorSummary.tsx';
import { NewPasswordField } from '../parts/NewPasswordField.tsx';
import type { PasswordPolicy } from '../parts/passwordPolicy.ts';
import { Screen, type ScreenProps } from '../parts/Screen.tsx';
import { SubmitButton } from '../parts/SubmitButton.tsx';
import { AttributeFields, readAttributes } from './AttributeFields.tsx';
import { BackToSignIn } from './BackToSignIn.tsx';
import { formText } from './formText.ts';

/** Props of {@link NewPasswordRequired}. */
export interface NewPasswordRequiredProps extends ScreenProps {
  /** The rules to show. Default: Cognito's default policy. */
  readonly passwordPolicy?: PasswordPolicy | undefined;
  /** How to ask for attributes the pool may require, where the presets do not do. */
  readonly attributes?: readonly (string | AttributeField)[] | undefined;
  /** Leaves this step. The link is shown only when this is given. */
  readonly onSignIn?: (() => void) | undefined;
}

/** A first sign-in with a temporary password: asks for the person's own, and for attributes the pool still needs. */
export function NewPasswordRequired({
  passwordPolicy,
  attributes = [],
  onSignIn,
  ...screen
}: NewPasswordRequiredProps): JSX.Element | null {
  const { newPassword: text, fields } = useMessages();
  const { step, pending, error } = useSignIn();
  const rules = useMemo<ProblemRules>(
    () => ({ fields: { PASSWORD_POLICY: { newPassword: fields.newPassword } } }),
    [fields],
  );
  if (step.kind !== 'new-password') return null;

  const missing = step.missingAttributes.map(
    (name) => attributes.find((attribute) => typeof attribute !== 'string' && attribute.name === name) ?? name,
  );
  const submit = (data: FormData): Promise<void> =>
    step.submit({ newPassword: formText(data, 'newPassword'), attributes: readAttributes(data, missing) });

  return (
    <Screen
      focusHeading
      {...screen}
      title={text.title}
      description={text.description}
      links={onSignIn && <BackToSignIn onSignIn={onSignIn} />}
    >
      <StepForm error={error} pending={pending} rules={rules} onSubmit={submit}>
        <ErrorSummary />
        <Account username={step.username} />
        <NewPasswordField name="newPassword" label={fields.newPassword} policy={passwordPolicy} />
        <AttributeFields attributes={missing} />
        <SubmitButton pendingText={text.pending}>{text.submit}</SubmitButton>
      </StepForm>
    </Screen>
  );
}
