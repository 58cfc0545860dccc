'use client';

import type { RememberChoice } from '@valetkey/core';
import { useSession, useSignIn } from '@valetkey/react';
import { type JSX, useMemo } from 'react';
import type { ProblemRules } from '../form/formProblem.ts';
import { StepForm } from '../form/StepForm.tsx';
import { useMessages } from '../messages/MessagesProvider.tsx';
import type { Identifier } from '../messages/Messages.ts';
import { Checkbox } from '../parts/Checkbox.tsx';
import { ErrorSummary } from '../parts/ErrorSummary.tsx';
import { LinkButton } from '../parts/LinkButton.tsx';
import { PasswordField } from '../parts/PasswordField.tsx';
import { Screen, type ScreenProps } from '../parts/Screen.tsx';
import { SubmitButton } from '../parts/SubmitButton.tsx';
import { formText } from './formText.ts';
import { IdentifierField } from './IdentifierField.tsx';

/** Props of {@link SignIn}. */
export interface SignInProps extends ScreenProps {
  /** What people sign in with. Default `'username'`. */
  readonly identifier?: Identifier | undefined;
  /** Fills the user name in, when it is known. */
  readonly username?: string | undefined;
  /** A calm message above the form. Default: that the session ended, when it did. */
  readonly notice?: string | undefined;
  /** Asks whether the device is to remember the person: the session's storage. The question is shown only when this is given. */
  readonly remember?: RememberChoice | undefined;
  /** Goes to the reset of a forgotten password. The link is shown only when this is given. */
  readonly onForgotPassword?: ((username: string | undefined) => void) | undefined;
  /** Goes to sign-up. The link is shown only when this is given. */
  readonly onSignUp?: (() => void) | undefined;
}

/** User name and password. Shows itself only while the sign-in flow asks for them. */
export function SignIn({
  identifier = 'username',
  username,
  notice,
  remember,
  onForgotPassword,
  onSignUp,
  ...screen
}: SignInProps): JSX.Element | null {
  const { signIn: text, fields } = useMessages();
  const expired = useSession((session) => session.status === 'signed-out' && session.reason === 'expired');
  const { step, pending, error, prepare } = useSignIn();
  const rules = useMemo<ProblemRules>(() => {
    // Nobody learns from the form which accounts exist or are disabled: it looks the same.
    const both = { username: fields[identifier], password: fields.password };
    const refused = text.refused[identifier];
    return {
      fields: { INCORRECT_SIGN_IN: both, USER_DISABLED: both },
      clears: { INCORRECT_SIGN_IN: ['password'], USER_DISABLED: ['password'] },
      texts: { INCORRECT_SIGN_IN: refused, USER_DISABLED: refused },
    };
  }, [fields, identifier, text]);
  if (step.kind !== 'password') return null;

  const submit = (data: FormData): Promise<void> => {
    remember?.setRemembered(data.has('remember'));
    return step.submit({ username: formText(data, 'username').trim(), password: formText(data, 'password') });
  };

  return (
    <Screen
      {...screen}
      title={text.title}
      notice={notice ?? (expired ? text.sessionExpired : undefined)}
      links={
        onSignUp === undefined ? undefined : (
          <>
            {text.noAccount} <LinkButton onClick={onSignUp}>{text.createAccount}</LinkButton>
          </>
        )
      }
    >
      <StepForm error={error} pending={pending} rules={rules} onSubmit={submit}>
        <ErrorSummary />
        <IdentifierField
          identifier={identifier}
          defaultValue={step.username ?? username}
          autoComplete="username webauthn"
          onFocus={prepare}
        />
        <PasswordField
          name="password"
          label={fields.password}
          autoComplete="current-password"
          onFocus={prepare}
        />
        {onForgotPassword === undefined ? null : (
          <LinkButton
            data-vk-align="end"
            onClick={(event) => {
              const form = event.currentTarget.form;
              onForgotPassword(form === null ? undefined : formText(new FormData(form), 'username').trim());
            }}
          >
            {text.forgotPassword}
          </LinkButton>
        )}
        {remember === undefined ? null : (
          <Checkbox name="remember" label={text.remember} defaultChecked={remember.isRemembered()} />
        )}
        <SubmitButton pendingText={text.pending}>{text.submit}</SubmitButton>
      </StepForm>
    </Screen>
  );
}
