'use client';

import { useSignUp } from '@valetkey/react';
import { type JSX, useMemo } from 'react';
import type { ProblemRules } from '../form/formProblem.ts';
import { StepForm } from '../form/StepForm.tsx';
import { useMessages } from '../messages/MessagesProvider.tsx';
import type { Identifier, KnownAttribute } from '../messages/Messages.ts';
import type { AttributeField } from '../parts/attributeField.ts';
import { ErrorSummary } from '../parts/ErrorSummary.tsx';
import { LinkButton } from '../parts/LinkButton.tsx';
import { NewPasswordField } from '../parts/NewPasswordField.tsx';
import type { PasswordPolicy } from '../parts/passwordPolicy.ts';
import { Screen, type ScreenProps } from '../parts/Screen.tsx';
import { SubmitButton } from '../parts/SubmitButton.tsx';
import { AttributeFields, readAttributes } from './AttributeFields.tsx';
import { formText } from './formText.ts';
import { IdentifierField } from './IdentifierField.tsx';

/** What sign-up asks for. */
export interface SignUpOptions {
  /**
   * User attributes asked for beside the identifier and the password, in order. Default: the email address, unless it is
   * the identifier.
   */
  readonly attributes?: readonly (KnownAttribute | AttributeField)[] | undefined;
}

/** Props of {@link SignUp}. */
export interface SignUpProps extends ScreenProps, SignUpOptions {
  /** What people sign in with. Default `'username'`. */
  readonly identifier?: Identifier | undefined;
  /** The rules to show. Default: Cognito's default policy. */
  readonly passwordPolicy?: PasswordPolicy | undefined;
  /** Goes to sign-in. The link is shown only when this is given. */
  readonly onSignIn?: (() => void) | undefined;
}

const EMAIL_ONLY = ['email'] as const;
const NONE = [] as const;

/** Makes an account. Shows itself only while the sign-up flow asks for its details. */
export function SignUp({
  identifier = 'username',
  attributes = identifier === 'email' ? NONE : EMAIL_ONLY,
  passwordPolicy,
  onSignIn,
  ...screen
}: SignUpProps): JSX.Element | null {
  const { signUp: text, fields } = useMessages();
  const { step, pending, error } = useSignUp();
  const rules = useMemo<ProblemRules>(
    () => ({ fields: { PASSWORD_POLICY: { password: fields.password } } }),
    [fields],
  );
  if (step.kind !== 'details') return null;

  const submit = (data: FormData): Promise<void> => {
    const username = formText(data, 'username').trim();
    const known = identifier === 'username' ? {} : { [identifier]: username };
    return step.submit({
      username,
      password: formText(data, 'password'),
      attributes: { ...readAttributes(data, attributes), ...known },
    });
  };

  return (
    <Screen
      {...screen}
      title={text.title}
      links={
        onSignIn === undefined ? undefined : (
          <>
            {text.haveAccount} <LinkButton onClick={onSignIn}>{text.signIn}</LinkButton>
          </>
        )
      }
    >
      <StepForm error={error} pending={pending} rules={rules} onSubmit={submit}>
        <ErrorSummary />
        <IdentifierField identifier={identifier} defaultValue={step.username} />
        <AttributeFields attributes={attributes} />
        <NewPasswordField name="password" label={fields.password} policy={passwordPolicy} />
        <SubmitButton pendingText={text.pending}>{text.submit}</SubmitButton>
      </StepForm>
    </Screen>
  );
}
