import { readClaims } from '@valetkey/core';
import type { LoginTokens } from '../wire/createIdentityPoolApi.ts';

/**
 * Names the person whom tokens are for, so that an identity id is kept for nobody else.
 * @returns `provider/subject` of the first token; `undefined` when it is opaque.
 */
export function readUserKey(logins: LoginTokens): string | undefined {
  const [[provider, token] = ['', '']] = Object.entries(logins);
  try {
    // Not verified: it only labels what we keep, and the service checks the token itself.
    const { sub } = readClaims(token);
    return typeof sub === 'string' ? `${provider}/${sub}` : undefined;
  } catch {
    return undefined;
  }
}
