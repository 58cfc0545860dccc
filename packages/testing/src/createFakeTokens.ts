import { TokenSet, type IdTokenClaims, type User } from '@valetkey/core';

/**
 * Tokens that look like a user pool's and that no service accepts: the signature is a word.
 * @param user - Whom they are for.
 * @param generation - Told in the `jti` claim, so that refreshed tokens differ from those before.
 * @param expiresAt - Epoch ms.
 */
export function createFakeTokens(user: User, generation: number, expiresAt: number): TokenSet {
  const claims: IdTokenClaims = {
    ...user.claims,
    token_use: 'id',
    jti: `fake-${generation}`,
    exp: Math.floor(expiresAt / 1000),
  };
  return new TokenSet({
    idToken: fakeJwt(claims),
    accessToken: fakeJwt({ iss: user.claims.iss, sub: user.id, token_use: 'access', jti: claims['jti'], exp: claims['exp'] }),
    refreshToken: `fake-refresh-token-${generation}`,
    expiresAt,
    claims,
  });
}

function fakeJwt(claims: Readonly<Record<string, unknown>>): string {
  return [{ alg: 'RS256', kid: 'fake' }, claims].map(base64Url).join('.') + '.fake-signature';
}

function base64Url(value: unknown): string {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
