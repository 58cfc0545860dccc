import { CredentialsError, type ProvidedCredentials } from '@valetkey/core';
import { describe, expect, it } from 'vitest';
import { codeOf } from './codeOf.ts';
import type { SetUpStore } from './storeUnderTest.ts';

const DAY_MS = 86_400_000;

/** Obtaining the first credentials, and reading them. */
export function describeAcquisition(setUp: SetUpStore): void {
  describe('acquiring', () => {
    it('asks nobody until it is started or asked: not when made, read or watched', async () => {
      const { store, provider, session, clock, environment } = setUp();
      store.subscribe(() => undefined);
      await clock.advanceBy(DAY_MS);
      expect(store.getSnapshot()).toEqual({ status: 'unknown', epoch: 0 });
      expect(provider.calls).toHaveLength(0);
      expect([clock.pendingTimers, environment.wakeListeners, session.activeStarts]).toEqual([0, 0, 0]);
    });

    it('asks the provider at the first read, and gives what it gave', async () => {
      const { store, provider } = setUp();
      expect(await store.getCredentials()).toMatchObject({ accessKeyId: 'ASIAMOCK000000000001' });
      expect(provider.calls).toHaveLength(1);
    });

    it('asks once for five reads in a row', async () => {
      const { store, provider } = setUp();
      for (let read = 0; read < 5; read += 1) await store.getCredentials();
      expect(provider.calls).toHaveLength(1);
    });

    it('asks once for twenty first reads at the same time, and gives all the same', async () => {
      const { store, provider, clock } = setUp();
      const release = provider.hold();
      const reads = Array.from({ length: 20 }, () => store.getCredentials());
      await clock.advanceBy(0);
      release();
      expect(new Set(await Promise.all(reads)).size).toBe(1);
      expect(provider.calls).toHaveLength(1);
    });

    it('asks once for ten refreshes at the same time, and gives all the new ones', async () => {
      const { store, provider } = setUp();
      await store.getCredentials();
      const refreshed = await Promise.all(Array.from({ length: 10 }, () => store.refresh()));
      expect(new Set(refreshed.map((credentials) => credentials.accessKeyId))).toEqual(new Set(['ASIAMOCK000000000002']));
      expect(provider.calls).toHaveLength(2);
    });

    it('asks again although the credentials are valid when told to, and says so to the provider', async () => {
      const { store, provider } = setUp();
      const first = await store.getCredentials();
      const second = await store.getCredentials({ forceRefresh: true });
      expect(second.accessKeyId).not.toBe(first.accessKeyId);
      expect(provider.calls.map((call) => call.forceRefresh === true)).toEqual([false, true]);
    });

    it('never asks again for credentials that do not expire', async () => {
      const { store, provider, clock } = setUp();
      const { expiration: _, ...everlasting } = (await provider()) as ProvidedCredentials;
      provider.answerAlways(everlasting);
      const stop = store.start();
      await clock.advanceBy(30 * DAY_MS);
      await store.getCredentials();
      expect(provider.calls).toHaveLength(2);
      stop();
    });

    it('tells who waits why the first attempt failed, and tries again for the next', async () => {
      const { store, provider } = setUp();
      provider.answerNext(new CredentialsError('NETWORK'));
      expect(await codeOf(store.getCredentials())).toBe('NETWORK');
      expect(store.getSnapshot()).toMatchObject({ status: 'error', error: { code: 'NETWORK' } });
      expect(await codeOf(store.getCredentials())).toBe('resolved');
      expect(provider.calls).toHaveLength(2);
    });

    it('turns whatever a provider throws into an error with a code', async () => {
      const { store, provider } = setUp();
      provider.answerNext(new RangeError('from elsewhere'));
      await expect(store.getCredentials()).rejects.toMatchObject({
        code: expect.stringMatching(/^[A-Z_]+$/),
        cause: { message: 'from elsewhere' },
      });
    });

    it.each([
      ['nothing', undefined],
      ['null', null],
      ['an empty object', {}],
      ['a key without its secret', { accessKeyId: 'ASIAMOCK000000000001', sessionToken: 'mock' }],
      ['a secret without its key', { secretAccessKey: 'mock', sessionToken: 'mock' }],
      ['an empty key', { accessKeyId: '', secretAccessKey: 'mock', sessionToken: 'mock' }],
      ['an expiration that is text', { ...PARTS, expiration: '2030-01-01T00:00:00Z' }],
      ['an expiration that is no date', { ...PARTS, expiration: new Date(Number.NaN) }],
      ['a null expiration', { ...PARTS, expiration: null }],
    ])('refuses %s for credentials', async (_, answer) => {
      const { store, provider } = setUp();
      provider.answerNext(() => answer as unknown as ProvidedCredentials);
      expect(await codeOf(store.getCredentials())).toBe('CREDENTIALS_MISSING');
    });

    it('says so when the provider gives credentials that have expired', async () => {
      const { store, provider, clock } = setUp();
      provider.answerNext({ ...PARTS, expiration: new Date(clock.now() - 1) });
      expect(await codeOf(store.getCredentials())).toBe('CREDENTIALS_EXPIRED');
    });

    it('shows how it goes: unknown, loading, ready', async () => {
      const { store } = setUp();
      const seen = [store.getSnapshot().status];
      store.subscribe(() => seen.push(store.getSnapshot().status));
      await store.getCredentials();
      expect(seen).toEqual(['unknown', 'loading', 'ready']);
    });

    it('resolves whenReady with the first snapshot that says something', async () => {
      const { store, provider } = setUp();
      expect((await store.whenReady()).status).toBe('ready');
      expect(provider.calls).toHaveLength(1);
    });

    it('shows the server no credentials', async () => {
      const { store } = setUp();
      const before = store.getServerSnapshot();
      await store.getCredentials();
      expect(store.getServerSnapshot()).toBe(before);
      expect(before).toEqual({ status: 'unknown', epoch: 0 });
    });

    it('shows no secret to whoever prints its snapshot', async () => {
      const { store, provider } = setUp();
      const { secretAccessKey, sessionToken } = await provider();
      const given = await store.getCredentials();
      const snapshot = store.getSnapshot();
      const printed = [JSON.stringify(snapshot), JSON.stringify({ ...given }), JSON.stringify(Object.values(given))];
      for (const secret of [secretAccessKey, sessionToken, given.secretAccessKey, given.sessionToken]) {
        expect(printed.join()).not.toContain(secret);
      }
    });
  });
}

const PARTS = { accessKeyId: 'ASIAMOCK000000000001', secretAccessKey: 'mock', sessionToken: 'mock' };
