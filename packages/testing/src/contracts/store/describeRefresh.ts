import { CredentialsError } from '@valetkey/core';
import { describe, expect, it } from 'vitest';
import type { SetUpStore, StoreUnderTest } from './storeUnderTest.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

// With one hour of life, every implementation refreshes in the background at two minutes before expiry, and has callers
// wait at half a minute before it.
const IN_BACKGROUND_WINDOW_MS = HOUR_MS - 2 * MINUTE_MS;
const IN_BLOCKING_WINDOW_MS = HOUR_MS - MINUTE_MS / 2;

/** Replacing credentials ahead of their expiry. */
export function describeRefresh(setUp: SetUpStore): void {
  const setUpWithCredentials = async (atMs: number): Promise<StoreUnderTest> => {
    const test = setUp();
    await test.store.getCredentials();
    await test.clock.advanceBy(atMs);
    return test;
  };

  describe('refreshing', () => {
    it('leaves credentials alone that have most of their life left', async () => {
      const { store, provider, clock } = await setUpWithCredentials(HOUR_MS / 2);
      await store.getCredentials();
      await clock.advanceBy(0);
      expect(provider.calls).toHaveLength(1);
    });

    it('gives the current ones shortly before expiry and replaces them in the background', async () => {
      const { store, provider, clock } = await setUpWithCredentials(IN_BACKGROUND_WINDOW_MS);
      const release = provider.hold();
      expect((await store.getCredentials()).accessKeyId).toBe('ASIAMOCK000000000001');
      expect(provider.calls).toHaveLength(2);
      release();
      await clock.advanceBy(0);
      expect((await store.getCredentials()).accessKeyId).toBe('ASIAMOCK000000000002');
      expect(provider.calls).toHaveLength(2);
    });

    it('blocks none of ten callers during a background refresh, and asks once for all', async () => {
      const { store, provider } = await setUpWithCredentials(IN_BACKGROUND_WINDOW_MS);
      const release = provider.hold();
      const given = await Promise.all(Array.from({ length: 10 }, () => store.getCredentials()));
      expect(new Set(given.map((credentials) => credentials.accessKeyId))).toEqual(new Set(['ASIAMOCK000000000001']));
      expect(provider.calls).toHaveLength(2);
      release();
    });

    it('has all callers wait for the new ones in the last moments', async () => {
      const { store, provider, clock } = await setUpWithCredentials(IN_BLOCKING_WINDOW_MS);
      const release = provider.hold();
      let settled = 0;
      const reads = Array.from({ length: 10 }, () => store.getCredentials().finally(() => (settled += 1)));
      await clock.advanceBy(0);
      expect(settled).toBe(0);
      release();
      const given = await Promise.all(reads);
      expect(new Set(given.map((credentials) => credentials.accessKeyId))).toEqual(new Set(['ASIAMOCK000000000002']));
      expect(provider.calls).toHaveLength(2);
    });

    it('has callers wait for the new ones after expiry', async () => {
      const { store, provider } = await setUpWithCredentials(HOUR_MS);
      expect((await store.getCredentials()).accessKeyId).toBe('ASIAMOCK000000000002');
      expect(provider.calls).toHaveLength(2);
    });

    it('does not ask again and again for credentials that live four minutes', async () => {
      const { store, provider, clock } = setUp({ lifetimeMs: 4 * MINUTE_MS });
      for (let read = 0; read < 10; read += 1) {
        await store.getCredentials();
        await clock.advanceBy(1_000);
      }
      expect(provider.calls).toHaveLength(1);
    });

    it('keeps itself fresh once started: nobody ever waits or sees expired ones', async () => {
      const { store, provider, clock } = setUp();
      const stop = store.start();
      await clock.advanceBy(0);
      const statuses = new Set<string>();
      store.subscribe(() => statuses.add(store.getSnapshot().status));
      for (let minute = 0; minute < 8 * 60; minute += 1) {
        await clock.advanceBy(MINUTE_MS);
        const snapshot = store.getSnapshot();
        expect(snapshot.status === 'ready' && (snapshot.expiresAt ?? 0) > clock.now()).toBe(true);
      }
      expect(statuses).toEqual(new Set(['ready']));
      expect(provider.calls.length).toBeLessThanOrEqual(1 + (8 * 60) / 45);
      stop();
    });

    it('spreads refreshes by chance: later only, and never into the last two minutes', async () => {
      const instants: number[] = [];
      for (const random of [0, 0.25, 0.5, 0.75, 0.999]) {
        const { store, provider, clock } = setUp({ random });
        const startedAt = clock.now();
        const stop = store.start();
        await clock.advanceBy(0);
        while (provider.calls.length < 2) await clock.advanceBy(1_000);
        instants.push(clock.now() - startedAt);
        stop();
      }
      expect(instants).toEqual(instants.toSorted((a, b) => a - b));
      expect(new Set(instants).size).toBe(5);
      expect(instants[0]).toBeGreaterThanOrEqual(HOUR_MS - 15 * MINUTE_MS);
      expect(instants.at(-1)).toBeLessThanOrEqual(HOUR_MS - 2 * MINUTE_MS);
    });

    it('refreshes at once when a device wakes up hours later', async () => {
      const { store, provider, clock, environment } = setUp();
      const stop = store.start();
      await clock.advanceBy(0);
      clock.jumpBy(8 * HOUR_MS);
      environment.wake();
      expect((await store.getCredentials()).accessKeyId).toBe('ASIAMOCK000000000002');
      expect(provider.calls).toHaveLength(2);
      stop();
    });

    it('notices within a minute or so that time has passed, even if nobody wakes it', async () => {
      const { store, provider, clock } = setUp();
      const stop = store.start();
      await clock.advanceBy(0);
      clock.jumpBy(8 * HOUR_MS);
      await clock.advanceBy(MINUTE_MS);
      expect(provider.calls).toHaveLength(2);
      stop();
    });

    it('refreshes nothing for a hidden page, and at once when it is shown', async () => {
      const { store, provider, clock, environment } = setUp();
      const stop = store.start();
      await clock.advanceBy(0);
      // Half a minute before the refresh, which is planned by then.
      await clock.advanceBy(44.5 * MINUTE_MS);
      environment.setVisible(false);
      await clock.advanceBy(3 * HOUR_MS);
      expect(provider.calls).toHaveLength(1);
      environment.setVisible(true);
      await clock.advanceBy(0);
      expect(provider.calls).toHaveLength(2);
      stop();
    });

    it('counts its starts, asks once for start, stop, start, and leaves nothing behind', async () => {
      const { store, provider, session, clock, environment } = setUp();
      const stopFirst = store.start();
      stopFirst();
      const stopSecond = store.start();
      const stopThird = store.start();
      await clock.advanceBy(0);
      stopSecond();
      stopSecond();
      expect(session.activeStarts).toBe(1);
      stopThird();
      expect(provider.calls).toHaveLength(1);
      expect([clock.pendingTimers, environment.wakeListeners, session.activeStarts]).toEqual([0, 0, 0]);
    });

    it('learns from the provider that this machine’s clock is behind, and takes nothing for valid that is not', async () => {
      const { store, provider, clock } = setUp();
      const behindMs = 2 * HOUR_MS;
      answerByServerClock(provider, () => clock.now() + behindMs);
      await store.getCredentials();
      expect(store.getClockOffsetMs()).toBe(behindMs);
      await clock.advanceBy(HOUR_MS);
      expect((await store.getCredentials()).accessKeyId).toBe('ASIAMOCK000000000002');
    });

    it('learns from the provider that this machine’s clock is ahead, and does not ask at every read', async () => {
      const { store, provider, clock } = setUp();
      answerByServerClock(provider, () => clock.now() - 5 * HOUR_MS);
      for (let read = 0; read < 10; read += 1) await store.getCredentials();
      expect(provider.calls).toHaveLength(1);
    });

    it('gives the current ones when a background refresh fails', async () => {
      const { store, provider, clock } = await setUpWithCredentials(IN_BACKGROUND_WINDOW_MS);
      provider.answerNext(new CredentialsError('SERVICE_UNAVAILABLE'));
      const given = await store.getCredentials();
      await clock.advanceBy(0);
      expect((await store.getCredentials()).accessKeyId).toBe(given.accessKeyId);
      expect(store.getSnapshot().status).toBe('ready');
    });
  });
}

function answerByServerClock(provider: StoreUnderTest['provider'], serverNow: () => number): void {
  let number = 0;
  provider.answerAlways(({ onServerTime }) => {
    onServerTime?.(serverNow());
    number += 1;
    return {
      accessKeyId: `ASIAMOCK00000000000${number}`,
      secretAccessKey: 'mock',
      sessionToken: 'mock',
      expiration: new Date(serverNow() + HOUR_MS),
    };
  });
}
