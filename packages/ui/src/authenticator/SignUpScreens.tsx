'use client';

import { useSignUp } from '@valetkey/react';
import { type JSX, useLayoutEffect } from 'react';
import { ConfirmSignUp } from '../screens/ConfirmSignUp.tsx';
import { SignUp } from '../screens/SignUp.tsx';
import type { FlowScreensProps } from './FlowScreensProps.ts';
import { Loading } from './Loading.tsx';
import { useResume } from './useResume.ts';

/** The screens of the sign-up flow: each shows itself at its step. */
export function SignUpScreens({
  route,
  onRoute,
  identifier,
  signUp,
  passwordPolicy,
  headingLevel,
  focusHeading,
}: FlowScreensProps): JSX.Element {
  const { step, error, reset, resume } = useSignUp();
  const isResuming = useResume(route, resume) && step.kind === 'details' && error === undefined;
  useLayoutEffect(() => {
    if (step.kind !== 'done') return;
    reset();
    onRoute({ flow: 'sign-in', username: step.username, achieved: 'account-confirmed', arrived: true });
  });

  const backToSignIn = (): void => {
    const { username } = step;
    reset();
    onRoute({ flow: 'sign-in', username, arrived: true });
  };
  if (isResuming) return <Loading />;
  return (
    <>
      <SignUp
        headingLevel={headingLevel}
        focusHeading={focusHeading}
        identifier={identifier}
        attributes={signUp?.attributes}
        passwordPolicy={passwordPolicy}
        onSignIn={backToSignIn}
      />
      <ConfirmSignUp headingLevel={headingLevel} onSignIn={backToSignIn} />
    </>
  );
}
