import { CredentialsError, type ErrorCode, type ServiceRefusal } from '@valetkey/core';

// What a user pool's refusals mean, by name without "Exception". User pools API reference, "Errors" of each operation.
const BY_NAME: Readonly<Record<string, ErrorCode>> = {
  // A pool may or may not hide that a user is unknown; we always do.
  NotAuthorized: 'INCORRECT_SIGN_IN',
  UserNotFound: 'INCORRECT_SIGN_IN',
  UserNotConfirmed: 'USER_NOT_CONFIRMED',
  PasswordResetRequired: 'PASSWORD_RESET_REQUIRED',
  UsernameExists: 'USERNAME_EXISTS',
  AliasExists: 'USERNAME_EXISTS',
  InvalidPassword: 'PASSWORD_POLICY',
  PasswordHistoryPolicyViolation: 'PASSWORD_POLICY',
  InvalidParameter: 'INVALID_PARAMETER',
  CodeMismatch: 'CODE_MISMATCH',
  ExpiredCode: 'CODE_EXPIRED',
  CodeDeliveryFailure: 'CODE_DELIVERY_FAILED',
  LimitExceeded: 'TOO_MANY_ATTEMPTS',
  TooManyFailedAttempts: 'TOO_MANY_ATTEMPTS',
  ResourceNotFound: 'CLIENT_NOT_FOUND',
  UnsupportedOperation: 'FLOW_UNSUPPORTED',
};

// NotAuthorized and InvalidParameter cover much: there the words decide, first match first.
const BY_WORDS: readonly (readonly [RegExp, ErrorCode])[] = [
  [/secret.?hash/i, 'CLIENT_HAS_SECRET'],
  [/not enabled/, 'AUTH_FLOW_DISABLED'],
  // A temporary password that ran out, too, only an administrator can renew.
  [/disabled|administrator/, 'USER_DISABLED'],
  [/attempts exceeded/, 'TOO_MANY_ATTEMPTS'],
  [/nvalid session/, 'CHALLENGE_EXPIRED'],
  [/(Refresh|Access) Token/, 'SESSION_EXPIRED'],
  [/'password'/, 'PASSWORD_POLICY'],
  [/'confirmationCode'/, 'CODE_MISMATCH'],
  [/attribute|cannot be reset/, 'INVALID_PARAMETER'],
];

/**
 * Turns a user pool's refusal into an error of ours. The service's own words can name the user: they end here, and only
 * the refusal's name goes on, as the cause.
 */
export function toSignInError({ name, message, requestId }: ServiceRefusal): CredentialsError {
  const short = name.replace('Exception', '');
  const byWords = /^(NotAuth|InvalidPara)/.test(short) ? BY_WORDS.find(([words]) => words.test(message))?.[1] : undefined;
  const code = byWords ?? (Object.hasOwn(BY_NAME, short) ? BY_NAME[short] : undefined) ?? 'SERVICE_REFUSED';
  return new CredentialsError(code, { cause: new Error(name), requestId });
}
