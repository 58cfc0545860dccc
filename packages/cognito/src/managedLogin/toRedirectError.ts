import { CredentialsError } from '@valetkey/core';

/**
 * Turns what the sign-in page or the token endpoint refuses into an error of ours.
 * @param name - As OAuth 2.0 and OpenID Connect name it. What was said beside it is not passed on: it can name the person.
 * @see RFC 6749, sections 4.1.2.1 and 5.2; OpenID Connect Core 1.0, section 3.1.2.6
 */
export function toRedirectError(name: string): CredentialsError {
  const cause = new Error(/^[a-z_]{1,40}$/.test(name) ? name : 'unknown');
  if (/^access_denied$|_required$/.test(name)) return new CredentialsError('SIGN_IN_DENIED', { cause });
  if (/^(server_error|temporarily_unavailable)$/.test(name)) return new CredentialsError('SERVICE_UNAVAILABLE', { cause });
  // A code that was used, has expired, or is somebody else's.
  if (name === 'invalid_grant') return new CredentialsError('REDIRECT_REJECTED', { cause });
  // The client exists, or there would be no code; it is asked for a secret.
  if (name === 'invalid_client') return new CredentialsError('CLIENT_HAS_SECRET', { cause });
  return new CredentialsError('SERVICE_REFUSED', { cause });
}
