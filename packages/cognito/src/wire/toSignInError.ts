import { CredentialsError, type ErrorCode, type ServiceRefusal } from '@valetkey/core';

// What a user pool's refusals mean, by name and words: the first that matches "Name: words".
// User pools API reference, "Errors" of each operation; words as seen on the wire.
const MEANINGS: readonly (readonly [RegExp, ErrorCode])[] = [
  // The words of a Lambda trigger are its author's, and mean anything.
  [/^UserLambda/, 'SERVICE_REFUSED'],
  [/secret.?hash/i, 'CLIENT_HAS_SECRET'],
  [/not enabled/, 'AUTH_FLOW_DISABLED'],
  // A temporary password that ran out, too, only an administrator can renew.
  [/disabled|administrator/, 'USER_DISABLED'],
  [/attempts exceeded|^LimitExceeded|^TooManyFailed/, 'TOO_MANY_ATTEMPTS'],
  [/nvalid session/, 'CHALLENGE_EXPIRED'],
  [/(Refresh|Access) Token|^RefreshToken/, 'SESSION_EXPIRED'],
  [/^InvalidPassword|^PasswordHistory|'password'/, 'PASSWORD_POLICY'],
  [/^CodeMismatch|'confirmationCode'/, 'CODE_MISMATCH'],
  [/^ExpiredCode/, 'CODE_EXPIRED'],
  [/^CodeDelivery/, 'CODE_DELIVERY_FAILED'],
  [/^UserNotConfirmed/, 'USER_NOT_CONFIRMED'],
  [/^PasswordReset/, 'PASSWORD_RESET_REQUIRED'],
  [/^ResourceNotFound/, 'CLIENT_NOT_FOUND'],
  [/^Unsupported/, 'FLOW_UNSUPPORTED'],
  [/^InvalidParameter|attribute|cannot be reset/, 'INVALID_PARAMETER'],
  // A pool may or may not hide that a user is unknown; we always do.
  [/^NotAuthorized|^UserNotFound/, 'INCORRECT_SIGN_IN'],
];

/**
 * Turns a user pool's refusal into an error of ours. The service's own words can name the user: they end here, and only
 * the refusal's name goes on, as the cause.
 */
export function toSignInError({ name, message, requestId }: ServiceRefusal): CredentialsError {
  const code = MEANINGS.find(([pattern]) => pattern.test(`${name}: ${message}`))?.[1];
  return new CredentialsError(code ?? 'SERVICE_REFUSED', { cause: new Error(name), requestId });
}
