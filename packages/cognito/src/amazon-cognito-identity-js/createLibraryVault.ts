import type { Clock, TokenSet } from '@valetkey/core';
import type { CognitoUserPool, ICognitoStorage } from 'amazon-cognito-identity-js';
import type { TokenVault } from '../tokens/createSession.ts';
import { readTokens } from '../tokens/readTokens.ts';
import { toUser } from '../tokens/toUser.ts';

/** Keeps tokens under the library's own keys, so that code of the library and Amplify still finds who is signed in. */
export function createLibraryVault(userPool: CognitoUserPool, storage: ICognitoStorage, clock: Clock): TokenVault {
  const prefix = `CognitoIdentityServiceProvider.${userPool.getClientId()}`;
  const lastUserKey = `${prefix}.LastAuthUser`;

  return {
    // Wrapped in promises whole: the storage is the app's and may throw.
    async read() {
      return readCurrent();
    },
    async replace(next, previous) {
      if (previous !== undefined && storage.getItem(keyOf('accessToken')) !== previous.accessToken) return false;
      // The name of the user goes first and comes last: a half-written session is nobody's.
      const keys = ['idToken', 'accessToken', 'refreshToken', 'clockDrift', 'userData'].map((name) => keyOf(name));
      for (const key of [lastUserKey, ...keys]) storage.removeItem(key);
      if (next !== undefined) write(next);
      return true;
    },
  };

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
