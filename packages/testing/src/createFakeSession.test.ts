import { CredentialsError, isCredentialsError } from '@valetkey/core';
import { describe, expect, it } from 'vitest';
import { createFakeSession, type FakeSession } from './createFakeSession.ts';
import { createSimulatedClock } from './createSimulatedClock.ts';

const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'resolved',
    (error: unknown) => (isCredentialsError(error) ? error.code : String(error)),
  );

const watch = (session: FakeSession): unknown[] => {
  const seen: unknown[] = [];
  session.subscribe(() => {
    const { status, epoch } = session.getSnapshot();
    seen.push([status, epoch]);
  });
  return seen;
};

describe('createFakeSession', () => {
  it('signs in, switches, expires and signs out on command, each change of person a new epoch', async () => {
    const session = createFakeSession();
    const seen = watch(session);
    session.signInAs({ username: 'ada', email: 'ada@example.com' });
    expect(session.getSnapshot()).toMatchObject({ user: { id: 'id-of-ada', username: 'ada', email: 'ada@example.com' } });
    session.signInAs({ username: 'grace' });
    session.expire();
    session.expire();
    expect(session.getSnapshot()).toMatchObject({ reason: 'expired' });
    await session.signOut();
    await session.signOut();
    expect(session.getSnapshot()).toMatchObject({ reason: 'signed-out' });
    expect(seen).toEqual([
      ['signed-in', 1],
      ['signed-in', 2],
      ['signed-out', 3],
      ['signed-out', 3],
    ]);
  });

  it('gives tokens of whoever is signed in, the same until refreshed or expired', async () => {
    const clock = createSimulatedClock();
    const session = createFakeSession({ clock, initial: { username: 'ada' } });
    const first = await session.getTokens();
    expect((await session.getTokens()).idToken).toBe(first.idToken);
    expect(first.claims).toMatchObject({ sub: 'id-of-ada', 'cognito:username': 'ada', token_use: 'id' });
    const refreshed = await session.getTokens({ forceRefresh: true });
    expect(refreshed.idToken).not.toBe(first.idToken);
    await clock.advanceTo(refreshed.expiresAt);
    expect((await session.getTokens()).expiresAt).toBeGreaterThan(clock.now());
    session.signInAs({ username: 'grace' });
    expect((await session.getTokens()).claims.sub).toBe('id-of-grace');
    expect(session.tokenRequests).toHaveLength(5);
  });

  it('gives nobody the tokens of whoever was signed in when they were asked for', async () => {
    const session = createFakeSession({ initial: { username: 'ada' } });
    await session.getTokens();
    const asked = session.getTokens();
    session.signInAs({ username: 'grace' });
    await asked;
    expect((await session.getTokens()).claims.sub).toBe('id-of-grace');
    const askedLast = session.getTokens();
    session.expire();
    expect(await codeOf(askedLast)).toBe('SESSION_EXPIRED');
  });

  it('refreshes expired tokens once, however many ask', async () => {
    const clock = createSimulatedClock();
    const session = createFakeSession({ clock, initial: { username: 'ada' } });
    const { expiresAt } = await session.getTokens();
    await clock.advanceTo(expiresAt);
    const [one, other] = await Promise.all([session.getTokens(), session.getTokens()]);
    expect(one.idToken).toBe(other.idToken);
  });

  it('refuses tokens with the reason', async () => {
    const session = createFakeSession();
    expect(await codeOf(session.getTokens())).toBe('NOT_SIGNED_IN');
    session.signInAs({ username: 'ada' });
    session.failTokensWith(new CredentialsError('NETWORK'));
    expect(await codeOf(session.getTokens())).toBe('NETWORK');
    session.failTokensWith(undefined);
    expect(await codeOf(session.getTokens())).toBe('resolved');
    session.expire();
    expect(await codeOf(session.getTokens())).toBe('SESSION_EXPIRED');
  });

  it('has tokens wait until it is known who is signed in, and restoring is no new epoch', async () => {
    const session = createFakeSession({ initial: 'unknown' });
    const tokens = session.getTokens();
    session.signInAs({ username: 'ada' });
    expect((await tokens).claims.sub).toBe('id-of-ada');
    expect(session.getSnapshot().epoch).toBe(0);
  });

  it('signs in through its form with any password', async () => {
    const session = createFakeSession();
    const { step } = session.signIn.getSnapshot();
    if (step.kind === 'password') await step.submit({ username: 'grace', password: 'any' });
    expect(session.getSnapshot()).toMatchObject({ status: 'signed-in', user: { username: 'grace' } });
    expect(session.signIn.getSnapshot().step.kind).toBe('signed-in');
    session.signIn.reset();
    expect(session.signIn.getSnapshot().step.kind).toBe('password');
  });

  it('counts its starts', () => {
    const session = createFakeSession();
    const stops = [session.start(), session.start()];
    stops[0]?.();
    stops[0]?.();
    expect(session.activeStarts).toBe(1);
  });
});
