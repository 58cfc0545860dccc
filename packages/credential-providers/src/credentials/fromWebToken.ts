import type { CredentialProvider, Session } from '@valetkey/core';
import type { TokenFunction } from '../tokens/resolveToken.ts';
import { createTokenProvider, type TokenExchange, type TokenRoleOptions } from './createTokenProvider.ts';

/** What {@link fromWebToken} takes. */
export interface WebTokenOptions extends TokenRoleOptions {
  /**
   * The token of whoever is signed in: a function, so that a refresh sends a current one, or a session, whose ID token is
   * sent. Of Login with Amazon and Facebook it is the access token, and `providerId` must be given.
   */
  readonly webIdentityToken: TokenFunction | Session;
  /** Whose opaque token it is: `'www.amazon.com'` or `'graph.facebook.com'`. Leave it out for OpenID Connect tokens. */
  readonly providerId?: 'www.amazon.com' | 'graph.facebook.com' | (string & {});
}

const exchange: TokenExchange<WebTokenOptions> = {
  source: 'web-token',
  tokenOf: ({ webIdentityToken }) => webIdentityToken,
  parametersOf: (token, { providerId }) => ({ Action: 'AssumeRoleWithWebIdentity', WebIdentityToken: token, ProviderId: providerId }),
};

/**
 * Obtains credentials of a role for a token of an identity provider that the AWS account trusts: any OpenID Connect provider
 * (Google, a user pool), Login with Amazon, Facebook. One unsigned call to STS, `AssumeRoleWithWebIdentity`.
 *
 * The provider it returns rejects with `NOT_SIGNED_IN`, `SESSION_EXPIRED`, `TOKEN_NOT_ACCEPTED`, `ROLE_NOT_ASSUMABLE`,
 * `POLICY_INVALID`, `POLICY_TOO_LARGE`, `DURATION_OUT_OF_RANGE`, `REGION_DISABLED`, `CREDENTIALS_MISSING`, or what passes by
 * itself: `NETWORK`, `TIMEOUT`, `THROTTLED`, `SERVICE_UNAVAILABLE`.
 * @throws CredentialsError `DURATION_OUT_OF_RANGE`, `POLICY_TOO_LARGE`, `INVALID_OPTION`, or in development `POLICY_INVALID`.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
export function fromWebToken(options: WebTokenOptions): CredentialProvider {
  return createTokenProvider(options, exchange);
}
