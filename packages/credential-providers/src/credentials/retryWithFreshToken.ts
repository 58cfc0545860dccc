import type { CredentialProvider, CredentialRequest, GetTokensOptions, ProvidedCredentials } from '@valetkey/core';
import { hasCode } from '../wire/hasCode.ts';

/**
 * Makes a provider that tries once more with a refreshed token when the issuer says that it has expired though it had not by
 * our clock. A session that has itself ended says so again, without a call.
 */
export function retryWithFreshToken(
  obtain: (request: CredentialRequest, how: GetTokensOptions) => Promise<ProvidedCredentials>,
): CredentialProvider {
  return (request = {}) =>
    obtain(request, {}).catch((error: unknown) => {
      if (!hasCode(error, 'SESSION_EXPIRED')) throw error;
      return obtain(request, { forceRefresh: true });
    });
}
