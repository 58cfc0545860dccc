import { CredentialsError } from '@valetkey/core';
import { describe, expect, it } from 'vitest';
import { codeOf } from './codeOf.ts';
import type { SetUpStore } from './storeUnderTest.ts';

const HOUR_MS = 3_600_000;

/** Serving one person only, and noticing when it is another. */
export function describeIdentity(setUp: SetUpStore): void {
  describe('when the person changes', () => {
    it('drops the old credentials at once and shows the new epoch', async () => {
      const { store, session, clock } = setUp();
      const stop = store.start();
      await clock.advanceBy(0);
      session.signInAs({ username: 'grace' });
      expect(store.getSnapshot()).toEqual({ status: 'loading', epoch: 1 });
      await clock.advanceBy(0);
      expect(store.getSnapshot()).toMatchObject({
        status: 'ready',
        epoch: 1,
        credentials: { accessKeyId: 'ASIAMOCK000000000002' },
      });
      stop();
    });

    it('gives the next reader the new person’s credentials, also when it was never started', async () => {
      const { store, session } = setUp();
      const adas = await store.getCredentials();
      session.signInAs({ username: 'grace' });
      expect((await store.getCredentials()).accessKeyId).not.toBe(adas.accessKeyId);
    });

    it('aborts an acquisition for the old person, and gives its late answer to nobody', async () => {
      const { store, provider, session, clock } = setUp();
      const release = provider.hold();
      const stop = store.start();
      const waiting = codeOf(store.getCredentials());
      await clock.advanceBy(0);
      session.signInAs({ username: 'grace' });
      await clock.advanceBy(0);
      expect(provider.calls[0]?.signal?.aborted).toBe(true);
      expect(await waiting).toBe('ABORTED');
      release();
      await clock.advanceBy(0);
      expect(store.getSnapshot()).toMatchObject({ status: 'ready', credentials: { accessKeyId: 'ASIAMOCK000000000002' } });
      stop();
    });

    it('asks again when an expired session is dismissed, since its person may be a guest now', async () => {
      const { store, provider, session, clock } = setUp();
      const stop = store.start();
      await clock.advanceBy(0);
      provider.answerNext(new CredentialsError('SESSION_EXPIRED'));
      session.expire();
      await clock.advanceBy(HOUR_MS);
      expect(store.getSnapshot()).toEqual({ status: 'signed-out', epoch: 1, expired: true });
      expect(provider.calls).toHaveLength(2);
      await session.signOut();
      await clock.advanceBy(0);
      expect(store.getSnapshot()).toMatchObject({ status: 'ready', epoch: 1 });
      stop();
    });

    it('gives a late answer for the old person to nobody, also when it was never started', async () => {
      const { store, provider, session } = setUp();
      const release = provider.hold();
      const waiting = codeOf(store.getCredentials());
      session.signInAs({ username: 'grace' });
      release();
      expect(await waiting).toBe('ABORTED');
      expect((await store.getCredentials()).accessKeyId).toBe('ASIAMOCK000000000002');
    });
  });

  describe('when a service refuses the key', () => {
    it('obtains another for the next reader', async () => {
      const { store, provider } = setUp();
      const refused = await store.getCredentials();
      store.invalidate(refused.accessKeyId);
      expect((await store.getCredentials()).accessKeyId).toBe('ASIAMOCK000000000002');
      expect(provider.calls.map((call) => call.forceRefresh === true)).toEqual([false, true]);
    });

    it('obtains one other, however many requests were refused with it', async () => {
      const { store, provider } = setUp();
      const refused = await store.getCredentials();
      const recovered = await Promise.all(
        Array.from({ length: 10 }, async () => {
          store.invalidate(refused.accessKeyId);
          return store.getCredentials();
        }),
      );
      store.invalidate(refused.accessKeyId);
      await store.getCredentials();
      expect(new Set(recovered).size).toBe(1);
      expect(provider.calls).toHaveLength(2);
    });

    it('keeps its credentials when it was another key', async () => {
      const { store, provider } = setUp();
      const given = await store.getCredentials();
      store.invalidate('ASIAMOCK00000000GONE');
      expect(await store.getCredentials()).toBe(given);
      expect(provider.calls).toHaveLength(1);
    });
  });

  describe('when it is cleared', () => {
    it('forgets its credentials, and acquires anew for the next reader', async () => {
      const { store, provider } = setUp();
      await store.getCredentials();
      store.clear();
      expect(store.getSnapshot().status).toBe('unknown');
      expect(provider.calls).toHaveLength(1);
      expect((await store.getCredentials()).accessKeyId).toBe('ASIAMOCK000000000002');
    });
  });
}
