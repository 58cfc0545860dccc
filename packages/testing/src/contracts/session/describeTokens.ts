import { describe, expect, it } from 'vitest';
import { ada, firstStepOf, grace, HOUR_MS, type SetUpSession } from './sessionUnderTest.ts';

/** Keeping tokens fresh, and when a session is over. */
export function describeTokens(setUp: SetUpSession): void {
  describe('tokens', () => {
    it('are served from memory while they are valid', async () => {
      const { session, signIn, emulator, clock } = await setUp();
      await signIn();
      emulator.calls.clear();
      await clock.advanceBy(HOUR_MS / 2);
      const [one, other] = [await session.getTokens(), await session.getTokens()];
      expect(one).toBe(other);
      expect(emulator.calls.count()).toBe(0);
    });

    it('are refreshed once, however many ask', async () => {
      const { session, signIn, calls, emulator, clock, refreshOperation } = await setUp();
      await signIn();
      const first = await session.getTokens();
      emulator.calls.clear();
      await clock.advanceBy(HOUR_MS + 1_000);
      const given = await Promise.all(Array.from({ length: 20 }, () => session.getTokens()));
      expect(calls()).toEqual([refreshOperation]);
      expect(new Set(given.map((tokens) => tokens.idToken)).size).toBe(1);
      expect(given[0]?.idToken).not.toBe(first.idToken);
      expect(given[0]?.expiresAt).toBeGreaterThan(clock.now() + HOUR_MS - 2_000);
    });

    it('are refreshed when asked for shortly before they expire', async () => {
      const { session, signIn, emulator, clock } = await setUp();
      await signIn();
      emulator.calls.clear();
      await clock.advanceBy(HOUR_MS - 30_000);
      expect((await session.getTokens()).expiresAt).toBeGreaterThan(clock.now() + HOUR_MS - 2_000);
      expect(emulator.calls.count()).toBe(1);
    });

    it('are refreshed on demand, and the new ones are kept', async () => {
      const { session, signIn, reload, clock } = await setUp();
      await signIn();
      const first = await session.getTokens();
      await clock.advanceBy(60_000);
      const next = await session.getTokens({ forceRefresh: true });
      expect(next.accessToken).not.toBe(first.accessToken);
      expect(next.refreshToken).toBe(first.refreshToken);
      expect((await reload().getTokens()).accessToken).toBe(next.accessToken);
    });

    it('of another person do not wait for the refresh of the one before', async () => {
      const { session, signIn, holdAnswers, clock } = await setUp();
      await signIn();
      await clock.advanceBy(60_000);
      const release = holdAnswers('next');
      const adas = session.getTokens({ forceRefresh: true }).catch((error: unknown) => error);
      await clock.advanceBy(0);
      session.signIn.reset();
      await signIn(grace);
      const graces = await session.getTokens({ forceRefresh: true });
      expect(graces.claims['email']).toBe(grace.email);
      release();
      expect(await adas).toMatchObject({ code: 'ABORTED' });
      expect(await session.getTokens()).toBe(graces);
    });

    it('change nothing that is shown when they are refreshed', async () => {
      const { session, signIn, clock } = await setUp();
      await signIn();
      const before = session.getSnapshot();
      await clock.advanceBy(60_000);
      await session.getTokens({ forceRefresh: true });
      expect(session.getSnapshot()).toBe(before);
    });

    it.each(['throttle', 'server-error', 'network'] as const)('are served while valid although refreshing meets %s', async (kind) => {
      const { session, signIn, emulator, clock } = await setUp();
      await signIn();
      const first = await session.getTokens();
      emulator.faults.enqueue({ kind, times: 1_000 });
      await clock.advanceBy(HOUR_MS - 30_000);
      expect(await session.getTokens()).toBe(first);
      const asked = emulator.calls.count();
      expect(await session.getTokens()).toBe(first);
      expect(emulator.calls.count()).toBe(asked);
      expect(session.getSnapshot()).toMatchObject({ status: 'signed-in', epoch: 1 });
    });

    it.each(['throttle', 'server-error', 'network'] as const)('can be had again after %s outlasted them: it ends no session', async (kind) => {
      const { session, signIn, emulator, clock } = await setUp();
      await signIn();
      await clock.advanceBy(HOUR_MS + 1_000);
      emulator.faults.enqueue({ kind, times: 1_000 });
      await expect(session.getTokens()).rejects.toMatchObject({ retryable: true });
      expect(session.getSnapshot()).toMatchObject({ status: 'signed-in', epoch: 1 });
      emulator.faults.clear();
      expect((await session.getTokens()).expiresAt).toBeGreaterThan(clock.now());
    });

    it('are asked for at once when the page wakes, however often that has failed', async () => {
      const { session, signIn, environment, clock } = await setUp();
      await signIn();
      const stop = session.start();
      await clock.advanceBy(HOUR_MS + 1_000);
      environment.setOnline(false);
      for (let ask = 0; ask < 10; ask += 1) await session.getTokens().catch(() => undefined);
      environment.setOnline(true);
      expect((await session.getTokens()).expiresAt).toBeGreaterThan(clock.now());
      stop();
    });
  });

  describe('a session that ends by itself', () => {
    it.each([
      ['revoked', (emulator: { admin: { revokeTokens: (name: string) => void } }) => emulator.admin.revokeTokens(ada.email)],
      ['its person deleted', (emulator: { admin: { deleteUser: (name: string) => void } }) => emulator.admin.deleteUser(ada.email)],
      ['its person disabled', (emulator: { admin: { disableUser: (name: string) => void } }) => emulator.admin.disableUser(ada.email)],
    ])('(%s) is a state, told once and forgotten everywhere, one epoch on', async (_, strike) => {
      const engine = await setUp();
      const { session, signIn, emulator, reload, clock } = engine;
      await signIn();
      strike(emulator);
      const told: string[] = [];
      session.subscribe(() => told.push(session.getSnapshot().status));
      await clock.advanceBy(HOUR_MS + 1_000);
      await expect(session.getTokens()).rejects.toMatchObject({ code: 'SESSION_EXPIRED' });
      expect(session.getSnapshot()).toEqual({ status: 'signed-out', epoch: 2, reason: 'expired' });
      expect(session.signIn.getSnapshot().step.kind).toBe(firstStepOf(engine));
      emulator.calls.clear();
      await expect(session.getTokens()).rejects.toMatchObject({ code: 'SESSION_EXPIRED' });
      await expect(reload().getTokens()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
      expect(emulator.calls.count()).toBe(0);
      expect(told).toEqual(['signed-out']);
    });

    it('ends after thirty days, when the refresh token expires', async () => {
      const { session, signIn, clock } = await setUp();
      await signIn();
      await clock.advanceBy(31 * 24 * HOUR_MS);
      await expect(session.getTokens()).rejects.toMatchObject({ code: 'SESSION_EXPIRED' });
    });

    it('lets the person sign in again', async () => {
      const { session, signIn, emulator, clock } = await setUp();
      await signIn();
      emulator.admin.revokeTokens(ada.email);
      await clock.advanceBy(HOUR_MS + 1_000);
      await session.getTokens().catch(() => undefined);
      await signIn();
      expect(session.getSnapshot()).toMatchObject({ status: 'signed-in', epoch: 3 });
    });
  });

  describe('a device clock that is wrong', () => {
    it.each([
      ['five hours ahead', 5 * HOUR_MS],
      ['five hours behind', -5 * HOUR_MS],
    ])('(%s) neither wastes refreshes nor serves what has expired', async (_, offMs) => {
      const { session, signIn, emulator, clock } = await setUp();
      emulator.clock.advance(-offMs);
      await signIn();
      emulator.calls.clear();
      await session.getTokens();
      expect(emulator.calls.count()).toBe(0);
      await clock.advanceBy(HOUR_MS + 1_000);
      expect((await session.getTokens()).expiresAt).toBeGreaterThan(emulator.clock.now());
      expect(emulator.calls.count()).toBe(1);
    });
  });
}
