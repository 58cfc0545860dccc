import { CredentialsError, type ServiceRefusal } from '@valetkey/core';
import { toSignInError } from '../wire/toSignInError.ts';

/** Turns what the library hands to a failure callback into an error of ours. */
export function toLibraryError(
  failure: unknown,
  toError: (refusal: ServiceRefusal) => CredentialsError = toSignInError,
): CredentialsError {
  const { code, message } = Object(failure) as { readonly code?: unknown; readonly message?: unknown };
  if (code === 'NetworkError') return new CredentialsError('NETWORK');
  // Without a code it is no refusal: a page instead of JSON, or a fault inside the library.
  if (typeof code !== 'string' || code.startsWith('Internal')) return new CredentialsError('SERVICE_UNAVAILABLE');
  if (/^(TooManyRequests|Throttling)/.test(code)) return new CredentialsError('THROTTLED');
  return toError({ name: code, message: typeof message === 'string' ? message : '', requestId: undefined });
}
