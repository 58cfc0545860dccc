import { describe, expect, test } from 'vitest';
import { CLAIM_MS } from '../../packages/core/src/tabs/sharedRecord.ts';
import { createIssuer, type IssuerOptions } from './createIssuer.ts';
import { MAX_TRIP_MS } from './createNetwork.ts';
import { createRandom } from './createRandom.ts';
import { createWorld, type Page } from './createWorld.ts';
import { openDevice, signIn } from './openDevice.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

function setUp(options: Partial<IssuerOptions> = {}) {
  const world = createWorld();
  const random = createRandom(1);
  const calls = new Map<Page, number>();
  const callsOf = (page: Page): number => calls.get(page) ?? 0;
  const issuer = createIssuer(world, random, {
    tokenLifetimeMs: HOUR_MS,
    credentialLifetimeMs: HOUR_MS,
    graceMs: MINUTE_MS,
    onReuse: () => expect.unreachable('A refresh token was used twice.'),
    onSend(page, operation) {
      if (operation === 'GetCredentialsForIdentity') calls.set(page, callsOf(page) + 1);
    },
    onFailure: () => undefined,
    onAnswer: () => undefined,
    ...options,
  });
  return { world, random, issuer, callsOf };
}

test('1,000 tabs whose credentials end together spread their refreshes, and a throttling issuer signs nobody out', { timeout: 120_000 }, async () => {
  const MAX_PER_SECOND = 4;
  let throttled = 0;
  const { world, random, issuer } = setUp({ maxPerSecond: MAX_PER_SECOND, onFailure: ({ code }) => void (throttled += code === 'THROTTLED' ? 1 : 0) });
  const people = Array.from({ length: 1_000 }, (_, index) => `person ${index}`);
  const tabs = people.map(() => openDevice(world, random, issuer, 1, true)[0]);
  // They sign in as the issuer lets them, and yet all have credentials by one and the same moment: a morning at the office.
  issuer.setUnlimited(true);
  for (const [index, person] of people.entries()) {
    const step = tabs[index]?.session.signIn.getSnapshot().step;
    if (step?.kind === 'password') void step.submit({ username: person, password: 'password' });
  }
  await world.run(MINUTE_MS);
  const ready = () => tabs.filter((tab) => tab?.credentials.getSnapshot().status === 'ready').length;
  expect(ready()).toBe(1_000);

  const statuses = new Set<string>();
  for (const tab of tabs) {
    for (const source of [tab?.session, tab?.credentials]) source?.subscribe(() => statuses.add(source.getSnapshot().status));
  }
  issuer.setUnlimited(false);
  issuer.takePeak();
  // In the first hour everybody needs credentials, in the second one tokens for them as well.
  await world.run(118 * MINUTE_MS);
  // Nobody was signed out, and nobody was without credentials for a moment.
  expect(statuses).toEqual(new Set(['signed-in', 'ready']));
  expect(issuer.counts.credentialCalls).toBeGreaterThanOrEqual(3_000);
  expect(issuer.counts.refreshes).toBeGreaterThanOrEqual(1_000);
  expect(throttled).toBeGreaterThan(0);
  // At one moment it would have been a thousand.
  expect(issuer.takePeak()).toBeLessThanOrEqual(4 * MAX_PER_SECOND);
});

describe('a day of four hours, with 20 clients in each of 5 tabs', () => {
  const REFRESH_WINDOW_MS = 15 * MINUTE_MS;
  const MOST_CALLS = Math.ceil((4 * HOUR_MS) / (HOUR_MS - REFRESH_WINDOW_MS));

  /** How many calls for credentials each of five tabs sends; who is signed in uses the first ones, and does not see the others. */
  async function countCalls(isSharing: boolean, visibleTabs: number): Promise<readonly number[]> {
    const { world, random, issuer, callsOf } = setUp();
    const tabs = openDevice(world, random, issuer, 5, isSharing);
    for (const [index, tab] of tabs.entries()) if (index >= visibleTabs) tab.setVisible(false);
    const endsAt = world.now() + 4 * HOUR_MS;
    await signIn(world, tabs[0], 'ada');
    while (world.now() < endsAt) {
      const asked = tabs.slice(0, visibleTabs).flatMap((tab) => Array.from({ length: 20 }, () => tab.credentials.getCredentials()));
      await world.run(Math.min(MINUTE_MS, endsAt - world.now()));
      await Promise.all(asked);
    }
    return tabs.map(({ page }) => callsOf(page));
  }

  const sum = (calls: readonly number[]): number => calls.reduce((total, count) => total + count, 0);

  test(`makes at most ${MOST_CALLS} calls for credentials when tabs share them`, async () => {
    expect(sum(await countCalls(true, 5))).toBeLessThanOrEqual(MOST_CALLS);
  });

  test.each([5, 2])(`makes at most that many times the %i visible tabs when they do not`, async (visibleTabs) => {
    const calls = await countCalls(false, visibleTabs);
    expect(sum(calls.slice(0, visibleTabs))).toBeLessThanOrEqual(MOST_CALLS * visibleTabs);
    expect(Math.min(...calls.slice(0, visibleTabs))).toBeGreaterThan(1);
    // A tab that is not seen gets what it may need when it is shown, and refreshes nothing.
    expect(Math.max(0, ...calls.slice(visibleTabs))).toBeLessThanOrEqual(1);
  });
});

test('forty minutes without any service fail no call while credentials are valid', async () => {
  const { world, random, issuer } = setUp();
  const tabs = openDevice(world, random, issuer, 3, true);
  await signIn(world, tabs[0], 'ada');
  await world.run(15 * MINUTE_MS);
  issuer.setFault('failing');
  for (let minute = 0; minute < 40; minute += 1) {
    const asked = tabs.flatMap(({ credentials }) => Array.from({ length: 10 }, () => credentials.getCredentials()));
    await world.run(MINUTE_MS);
    expect(await Promise.allSettled(asked)).toSatisfy((all: readonly PromiseSettledResult<unknown>[]) => all.every(({ status }) => status === 'fulfilled'));
  }
  issuer.setFault('none');
  await world.run(10 * MINUTE_MS);
  for (const { credentials, session } of tabs) {
    expect(credentials.getSnapshot().status).toBe('ready');
    expect(session.getSnapshot().status).toBe('signed-in');
  }
});

test('a tab that is frozen while it refreshes tokens keeps nobody waiting for credentials beyond 16 s and what the requests take, nor fails them', async () => {
  // The answer to the frozen tab is lost, so another tab may ask again.
  const { world, random, issuer } = setUp({ onReuse: () => undefined });
  const [frozen, other] = openDevice(world, random, issuer, 2, true);
  if (frozen === undefined || other === undefined) throw new Error('There are two tabs.');
  await signIn(world, frozen, 'ada');
  for (const tab of [frozen, other]) tab.setVisible(false);
  await world.run(2 * HOUR_MS);
  const { requests, credentialCalls } = issuer.counts;
  frozen.session.getTokens().catch(() => undefined);
  while (issuer.counts.requests === requests) await world.run(1);
  frozen.page.freeze();
  const askedAt = world.now();
  const asked = other.credentials.getCredentials().then(() => world.now());
  await world.run(MINUTE_MS);
  const gotAt = await asked;
  // What the frozen tab has sent arrives meanwhile.
  const ownRequestsMs = issuer.busyMs(askedAt + 2 * MAX_TRIP_MS, gotAt);
  expect(gotAt - askedAt - ownRequestsMs).toBeLessThanOrEqual(CLAIM_MS + 1_000);
  expect(issuer.counts.credentialCalls).toBe(credentialCalls + 1);
});
