import { createServerClock, CredentialsError, renewRecord, type IdTokenClaims, type StoredRecord, type TokenSet, type User } from '@valetkey/core';
import { createFakeTokens, createSimulatedClock, createSimulatedEnvironment, DEFAULT_SIMULATED_START_AT, FAKE_ISSUER } from '@valetkey/testing';
import { describe, expect, it } from 'vitest';
import { createOrigin } from '../testKit/createOrigin.ts';
import { createSession, DEFAULT_TOKEN_REFRESH_WINDOW_MS } from './createSession.ts';
import { tokenFormat } from './tokenFormat.ts';

const MINUTE_MS = 60_000;

function personOf(id: string): User {
  const claims: IdTokenClaims = { iss: FAKE_ISSUER, sub: id, aud: 'client', exp: 0, origin_jti: `the sign-in of ${id}` };
  return { id, username: id, email: undefined, claims };
}
const [ada, grace] = [personOf('ada'), personOf('grace')];

// This machine's clock is ahead, and nothing has told it so: all that was issued a moment ago looks ended.
const ENDED_AT = DEFAULT_SIMULATED_START_AT - MINUTE_MS;
const first = createFakeTokens(ada, 1, ENDED_AT);
const second = createFakeTokens(ada, 2, ENDED_AT + 1_000);
const graces = createFakeTokens(grace, 3, ENDED_AT);
const fresh = createFakeTokens(ada, 4, DEFAULT_SIMULATED_START_AT + 60 * MINUTE_MS);

/** A session over a record, and a service that answers when it is told. */
function openSession(record: StoredRecord<TokenSet>, clock = createSimulatedClock()) {
  const asked: { readonly refreshToken: string | undefined; readonly answer: (tokens: TokenSet) => void; readonly refuse: (error: CredentialsError) => void }[] = [];
  const revoked: (string | undefined)[] = [];
  const service = {
    refresh: ({ refreshToken }: TokenSet) => new Promise<TokenSet>((answer, refuse) => asked.push({ refreshToken, answer, refuse })),
    revoke: async ({ refreshToken }: TokenSet) => revoked.push(refreshToken),
    signOutEverywhere: () => Promise.resolve(),
  };
  const environment = createSimulatedEnvironment();
  const session = createSession(record, service, clock, createServerClock(clock), environment, DEFAULT_TOKEN_REFRESH_WINDOW_MS, () => undefined);
  return { session, asked, revoked, clock };
}

/** A session that shares its record with another tab. */
async function openTabs() {
  const clock = createSimulatedClock();
  const origin = createOrigin(clock);
  const [record, other] = [origin.openPage(), origin.openPage()].map((page) => page.open('session', tokenFormat)) as [StoredRecord<TokenSet>, StoredRecord<TokenSet>];
  await other.update(() => first);
  let renewals = 0;
  const counted: StoredRecord<TokenSet> = {
    ...record,
    renew: (...how) => {
      renewals += 1;
      return renewRecord(record, ...how);
    },
  };
  return { ...openSession(counted, clock), other, renewals: () => renewals };
}

describe('tokens that are there when a session would replace its own', () => {
  it('are refreshed in turn where they look ended too, within the time of one renewal', async () => {
    const { session, asked, clock, other, renewals } = await openTabs();
    let keep: (tokens: TokenSet) => void = () => undefined;
    void renewRecord(other, (kept) => kept?.accessToken === first.accessToken, () => new Promise((resolve) => (keep = resolve)));
    await clock.advanceBy(0);
    const given = session.getTokens();
    await clock.advanceBy(100);
    expect(asked).toHaveLength(0);
    keep(second);
    await clock.advanceBy(100);
    expect(asked.map(({ refreshToken }) => refreshToken)).toEqual([second.refreshToken]);
    asked[0]?.answer(fresh);
    await clock.advanceBy(100);
    expect((await given).accessToken).toBe(fresh.accessToken);
    expect(renewals()).toBe(1);
    expect(clock.pendingTimers).toBe(0);
  });

  it('stay where others were refused, and the person with them', async () => {
    const { session, asked, clock, other } = await openTabs();
    const given = session.getTokens();
    await clock.advanceBy(0);
    await other.update(() => second);
    asked[0]?.refuse(new CredentialsError('SESSION_EXPIRED'));
    await clock.advanceBy(1_000);
    expect((await given).accessToken).toBe(second.accessToken);
    expect(session.getSnapshot()).toMatchObject({ status: 'signed-in', epoch: 0 });
    expect((await other.read())?.accessToken).toBe(second.accessToken);
    expect(asked).toHaveLength(1);
  });

  it('are revoked when the person signs out while they are refreshed, and those before them are not as well', async () => {
    const { session, revoked, clock, other } = await openTabs();
    let keep: (tokens: TokenSet) => void = () => undefined;
    void renewRecord(other, (kept) => kept?.accessToken === first.accessToken, () => new Promise((resolve) => (keep = resolve)));
    await clock.advanceBy(0);
    const given = session.getTokens().catch((error: unknown) => error);
    await clock.advanceBy(100);
    keep(second);
    await clock.advanceBy(100);
    await session.signOut();
    expect(await given).toMatchObject({ code: 'ABORTED' });
    expect(revoked).toEqual([second.refreshToken]);
  });

  it('stay where they are somebody else’s, who has signed in meanwhile, though they look ended', async () => {
    let kept: TokenSet | undefined = first;
    const { session, asked, clock } = openSession({ read: async () => kept, update: async (change) => (kept = change(kept)) });
    const given = session.getTokens().catch((error: unknown) => error);
    await clock.advanceBy(0);
    kept = graces;
    asked[0]?.answer(fresh);
    expect(await given).toMatchObject({ code: 'ABORTED' });
    expect(kept).toBe(graces);
    expect(session.getSnapshot()).toMatchObject({ status: 'signed-in', epoch: 1, user: { id: 'grace' } });
  });
});

it('a change that the storage gives up fails whoever made it, and nobody who reads after it', async () => {
  let kept: TokenSet | undefined = fresh;
  let giveUp: (error: CredentialsError) => void = () => undefined;
  let hear: () => unknown = () => undefined;
  const { session, clock } = openSession({
    read: async () => kept,
    update: (change) => new Promise((_, reject) => ((kept = change(kept)), (giveUp = reject))),
    watch: (listener) => ((hear = listener), () => undefined),
  });
  const stop = session.start();
  await clock.advanceBy(0);
  const signedOut = session.signOut();
  const heard = hear();
  await clock.advanceBy(0);
  giveUp(new CredentialsError('TIMEOUT'));
  expect(await signedOut).toMatchObject({ code: 'TIMEOUT' });
  await expect(heard).resolves.toBeUndefined();
  expect(session.getSnapshot()).toMatchObject({ status: 'signed-out' });
  stop();
});
