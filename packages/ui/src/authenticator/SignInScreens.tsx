'use client';

import { useSignIn } from '@valetkey/react';
import { type JSX, useLayoutEffect } from 'react';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { MfaChallenge } from '../screens/MfaChallenge.tsx';
import { MfaSelect } from '../screens/MfaSelect.tsx';
import { NewPasswordRequired } from '../screens/NewPasswordRequired.tsx';
import { RedirectSignIn } from '../screens/RedirectSignIn.tsx';
import { SignIn } from '../screens/SignIn.tsx';
import type { FlowScreensProps } from './FlowScreensProps.ts';
import { detour } from './route.ts';

const notices = { 'account-confirmed': 'accountConfirmed', 'password-changed': 'passwordChanged' } as const;

/** The screens of the sign-in flow: each shows itself at its step. */
export function SignInScreens({
  route,
  onRoute,
  identifier,
  passwordPolicy,
  remember,
  hideSignUp = false,
  hideForgotPassword = false,
  headingLevel,
  focusHeading,
}: FlowScreensProps): JSX.Element {
  const { signIn: text } = useMessages();
  const { step, error, reset } = useSignIn();
  // Before the browser paints: an error that leads on is not shown.
  useLayoutEffect(() => {
    const next = detour(step, error);
    if (next !== undefined) onRoute(next);
    // Left over from a sign-in that has been signed out since.
    if (step.kind === 'signed-in') reset();
  });

  const startAgain = (): void => onRoute({ flow: 'sign-in', username: step.username, arrived: true });
  const later = { headingLevel, onSignIn: startAgain };
  return (
    <>
      <SignIn
        headingLevel={headingLevel}
        focusHeading={focusHeading}
        identifier={identifier}
        username={route.username}
        notice={route.achieved && text[notices[route.achieved]]}
        remember={remember}
        onForgotPassword={
          hideForgotPassword
            ? undefined
            : (username) => onRoute({ flow: 'forgot-password', username, arrived: true })
        }
        onSignUp={hideSignUp ? undefined : () => onRoute({ flow: 'sign-up', arrived: true })}
      />
      <RedirectSignIn headingLevel={headingLevel} focusHeading={focusHeading} />
      <NewPasswordRequired {...later} passwordPolicy={passwordPolicy} />
      <MfaSelect {...later} />
      <MfaChallenge {...later} />
    </>
  );
}
