import { CredentialsError, type ServiceRefusal } from '@valetkey/core';
import { toSignInError } from './toSignInError.ts';

/**
 * The refusals that end a session: refresh token expired or revoked or user disabled; rotated token used after its grace
 * period; user deleted; app client or pool deleted. Everything else passes: throttling, a 5xx, no network, a captive
 * portal or a Lambda trigger that fails never sign anybody out.
 * @see GetTokensFromRefreshToken, "Errors", in the Amazon Cognito user pools API reference
 */
const FATAL = /^(NotAuthorized|RefreshTokenReuse|UserNotFound|ResourceNotFound)Exception$/;

/** Tells a refusal that ends the session (`SESSION_EXPIRED`) from one that passes. */
export function toRefreshError(refusal: ServiceRefusal): CredentialsError {
  const error = toSignInError(refusal);
  return FATAL.test(refusal.name) ? new CredentialsError('SESSION_EXPIRED', error) : error;
}
