import { TokenSet, type RecordFormat } from '@valetkey/core';
import { tokenFormat } from '../tokens/tokenFormat.ts';

/**
 * Tokens without the claim that binds them to one sign-in. It is checked when they come; what a refresh brings has none, and
 * who is signed in is the same as before.
 */
export function forgetNonce(tokens: TokenSet): TokenSet {
  const { idToken, accessToken, refreshToken, expiresAt } = tokens;
  const { nonce: _, ...claims } = tokens.claims;
  return new TokenSet({ idToken, accessToken, refreshToken, expiresAt, claims });
}

/** How tokens of managed login are kept: as those of any session, so that sessions can take over from each other. */
export const tokenFormatWithoutNonce: RecordFormat<TokenSet> = {
  write: tokenFormat.write,
  read: (text) => {
    const tokens = tokenFormat.read(text);
    return tokens && forgetNonce(tokens);
  },
};
