import type { ErrorCode } from '@valetkey/core';

const texts: Readonly<Partial<Record<ErrorCode, string>>> = {
  SIGN_IN_DENIED: 'You are not signed in. Try again whenever you like.',
  REDIRECT_REJECTED: 'Signing in did not work, or was already finished. Please start again.',
};

/** What a person is told when signing in has failed. */
export function describeSignInError(code: ErrorCode): string {
  return texts[code] ?? 'Signing in did not work. Please try again.';
}
