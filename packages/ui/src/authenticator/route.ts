import type { CredentialsError, SignInStep } from '@valetkey/core';

/** Which flow a person who is not signed in is in, and what is carried over from the one before. */
export interface Route {
  readonly flow: 'sign-in' | 'sign-up' | 'forgot-password';
  /** The user name, when an earlier screen has asked for it. */
  readonly username?: string | undefined;
  /** The flow is entered in the middle: the account exists, and a code has to be sent for it. */
  readonly resume?: boolean;
  /** What has just been achieved, to be said above the sign-in form. */
  readonly achieved?: 'account-confirmed' | 'password-changed';
  /** The person came here by a step of their own, rather than by opening the page. */
  readonly arrived: boolean;
}

/**
 * Where a refused sign-in leads on: to the code of an account that is not confirmed, or to a new password where one is due.
 * `undefined` when the person can only try again.
 */
export function detour(step: SignInStep, error: CredentialsError | undefined): Route | undefined {
  if (step.kind !== 'password' || step.username === undefined) return undefined;
  const carried = { username: step.username, resume: true, arrived: true };
  switch (error?.code) {
    case 'USER_NOT_CONFIRMED':
      return { flow: 'sign-up', ...carried };
    case 'PASSWORD_RESET_REQUIRED':
      return { flow: 'forgot-password', ...carried };
    default:
      return undefined;
  }
}
