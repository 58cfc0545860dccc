import { CredentialsError, type ServiceRefusal } from '@valetkey/core';
import { toSignInError } from './toSignInError.ts';

/**
 * Tells a refusal that ends the session (`SESSION_EXPIRED`) from one that passes. What ends it: refresh token expired or
 * revoked or user disabled; rotated token used after its grace period; user deleted; app client or pool deleted. Everything
 * else passes: throttling, a 5xx, no network, a captive portal or a Lambda trigger that fails never sign anybody out.
 * @see GetTokensFromRefreshToken, "Errors", in the Amazon Cognito user pools API reference
 */
export function toRefreshError(refusal: ServiceRefusal): CredentialsError {
  const error = toSignInError(refusal);
  const isFinal = /^(NotAuthorized|RefreshTokenReuse|UserNotFound|ResourceNotFound)/.test(refusal.name);
  return isFinal ? new CredentialsError('SESSION_EXPIRED', error) : error;
}
