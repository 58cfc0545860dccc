import { CredentialsError, readClaims, TokenSet, type IdTokenClaims } from '@valetkey/core';

/** The tokens as strings, however they came; `undefined` where none came. */
export interface TokenStrings {
  readonly idToken: string | undefined;
  readonly accessToken: string | undefined;
  readonly refreshToken: string | undefined;
}

/**
 * Reads when tokens expire and whom they are for. Signatures are not checked: the tokens come from the issuer over TLS,
 * and who accepts them checks.
 * @throws CredentialsError `SERVICE_UNAVAILABLE` when they are no tokens.
 */
export function readTokens({ idToken = '', accessToken = '', refreshToken }: TokenStrings): TokenSet {
  try {
    const claims = readClaims(idToken) as IdTokenClaims;
    const expiresAt = Math.min(Number(claims['exp']), Number(readClaims(accessToken)['exp'])) * 1000;
    if (claims.sub && claims.iss && expiresAt > 0) {
      return new TokenSet({ idToken, accessToken, refreshToken, expiresAt, claims });
    }
  } catch {
    // What the parser says is not passed on: it quotes the token.
  }
  throw new CredentialsError('SERVICE_UNAVAILABLE');
}
