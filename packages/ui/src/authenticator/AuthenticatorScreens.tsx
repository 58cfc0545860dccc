'use client';

import { useSignIn } from '@valetkey/react';
import { type JSX, useState } from 'react';
import type { AuthenticatorScreensProps, FlowScreensProps } from './FlowScreensProps.ts';
import { PasswordResetScreens } from './PasswordResetScreens.tsx';
import type { Route } from './route.ts';
import { SignInScreens } from './SignInScreens.tsx';
import { SignUpScreens } from './SignUpScreens.tsx';

/** Shows the screens of the flow the person is in, and carries the user name from one to the next. */
export function AuthenticatorScreens({
  initialStep = 'sign-in',
  focusHeading = false,
  ...props
}: AuthenticatorScreensProps): JSX.Element {
  const { reset } = useSignIn();
  const [route, setRoute] = useState<Route>({ flow: initialStep, arrived: focusHeading });
  const goTo = (next: Route): void => {
    // What the sign-in flow still shows belongs to the attempt that is left behind.
    reset();
    setRoute(next);
  };
  const flow: FlowScreensProps = { ...props, focusHeading: route.arrived, route, onRoute: goTo };
  switch (route.flow) {
    case 'sign-in':
      return <SignInScreens {...flow} />;
    case 'sign-up':
      return <SignUpScreens {...flow} />;
    case 'forgot-password':
      return <PasswordResetScreens {...flow} />;
    default:
      return route.flow satisfies never;
  }
}
