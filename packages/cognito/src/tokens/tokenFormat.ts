import type { RecordFormat, TokenSet } from '@valetkey/core';
import { readTokens, type TokenStrings } from './readTokens.ts';

/** The record in storage. One JSON text: no reader ever sees half of it. */
interface SessionRecord extends TokenStrings {
  readonly version: 1;
}

/** How a session's tokens are written where they are kept. */
export const tokenFormat: RecordFormat<TokenSet> = {
  write: ({ idToken, accessToken, refreshToken }) =>
    JSON.stringify({ version: 1, idToken, accessToken, refreshToken } satisfies SessionRecord),
  read(text) {
    const record = JSON.parse(text) as SessionRecord | null;
    return record?.version === 1 ? readTokens(record) : undefined;
  },
};
