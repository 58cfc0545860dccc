'use client';

import { useSignIn } from '@valetkey/react';
import { type JSX, useState } from 'react';
import type { Identifier } from '../messages/Messages.ts';
import type { PasswordPolicy } from '../parts/passwordPolicy.ts';
import type { ScreenProps } from '../parts/Screen.tsx';
import type { SignUpOptions } from '../screens/SignUp.tsx';
import { PasswordResetScreens } from './PasswordResetScreens.tsx';
import type { Route } from './route.ts';
import { SignInScreens } from './SignInScreens.tsx';
import { SignUpScreens } from './SignUpScreens.tsx';

/** Props of {@link AuthenticatorScreens}: those of the gate that concern its screens. */
export interface AuthenticatorScreensProps extends Omit<ScreenProps, 'className'> {
  readonly initialStep?: Route['flow'] | undefined;
  readonly identifier?: Identifier | undefined;
  readonly signUp?: SignUpOptions | undefined;
  readonly hideSignUp?: boolean | undefined;
  readonly hideForgotPassword?: boolean | undefined;
  readonly passwordPolicy?: PasswordPolicy | undefined;
}

/** What the screens of every flow are given. */
export interface FlowScreensProps extends AuthenticatorScreensProps {
  readonly route: Route;
  readonly onRoute: (route: Route) => void;
}

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
