import type { StoragePort, TokenSet } from '@valetkey/core';
import type { TokenVault } from './createSession.ts';
import { readTokens, type TokenStrings } from './readTokens.ts';

/** The record in storage. One JSON text: no reader ever sees half of it. */
interface SessionRecord extends TokenStrings {
  readonly version: 1;
}

/** Keeps a session's tokens in one slot of a {@link StoragePort}. */
export function createStoredTokens(storage: StoragePort, slot: string): TokenVault {
  return {
    read: async () => parseRecord(await storage.read(slot)),
    async replace(next, previous) {
      const record = writeRecord(next);
      const stored = await storage.update(slot, (current) =>
        previous === undefined || parseRecord(current)?.accessToken === previous.accessToken ? record : current,
      );
      return stored === record;
    },
  };
}

function writeRecord(tokens: TokenSet | undefined): string | undefined {
  if (tokens === undefined) return undefined;
  const { idToken, accessToken, refreshToken } = tokens;
  return JSON.stringify({ version: 1, idToken, accessToken, refreshToken } satisfies SessionRecord);
}

/** A record that cannot be read is none: the next sign-in overwrites it. */
function parseRecord(text = 'null'): TokenSet | undefined {
  try {
    const record = JSON.parse(text) as SessionRecord | null;
    return record?.version === 1 ? readTokens(record) : undefined;
  } catch {
    return undefined;
  }
}
