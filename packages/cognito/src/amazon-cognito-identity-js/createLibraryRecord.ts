import type { Clock, StoredRecord, TokenSet } from '@valetkey/core';
import type { CognitoUserPool, ICognitoStorage } from 'amazon-cognito-identity-js';
import { readTokens } from '../tokens/readTokens.ts';
import { toUser } from '../tokens/toUser.ts';

/** Keeps tokens under the library's own keys, so that code of the library and Amplify still finds who is signed in. */
export function createLibraryRecord(userPool: CognitoUserPool, storage: ICognitoStorage, clock: Clock): StoredRecord<TokenSet> {
  const prefix = `CognitoIdentityServiceProvider.${userPool.getClientId()}`;
  const lastUserKey = `${prefix}.LastAuthUser`;
  // What is held where the app's storage fails.
  let last: TokenSet | undefined;

  return {
    read: async () => readKept(),
    async update(change) {
      const current = readKept();
      const next = change(current);
      last = next;
      if (next?.accessToken === current?.accessToken) return next;
      try {
        // The name of the user goes first and comes last: a half-written session is nobody's.
        const keys = ['idToken', 'accessToken', 'refreshToken', 'clockDrift', 'userData'].map((name) => keyOf(name));
        for (const key of [lastUserKey, ...keys]) storage.removeItem(key);
        if (next !== undefined) write(next);
      } catch {
        // As above.
      }
      return next;
    },
  };

  function readKept(): TokenSet | undefined {
    try {
      last = readCurrent();
    } catch {
      // The app's storage may throw: the session goes on in memory.
    }
    return last;
  }

  function keyOf(name: string, username = storage.getItem(lastUserKey) ?? ''): string {
    return `${prefix}.${username}.${name}`;
  }

  function readCurrent(): TokenSet | undefined {
    const idToken = storage.getItem(keyOf('idToken'));
    const accessToken = storage.getItem(keyOf('accessToken'));
    if (!idToken || !accessToken) return undefined;
    try {
      return readTokens({ idToken, accessToken, refreshToken: storage.getItem(keyOf('refreshToken')) ?? undefined });
    } catch {
      return undefined;
    }
  }

  function write(tokens: TokenSet): void {
    const { username } = toUser(tokens);
    // Seconds, by the library's definition: this device's clock minus the issuer's.
    const clockDrift = Math.floor(clock.now() / 1000) - Number(tokens.claims['iat']);
    storage.setItem(keyOf('idToken', username), tokens.idToken);
    storage.setItem(keyOf('accessToken', username), tokens.accessToken);
    storage.setItem(keyOf('refreshToken', username), tokens.refreshToken ?? '');
    storage.setItem(keyOf('clockDrift', username), String(clockDrift));
    storage.setItem(lastUserKey, username);
  }
}
