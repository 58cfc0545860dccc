import { describe, expect, it } from 'vitest';
import { ada, firstStepOf, grace, HOUR_MS, type SetUpSession } from './sessionUnderTest.ts';

/** Ending a session here, and everywhere. */
export function describeSignOut(setUp: SetUpSession): void {
  describe('signing out', () => {
    it('forgets the person before the service has answered, and ends the sign-in there', async () => {
      const engine = await setUp();
      const { session, signIn, emulator, calls, holdAnswers, reload } = engine;
      await signIn();
      const { refreshToken } = await session.getTokens();
      emulator.calls.clear();
      const release = holdAnswers();
      const signedOut = session.signOut();
      expect(session.getSnapshot()).toEqual({ status: 'signed-out', epoch: 2, reason: 'signed-out' });
      expect(session.signIn.getSnapshot().step).toMatchObject({ kind: firstStepOf(engine), username: undefined });
      await expect(session.getTokens()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
      await expect(reload().getTokens()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
      release();
      expect(await signedOut).toBeUndefined();
      expect(calls()).toEqual(['RevokeToken']);
      expect(refreshToken).toBeDefined();
    });

    it('leaves nothing of the tokens in storage', async () => {
      const { session, signIn, records, countSecretsIn } = await setUp();
      await signIn();
      expect(countSecretsIn(JSON.stringify(Array.from(records)))).toBe(3);
      await session.signOut();
      expect(countSecretsIn(JSON.stringify(Array.from(records)))).toBe(0);
    });

    it('works offline, and says that the service was not told', async () => {
      const { session, signIn, environment } = await setUp();
      await signIn();
      environment.setOnline(false);
      expect(await session.signOut()).toMatchObject({ code: 'NETWORK' });
      expect(session.getSnapshot()).toMatchObject({ status: 'signed-out', reason: 'signed-out' });
    });

    it('does nothing for nobody', async () => {
      const { session, environment, clock } = await setUp();
      const stop = session.start();
      await clock.advanceBy(0);
      expect(await session.signOut()).toBeUndefined();
      expect(session.getSnapshot()).toMatchObject({ status: 'signed-out', epoch: 0 });
      expect(environment.requests).toBe(0);
      stop();
    });

    it('forgets also what a page that has just loaded has not read yet', async () => {
      const { signIn, reload, calls } = await setUp();
      await signIn();
      const reloaded = reload();
      expect(await reloaded.signOut()).toBeUndefined();
      expect(calls().at(-1)).toBe('RevokeToken');
      await expect(reload().getTokens()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
    });

    it('does not wait to learn whose session it ends: the page may not live that long', async () => {
      const { signIn, reload } = await setUp();
      await signIn();
      const reloaded = reload();
      const signedOut = reloaded.signOut();
      expect(reloaded.getSnapshot()).toEqual({ status: 'signed-out', epoch: 0, reason: 'signed-out' });
      await expect(reloaded.getTokens()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
      expect(await signedOut).toBeUndefined();
    });

    it('here leaves other devices alone', async () => {
      const { session, signIn, otherDevice } = await setUp();
      const other = otherDevice();
      await signIn();
      await signIn(ada, other);
      await session.signOut();
      await expect(other.getTokens({ forceRefresh: true })).resolves.toBeDefined();
    });

    it('everywhere ends the sign-ins of other devices', async () => {
      const { session, signIn, otherDevice, calls } = await setUp();
      const other = otherDevice();
      await signIn();
      await signIn(ada, other);
      expect(await session.signOut({ everywhere: true })).toBeUndefined();
      expect(calls().at(-1)).toBe('GlobalSignOut');
      await expect(other.getTokens({ forceRefresh: true })).rejects.toMatchObject({ code: 'SESSION_EXPIRED' });
    });

    it('everywhere works also after an idle hour, when the access token has expired', async () => {
      const { session, signIn, otherDevice, clock, calls } = await setUp();
      const other = otherDevice();
      await signIn();
      await signIn(ada, other);
      await clock.advanceBy(2 * HOUR_MS);
      expect(await session.signOut({ everywhere: true })).toBeUndefined();
      expect(calls().at(-1)).toBe('GlobalSignOut');
      await expect(other.getTokens()).rejects.toMatchObject({ code: 'SESSION_EXPIRED' });
    });

    it('drops what a refresh brings afterwards: nothing is shown, served or kept', async () => {
      const { session, signIn, holdAnswers, records, clock, reload, countSecretsIn } = await setUp();
      await signIn();
      await clock.advanceBy(60_000);
      const release = holdAnswers();
      const refreshing = session.getTokens({ forceRefresh: true }).catch((error: unknown) => error);
      await clock.advanceBy(0);
      const signedOut = session.signOut();
      await clock.advanceBy(0);
      release();
      expect(await signedOut).toBeUndefined();
      expect(await refreshing).toMatchObject({ code: 'ABORTED' });
      expect(session.getSnapshot()).toEqual({ status: 'signed-out', epoch: 2, reason: 'signed-out' });
      expect(countSecretsIn(JSON.stringify(Array.from(records)))).toBe(0);
      await expect(reload().getTokens()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
    });

    it('drops a sign-in that is on its way', async () => {
      const engine = await setUp();
      const { session, signIn, holdAnswers, clock } = engine;
      const release = holdAnswers();
      const signingIn = signIn();
      await clock.advanceBy(0);
      await session.signOut();
      release();
      await signingIn;
      await clock.advanceBy(0);
      expect(session.signIn.getSnapshot()).toMatchObject({ step: { kind: firstStepOf(engine), username: undefined }, pending: false });
      await expect(session.getTokens()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
    });

    it('in another tab drops what a refresh in this one brings afterwards', async () => {
      const { session, signIn, holdAnswers, records, clock, reload, countSecretsIn } = await setUp();
      await signIn();
      await clock.advanceBy(60_000);
      const release = holdAnswers('next');
      const refreshing = session.getTokens({ forceRefresh: true }).catch((error: unknown) => error);
      await clock.advanceBy(0);
      await reload().signOut();
      release();
      expect(await refreshing).toMatchObject({ code: 'ABORTED' });
      expect(session.getSnapshot()).toEqual({ status: 'signed-out', epoch: 2, reason: 'signed-out' });
      expect(countSecretsIn(JSON.stringify(Array.from(records)))).toBe(0);
    });

    it('then signing in as somebody else does not let the first one’s late refresh in', async () => {
      const { session, signIn, holdAnswers, clock, reload } = await setUp();
      await signIn();
      await clock.advanceBy(60_000);
      const release = holdAnswers();
      const refreshing = session.getTokens({ forceRefresh: true }).catch((error: unknown) => error);
      await clock.advanceBy(0);
      const signedOut = session.signOut();
      const signingIn = signIn(grace);
      release();
      await Promise.all([signedOut, signingIn, refreshing]);
      await clock.advanceBy(0);
      expect((await session.getTokens()).claims['email']).toBe(grace.email);
      expect((await reload().getTokens()).claims['email']).toBe(grace.email);
    });
  });
}
