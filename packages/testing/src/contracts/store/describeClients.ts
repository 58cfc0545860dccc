import { describe, expect, it } from 'vitest';
import type { AwsCredentials, AwsCredentialProvider } from '@valetkey/core';
import type { SetUpStore } from './storeUnderTest.ts';

/** Reads credentials as an AWS SDK v3 client does: a provider that is flagged is called each time, any other is cached. */
function createClient(provider: AwsCredentialProvider): () => Promise<AwsCredentials> {
  let cached: Promise<AwsCredentials> | undefined;
  const call = (): Promise<AwsCredentials> => provider({ callerClientConfig: {} });
  return () => (provider.memoized === true ? call() : (cached ??= call()));
}

/** Being the credentials of AWS SDK clients. */
export function describeClients(setUp: SetUpStore): void {
  describe('as the provider of SDK clients', () => {
    it('asks once for twenty clients that start cold at the same time', async () => {
      const { store, provider } = setUp();
      const clients = Array.from({ length: 20 }, () => createClient(store.provider));
      const given = await Promise.all(clients.map((read) => read()));
      expect(new Set(given).size).toBe(1);
      expect(provider.calls).toHaveLength(1);
    });

    it('shows another person to a client’s very next request', async () => {
      const { store, session } = setUp();
      const read = createClient(store.provider);
      expect((await read()).accessKeyId).toBe('ASIAMOCK000000000001');
      session.signInAs({ username: 'grace' });
      expect((await read()).accessKeyId).toBe('ASIAMOCK000000000002');
    });

    it('reads as plain credentials', async () => {
      const { store, clock } = setUp();
      const { accessKeyId, secretAccessKey, sessionToken, expiration } = await store.provider();
      expect({ accessKeyId, secretAccessKey, sessionToken, expiration }).toEqual({
        accessKeyId: 'ASIAMOCK000000000001',
        secretAccessKey: 'mock-secret-access-key-0001',
        sessionToken: 'mock-session-token-0001',
        expiration: new Date(clock.now() + 3_600_000),
      });
    });

    it('can be written to, as some builds of the SDK do', () => {
      const { store } = setUp();
      expect(Object.isExtensible(store.provider)).toBe(true);
    });

    it('passes a forced refresh on', async () => {
      const { store, provider } = setUp();
      await store.provider();
      await store.provider({ forceRefresh: true });
      expect(provider.calls).toHaveLength(2);
    });
  });
}
