import type { RecordFormat, TokenSet } from '@valetkey/core';
import { readTokens, type TokenStrings } from './readTokens.ts';

/** How a session's tokens are written where they are kept. The slot's name carries the version. */
export const tokenFormat: RecordFormat<TokenSet> = {
  write: ({ idToken, accessToken, refreshToken }) => JSON.stringify({ idToken, accessToken, refreshToken } satisfies TokenStrings),
  read: (text) => readTokens(JSON.parse(text) as TokenStrings),
};
