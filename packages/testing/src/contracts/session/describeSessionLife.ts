import { describe, expect, it } from 'vitest';
import { ada, grace, stepOf, type SetUpSession } from './sessionUnderTest.ts';

/** Beginning, signing in, being somebody else, loading the page again. */
export function describeSessionLife(setUp: SetUpSession): void {
  describe('beginning', () => {
    it('constructs without a request, a timer or a listener', async () => {
      const { session, environment, clock, records } = await setUp();
      await clock.advanceBy(1_000);
      expect(session.getSnapshot()).toEqual({ status: 'unknown', epoch: 0 });
      expect([environment.requests, environment.wakeListeners, clock.pendingTimers, records.size]).toEqual([0, 0, 0, 0]);
    });

    it('finds without a request that nobody is signed in', async () => {
      const { session, environment, clock } = await setUp();
      const stop = session.start();
      await clock.advanceBy(0);
      expect(session.getSnapshot()).toEqual({ status: 'signed-out', epoch: 0, reason: 'never-signed-in' });
      expect(environment.requests).toBe(0);
      stop();
    });

    it('counts its starts and leaves nothing behind after the last stop', async () => {
      const { session, environment, clock } = await setUp();
      const stops = [session.start(), session.start(), session.start()];
      await clock.advanceBy(0);
      expect(environment.wakeListeners).toBe(1);
      stops[0]?.();
      stops[0]?.();
      stops[1]?.();
      expect(environment.wakeListeners).toBe(1);
      stops[2]?.();
      expect([environment.wakeListeners, clock.pendingTimers]).toEqual([0, 0]);
      session.start()();
      expect(environment.wakeListeners).toBe(0);
    });

    it('has no tokens for nobody, and answers before it was started', async () => {
      const { session, environment } = await setUp();
      await expect(session.getTokens()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
      expect(environment.requests).toBe(0);
    });
  });

  describe('signing in', () => {
    it('shows who it is, one epoch on, for as few calls as there can be', async () => {
      const { session, signIn, signInCalls, calls } = await setUp();
      const stop = session.start();
      const seen: string[] = [];
      session.subscribe(() => seen.push(session.getSnapshot().status));
      await signIn();
      expect(session.getSnapshot()).toMatchObject({
        status: 'signed-in',
        epoch: 1,
        user: { email: ada.email, claims: { given_name: 'Ada' } },
      });
      expect(session.signIn.getSnapshot()).toMatchObject({ step: { kind: 'signed-in', username: ada.email }, pending: false });
      expect(seen).toEqual(['signed-out', 'signed-in']);
      expect(calls()).toEqual(signInCalls);
      stop();
    });

    it('gives out the tokens of whoever it shows', async () => {
      const { session, signIn } = await setUp();
      await signIn();
      const tokens = await session.getTokens();
      const snapshot = session.getSnapshot();
      expect(snapshot.status === 'signed-in' && snapshot.user.id).toBe(tokens.claims.sub);
      expect(tokens.idToken.split('.')).toHaveLength(3);
    });

    it('takes another person in the place of the first, one epoch on, and ends the first one’s sign-in', async () => {
      const { session, signIn, calls, clock } = await setUp();
      await signIn();
      const first = session.getSnapshot();
      session.signIn.reset();
      await signIn(grace);
      await clock.advanceBy(0);
      expect(session.getSnapshot()).toMatchObject({ status: 'signed-in', epoch: first.epoch + 1, user: { email: grace.email } });
      expect((await session.getTokens()).claims['email']).toBe(grace.email);
      expect(calls().filter((operation) => operation === 'RevokeToken')).toHaveLength(1);
    });

    it('keeps the one who is signed in when somebody else’s password is wrong', async () => {
      const { session, signIn } = await setUp();
      await signIn();
      const before = session.getSnapshot();
      session.signIn.reset();
      await signIn({ ...grace, password: 'Wrong-password-1' });
      expect(session.getSnapshot()).toBe(before);
    });
  });

  describe('loading the page again', () => {
    it('brings back who was signed in, without a request', async () => {
      const { session, signIn, reload, emulator, clock } = await setUp();
      await signIn();
      emulator.calls.clear();
      const reloaded = reload();
      const stop = reloaded.start();
      await clock.advanceBy(0);
      expect(reloaded.getSnapshot()).toMatchObject({ status: 'signed-in', epoch: 0, user: { email: ada.email } });
      expect((await reloaded.getTokens()).idToken).toBe((await session.getTokens()).idToken);
      expect(emulator.calls.count()).toBe(0);
      stop();
    });

    it('restores also for a caller that asks for tokens before it is started', async () => {
      const { signIn, reload } = await setUp();
      await signIn();
      expect((await reload().getTokens()).claims['email']).toBe(ada.email);
    });

    it('takes records that make no sense for none', async () => {
      const { signIn, reload, records } = await setUp();
      await signIn();
      for (const [name, value] of records) records.set(name, value.slice(0, value.length / 2));
      await expect(reload().getTokens()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
    });

    it('notices on waking that another tab has signed out', async () => {
      const { session, signIn, reload, environment, clock } = await setUp();
      await signIn();
      const otherTab = reload();
      const stop = otherTab.start();
      await clock.advanceBy(0);
      await session.signOut();
      environment.wake();
      await clock.advanceBy(0);
      expect(otherTab.getSnapshot()).toEqual({ status: 'signed-out', epoch: 1, reason: 'signed-out' });
      stop();
    });

    it('notices on waking that another tab has signed somebody else in', async () => {
      const { session, signIn, reload, environment, clock } = await setUp();
      await signIn();
      const otherTab = reload();
      const stop = otherTab.start();
      await clock.advanceBy(0);
      session.signIn.reset();
      await signIn(grace);
      environment.wake();
      await clock.advanceBy(0);
      expect(otherTab.getSnapshot()).toMatchObject({ status: 'signed-in', epoch: 1, user: { email: grace.email } });
      stop();
    });
  });

  it('sends no request with a cache mode, which would repeat every preflight', async () => {
    const { session, signIn, requestsWithCacheMode, environment } = await setUp();
    await signIn();
    await session.getTokens({ forceRefresh: true });
    await session.signOut();
    expect(environment.requests).toBeGreaterThan(2);
    expect(requestsWithCacheMode()).toBe(0);
  });

  it('shows no password and no token in anything that can be looked at', async () => {
    const { session, signIn, countSecretsIn } = await setUp();
    const inspect = (value: unknown) =>
      JSON.stringify(value, (_, inner: unknown) =>
        inner instanceof Error ? [inner.message, inner.stack, inner.cause, Object.entries(inner)] : inner,
      );
    await signIn({ ...ada, password: 'Wrong-password-1' });
    const failed = inspect([session.signIn.getSnapshot(), session]);
    await signIn();
    const tokens = await session.getTokens();
    const shown = `${failed}${inspect([session, session.getSnapshot(), session.signIn.getSnapshot(), tokens])}${JSON.stringify(tokens)}`;
    expect(countSecretsIn(tokens.idToken + tokens.accessToken + tokens.refreshToken + ada.password)).toBe(4);
    expect(countSecretsIn(shown)).toBe(0);
    expect(stepOf(session, 'signed-in').username).toBe(ada.email);
  });
}
