import type { RememberChoice } from '@valetkey/core';
import type { Identifier } from '../messages/Messages.ts';
import type { PasswordPolicy } from '../parts/passwordPolicy.ts';
import type { ScreenProps } from '../parts/Screen.tsx';
import type { SignUpOptions } from '../screens/SignUp.tsx';
import type { Route } from './route.ts';

/** Props of `AuthenticatorScreens`: those of the gate that concern its screens. */
export interface AuthenticatorScreensProps extends Omit<ScreenProps, 'className'> {
  readonly initialStep?: Route['flow'] | undefined;
  readonly identifier?: Identifier | undefined;
  readonly signUp?: SignUpOptions | undefined;
  readonly hideSignUp?: boolean | undefined;
  readonly hideForgotPassword?: boolean | undefined;
  readonly passwordPolicy?: PasswordPolicy | undefined;
  readonly remember?: RememberChoice | undefined;
}

/** What the screens of every flow are given. */
export interface FlowScreensProps extends AuthenticatorScreensProps {
  readonly route: Route;
  readonly onRoute: (route: Route) => void;
}
