import { CredentialsError } from '@valetkey/core';
import { describe, expect, it } from 'vitest';
import { createMockCredentials } from '../../createMockCredentials.ts';
import { codeOf } from './codeOf.ts';
import type { SetUpStore, StoreUnderTest } from './storeUnderTest.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const IN_BACKGROUND_WINDOW_MS = HOUR_MS - 2 * MINUTE_MS;
const IN_BLOCKING_WINDOW_MS = HOUR_MS - MINUTE_MS / 2;

/** Failing without failing its callers, and without storming the issuer. */
export function describeFailures(setUp: SetUpStore): void {
  const setUpWithCredentials = async (atMs: number): Promise<StoreUnderTest> => {
    const test = setUp();
    await test.store.getCredentials();
    await test.clock.advanceBy(atMs);
    return test;
  };
  const outage = (): CredentialsError => new CredentialsError('SERVICE_UNAVAILABLE');

  describe('failing', () => {
    it('gives valid credentials even in the last moments when the issuer is down', async () => {
      const { store, provider } = await setUpWithCredentials(IN_BLOCKING_WINDOW_MS);
      provider.answerAlways(outage());
      expect((await store.getCredentials()).accessKeyId).toBe('ASIAMOCK000000000001');
    });

    it('fails with the reason once they have expired', async () => {
      const { store, provider } = await setUpWithCredentials(HOUR_MS);
      provider.answerAlways(outage());
      expect(await codeOf(store.getCredentials())).toBe('SERVICE_UNAVAILABLE');
    });

    it('keeps valid credentials when the refresh brings expired ones', async () => {
      const { store, provider, clock } = await setUpWithCredentials(IN_BLOCKING_WINDOW_MS);
      provider.answerAlways(createMockCredentials(9, clock.now() - 1));
      expect((await store.getCredentials()).accessKeyId).toBe('ASIAMOCK000000000001');
    });

    it('says so when the refresh brings expired ones and none are left', async () => {
      const { store, provider, clock } = await setUpWithCredentials(HOUR_MS);
      provider.answerAlways(createMockCredentials(9, clock.now() - 1));
      expect(await codeOf(store.getCredentials())).toBe('CREDENTIALS_EXPIRED');
    });

    it('fails no read through an outage as long as the credentials live', async () => {
      const { store, provider, clock } = setUp();
      const stop = store.start();
      await clock.advanceBy(0);
      provider.answerAlways(outage());
      for (let minute = 1; minute < 60; minute += 1) {
        await clock.advanceBy(MINUTE_MS);
        expect(await codeOf(store.getCredentials())).toBe('resolved');
      }
      await clock.advanceBy(MINUTE_MS);
      expect(store.getSnapshot().status).toBe('error');
      stop();
    });

    it('backs off by chance, up to a minute, and asks no sooner', async () => {
      const waits = await recordWaits(setUp({ random: 0.999 }), 8);
      const ceilings = [1, 2, 4, 8, 16, 32, 60].map((seconds) => seconds * 1_000);
      for (const [index, waitMs] of waits.entries()) {
        expect(waitMs).toBeLessThanOrEqual(ceilings[index] ?? 0);
        expect(waitMs).toBeGreaterThan(0.9 * (ceilings[index] ?? 0));
      }
      expect(waits).toHaveLength(7);
    });

    it('waits as long as the issuer says', async () => {
      const { store, provider, clock } = setUp();
      provider.answerNext(new CredentialsError('THROTTLED', { retryAfterMs: 20_000 }));
      const stop = store.start();
      await clock.advanceBy(19_999);
      expect(provider.calls).toHaveLength(1);
      await clock.advanceBy(1);
      expect(provider.calls).toHaveLength(2);
      expect(store.getSnapshot().status).toBe('ready');
      stop();
    });

    it('asks no oftener for a caller that asks in a loop: a few times at once, then when it would have asked anyway', async () => {
      const { store, provider, clock } = setUp({ random: 0.999 });
      provider.answerAlways(outage());
      for (let ask = 0; ask < 100; ask += 1) {
        expect(await codeOf(store.getCredentials())).toBe('SERVICE_UNAVAILABLE');
        await clock.advanceBy(10);
      }
      expect(provider.calls.length).toBeLessThanOrEqual(4);
      const calls = provider.calls.length;
      for (let second = 0; second < 60; second += 1) {
        await clock.advanceBy(1_000);
        await codeOf(store.getCredentials());
      }
      expect(provider.calls.length - calls).toBeLessThanOrEqual(3);
      provider.answerAlways(undefined);
      await clock.advanceBy(MINUTE_MS);
      expect(await codeOf(store.getCredentials())).toBe('resolved');
    });

    it('asks all the same when it is told to refresh', async () => {
      const { store, provider } = setUp();
      provider.answerAlways(outage());
      for (let ask = 0; ask < 10; ask += 1) await codeOf(store.getCredentials());
      provider.answerAlways(undefined);
      expect(await codeOf(store.refresh())).toBe('resolved');
    });

    describe.each([
      ['a failure for which the issuer named a time', new CredentialsError('THROTTLED', { retryAfterMs: 60_000 })],
      ['a final answer', new CredentialsError('TOKEN_NOT_ACCEPTED')],
      ['many failures in a row', outage()],
    ])('after %s', (_, error) => {
      it.each([MINUTE_MS, 5 * HOUR_MS])('waits no longer because the clock is set back by %i ms', async (backMs) => {
        const { store, provider, clock } = setUp();
        provider.answerAlways(error);
        for (let ask = 0; ask < 10; ask += 1) await codeOf(store.getCredentials());
        provider.answerAlways(undefined);
        clock.jumpBy(-backMs);
        expect(await codeOf(store.getCredentials())).toBe('resolved');
      });
    });

    it('tries again by itself within a minute after the clock has been set back', async () => {
      const { store, provider, clock } = setUp();
      provider.answerNext(new CredentialsError('THROTTLED', { retryAfterMs: 60_000 }));
      const stop = store.start();
      await clock.advanceBy(0);
      clock.jumpBy(-5 * HOUR_MS);
      await clock.advanceBy(MINUTE_MS);
      expect(store.getSnapshot().status).toBe('ready');
      stop();
    });

    it('forgets earlier failures after a success', async () => {
      const { store, provider, clock } = setUp({ random: 0.999 });
      provider.answerNext(outage(), outage(), outage(), outage());
      const stop = store.start();
      await clock.advanceBy(30_000);
      const given = await store.getCredentials();
      expect(provider.calls).toHaveLength(5);
      store.invalidate(given.accessKeyId);
      provider.answerNext(outage());
      expect(await codeOf(store.getCredentials())).toBe('SERVICE_UNAVAILABLE');
      // The first failure in a row again: tried once more within a second, where a fifth would wait for sixteen.
      await clock.advanceBy(1_000);
      expect(provider.calls).toHaveLength(7);
      stop();
    });

    it('gives what is valid while the device is offline when a refresh is due, and refreshes once as soon as it is online', async () => {
      const { store, provider, clock, environment } = setUp();
      const stop = store.start();
      await clock.advanceBy(0);
      environment.setOnline(false);
      provider.answerAlways(new CredentialsError('NETWORK'));
      await clock.advanceBy(HOUR_MS - MINUTE_MS);
      expect((await store.getCredentials()).accessKeyId).toBe('ASIAMOCK000000000001');
      expect(store.getSnapshot().status).toBe('ready');
      provider.answerAlways(undefined);
      const calls = provider.calls.length;
      environment.setOnline(true);
      await clock.advanceBy(0);
      expect((await store.getCredentials()).accessKeyId).not.toBe('ASIAMOCK000000000001');
      expect(provider.calls).toHaveLength(calls + 1);
      stop();
    });

    it('tries at once when the device is back online', async () => {
      const { store, provider, clock, environment } = setUp({ random: 0.999 });
      provider.answerAlways(new CredentialsError('NETWORK'));
      const stop = store.start();
      await clock.advanceBy(5 * MINUTE_MS);
      const calls = provider.calls.length;
      environment.setOnline(false);
      provider.answerAlways(undefined);
      environment.setOnline(true);
      await clock.advanceBy(0);
      expect(provider.calls).toHaveLength(calls + 1);
      expect(store.getSnapshot().status).toBe('ready');
      stop();
    });

    it('gives nothing more after an answer that ends it, though credentials were left', async () => {
      const { store, provider, clock } = await setUpWithCredentials(IN_BACKGROUND_WINDOW_MS);
      provider.answerAlways(new CredentialsError('SESSION_EXPIRED'));
      await store.getCredentials();
      await clock.advanceBy(0);
      expect(await codeOf(store.getCredentials())).toBe('SESSION_EXPIRED');
      expect(store.getSnapshot()).toEqual({ status: 'signed-out', epoch: 0, expired: true });
    });

    it('repeats such an answer for a second without asking, and asks again after five', async () => {
      const { store, provider, clock } = setUp();
      provider.answerNext(new CredentialsError('TOKEN_NOT_ACCEPTED'));
      expect(await codeOf(store.getCredentials())).toBe('TOKEN_NOT_ACCEPTED');
      await clock.advanceBy(999);
      expect(await codeOf(store.getCredentials())).toBe('TOKEN_NOT_ACCEPTED');
      expect(provider.calls).toHaveLength(1);
      await clock.advanceBy(4_001);
      expect(await codeOf(store.getCredentials())).toBe('resolved');
      expect(provider.calls).toHaveLength(2);
    });

    it('does not ask by itself after such an answer', async () => {
      const { store, provider, clock } = setUp();
      provider.answerAlways(new CredentialsError('NOT_SIGNED_IN'));
      const stop = store.start();
      await clock.advanceBy(HOUR_MS);
      expect(provider.calls).toHaveLength(1);
      expect(store.getSnapshot()).toEqual({ status: 'signed-out', epoch: 0, expired: false });
      stop();
    });

    it('gives up on a provider that never answers', async () => {
      const { store, provider, clock } = setUp();
      provider.hold();
      const code = codeOf(store.getCredentials());
      await clock.advanceBy(5 * MINUTE_MS);
      expect(await code).toBe('TIMEOUT');
      expect(provider.calls[0]?.signal?.aborted).toBe(true);
    });
  });

  async function recordWaits({ store, provider, clock }: StoreUnderTest, calls: number): Promise<readonly number[]> {
    provider.answerAlways(outage());
    const stop = store.start();
    await clock.advanceBy(0);
    const instants = [clock.now()];
    while (instants.length < calls) {
      await clock.advanceBy(10);
      if (provider.calls.length > instants.length) instants.push(clock.now());
    }
    stop();
    return instants.slice(1).map((instant, index) => instant - (instants[index] ?? 0));
  }
}
