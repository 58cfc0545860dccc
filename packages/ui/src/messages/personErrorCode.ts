import type { CredentialsError, ErrorCode } from '@valetkey/core';

/** What only the developer can mend: a person reads one calm sentence instead. */
export type SetUpErrorCode = Extract<
  ErrorCode,
  | 'INVALID_OPTION'
  | 'INVALID_USER_POOL_ID'
  | 'INVALID_IDENTITY_POOL_ID'
  | 'REGION_MISMATCH'
  | 'WEB_CRYPTO_MISSING'
  | 'UNKNOWN_SERVICE'
  | 'PROVIDER_MISSING'
  | 'SESSION_MISSING'
  | 'LONG_LIVED_KEYS'
  | 'SHARED_ON_SERVER'
  | 'CREDENTIALS_MISSING'
  | 'GUEST_NOT_ALLOWED'
  | 'IDENTITY_POOL_NOT_FOUND'
  | 'IDENTITY_POOL_MISCONFIGURED'
  | 'TOKEN_NOT_ACCEPTED'
  | 'IDENTITY_FORBIDDEN'
  | 'ROLE_NOT_ASSUMABLE'
  | 'CREDENTIALS_REJECTED'
  | 'REGION_DISABLED'
  | 'POLICY_INVALID'
  | 'POLICY_TOO_LARGE'
  | 'DURATION_OUT_OF_RANGE'
  | 'MFA_CODE_MISSING'
  | 'SCOPE_UNSUPPORTED'
  | 'SCOPE_NOT_ENFORCED'
  | 'BROKER_REFUSED'
  | 'CREDENTIALS_NOT_FOUND'
  | 'CHAIN_EXHAUSTED'
  | 'PROFILE_INVALID'
  | 'SSO_SIGN_IN_NEEDED'
  | 'PEER_MISSING'
  | 'CHALLENGE_UNSUPPORTED'
  | 'CLIENT_HAS_SECRET'
  | 'CLIENT_NOT_FOUND'
  | 'AUTH_FLOW_DISABLED'
  | 'OUT_OF_STEP'
  | 'FLOW_UNSUPPORTED'
>;

/** Everything else a person can meet. A code added to core falls here, and every catalogue then has to name it. */
export type PersonErrorCode = Exclude<ErrorCode, SetUpErrorCode>;

/** The words for an error, in the person's language. Never the service's own words. */
export function errorMessage(
  error: CredentialsError,
  errors: Readonly<Record<PersonErrorCode, string>> & { readonly setUp: string },
): string {
  const texts: Readonly<Partial<Record<ErrorCode, string>>> = errors;
  return texts[error.code] ?? errors.setUp;
}
