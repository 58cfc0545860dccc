import { describeSessionContract } from '@valetkey/testing/contracts';
import { CognitoUserPool } from 'amazon-cognito-identity-js';
import { afterEach, vi } from 'vitest';
import { createLibrarySession } from './createLibrarySession.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

describeSessionContract('createLibrarySession', {
  create({ clock, environment, fetch, records, userPoolId, userPoolClientId }) {
    const { setTimeout: realSetTimeout } = globalThis;
    vi.stubGlobal('fetch', fetch);
    // The library repeats every refusal of a refresh for six seconds: here the waiting in between is short.
    vi.stubGlobal('setTimeout', (callback: () => void) => realSetTimeout(callback, 0));
    const storage = createStorage(records);
    const userPool = new CognitoUserPool({ UserPoolId: userPoolId, ClientId: userPoolClientId, Storage: storage });
    // A plain password: the library's SRP is shown to work once, in createLibrarySession.test.ts, and takes its time.
    return createLibrarySession({ userPool, storage, authFlow: 'password', clock, environment });
  },
  refreshOperation: 'InitiateAuth',
  signInCalls: ['InitiateAuth'],
});

function createStorage(records: Map<string, string>) {
  return {
    getItem: (key: string) => records.get(key) ?? null,
    setItem: (key: string, value: string) => void records.set(key, value),
    removeItem: (key: string) => void records.delete(key),
    clear: () => records.clear(),
  };
}
