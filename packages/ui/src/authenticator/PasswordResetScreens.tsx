'use client';

import { usePasswordReset } from '@valetkey/react';
import { type JSX, useLayoutEffect } from 'react';
import { ForgotPassword } from '../screens/ForgotPassword.tsx';
import { ResetPassword } from '../screens/ResetPassword.tsx';
import type { FlowScreensProps } from './FlowScreensProps.ts';
import { useResume } from './useResume.ts';

/** The screens of the password reset flow: each shows itself at its step. */
export function PasswordResetScreens({
  route,
  onRoute,
  identifier,
  passwordPolicy,
  headingLevel,
  focusHeading,
}: FlowScreensProps): JSX.Element {
  const { step, reset, resume } = usePasswordReset();
  useResume(route, resume);
  useLayoutEffect(() => {
    if (step.kind !== 'done') return;
    reset();
    onRoute({ flow: 'sign-in', username: step.username, achieved: 'password-changed', arrived: true });
  });

  const backToSignIn = (): void => {
    const username = step.username ?? route.username;
    reset();
    onRoute({ flow: 'sign-in', username, arrived: true });
  };
  return (
    <>
      <ForgotPassword
        headingLevel={headingLevel}
        focusHeading={focusHeading}
        identifier={identifier}
        username={route.username}
        onSignIn={backToSignIn}
      />
      <ResetPassword headingLevel={headingLevel} passwordPolicy={passwordPolicy} onSignIn={backToSignIn} />
    </>
  );
}
