import { inspect } from 'node:util';
import { createTextStorage, readClaims, type Environment, type Session, type SignInStep, type StoragePort } from '@valetkey/core';
import { createEmulator, createEmulatorClock, defaultSeed, emulatorDefaults } from '@valetkey/emulator';
import { createInPageFetch } from '@valetkey/emulator/in-page';
import { createSimulatedClock, createSimulatedEnvironment } from '@valetkey/testing';
import { sessionSetUp } from '@valetkey/testing/contracts';
import { describe, expect, it, vi } from 'vitest';
import { createUserPoolSession } from './createUserPoolSession.ts';
import type { UserPoolSessionOptions } from './openUserPool.ts';
import { openDevice } from './testKit/openDevice.ts';

const { userPoolId, userPoolClientId, rotatingUserPoolClientId, user: ada } = emulatorDefaults;
const HOUR_MS = 3_600_000;

/** What all sessions must do is in the contract suite; here is what only this engine does. */
const setUp = sessionSetUp({
  create: ({ records, ...ports }) => createUserPoolSession({ ...ports, storage: createMapStorage(records) }),
  refreshOperation: 'GetTokensFromRefreshToken',
  signInCalls: [],
});

function createMapStorage(records: Map<string, string>): StoragePort {
  return createTextStorage({
    kind: 'map',
    read: (slot) => Promise.resolve(records.get(slot)),
    update(slot, change) {
      const next = change(records.get(slot));
      if (next === undefined) records.delete(slot);
      else records.set(slot, next);
      return Promise.resolve();
    },
  });
}

describe('what cannot work is refused at construction', () => {
  const create = (options: Partial<UserPoolSessionOptions>) => () =>
    createUserPoolSession({ userPoolId, userPoolClientId, environment: createSimulatedEnvironment(), ...options });

  it.each(['', 'eu-west-1', 'eu-west-1_', '_AbCdEf', 'eu-west-1:AbCdEf', 'eu-west-1_Ab-Cd', 'EU_AbCdEf', undefined])('user pool id %j', (id) => {
    expect(create({ userPoolId: id as string })).toThrow(expect.objectContaining({ code: 'INVALID_USER_POOL_ID' }) as Error);
  });

  it('a region that disagrees with the id', () => {
    expect(create({ region: 'us-east-1' })).toThrow(expect.objectContaining({ code: 'REGION_MISMATCH' }) as Error);
    expect(create({ region: 'eu-west-1' })).not.toThrow();
  });

  it.each([{ userPoolClientId: '' }, { userPoolClientId: 'a b' }, { userPoolClientId: undefined }, { refreshWindowMs: -1 }, { refreshWindowMs: Number.NaN }, { refreshWindowMs: 240_001 }])(
    'option %j',
    (options) => {
      expect(create(options as Partial<UserPoolSessionOptions>)).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }) as Error);
    },
  );

  it('a page without Web Crypto', () => {
    const environment: Environment = createSimulatedEnvironment({ crypto: undefined });
    expect(create({ environment })).toThrow(expect.objectContaining({ code: 'WEB_CRYPTO_MISSING' }) as Error);
  });
});

describe('on the wire', () => {
  it('it speaks to the pool’s own region unless told otherwise', async () => {
    const asked: string[] = [];
    const fetch: typeof globalThis.fetch = (input) => {
      asked.push(new Request(input).url);
      return Promise.reject(new TypeError('Failed to fetch'));
    };
    const environment = createSimulatedEnvironment({ fetch });
    const usual = createUserPoolSession({ userPoolId: 'us-gov-west-1_AbC123', userPoolClientId, environment });
    await submit(usual.signIn.getSnapshot().step);
    const told = createUserPoolSession({ userPoolId, userPoolClientId, endpoint: 'http://localhost:4566/', environment });
    await submit(told.signIn.getSnapshot().step);
    expect(asked).toEqual(['https://cognito-idp.us-gov-west-1.amazonaws.com/', 'http://localhost:4566/']);
  });

  it('the password is not sent with SRP, and is with the password flow, which takes one call', async () => {
    for (const authFlow of ['srp', 'password'] as const) {
      const { emulator, environment, bodies } = createNetwork();
      const session = createUserPoolSession({ userPoolId, userPoolClientId, authFlow, environment });
      await submit(session.signIn.getSnapshot().step);
      expect(session.getSnapshot().status).toBe('signed-in');
      expect(bodies.some((body) => body.includes(ada.password))).toBe(authFlow === 'password');
      expect(emulator.calls.count()).toBe(authFlow === 'password' ? 1 : 2);
    }
  });

  it('a flow that is off for the app client is named as that', async () => {
    const { environment } = createNetwork();
    const options = { userPoolId, userPoolClientId: rotatingUserPoolClientId, authFlow: 'password', environment } as const;
    const session = createUserPoolSession(options);
    await submit(session.signIn.getSnapshot().step);
    expect(session.signIn.getSnapshot().error?.code).toBe('AUTH_FLOW_DISABLED');
  });

  it('an app client that does not exist is named as that', async () => {
    const { environment } = createNetwork();
    const session = createUserPoolSession({ userPoolId, userPoolClientId: 'nobody', environment });
    await submit(session.signIn.getSnapshot().step);
    expect(session.signIn.getSnapshot().error?.code).toBe('CLIENT_NOT_FOUND');
  });

  it('a challenge it cannot do is named', async () => {
    const { environment } = createNetwork('required');
    const session = createUserPoolSession({ userPoolId, userPoolClientId, environment });
    await submit(session.signIn.getSnapshot().step);
    const { step, error } = session.signIn.getSnapshot();
    expect([step.kind, error?.code]).toEqual(['password', 'CHALLENGE_UNSUPPORTED']);
    expect(error?.message).toContain('MFA_SETUP');
  });

  it('a refresh names the device that the access token is for, and no device where it is for none', async () => {
    const { signIn, reload, records, environment, emulator } = await setUp();
    await signIn();
    const bodies: unknown[] = [];
    environment.setFetch(async (input, init) => {
      bodies.push(await new Request(input, init).json());
      return createInPageFetch(emulator)(input, init);
    });
    await reload().getTokens({ forceRefresh: true });
    for (const [slot, record] of records) records.set(slot, issuedTo('eu-west-1_a-device', record));
    await reload().getTokens({ forceRefresh: true });
    expect(bodies.map((body) => Object.entries(body as object).filter(([name]) => name === 'DeviceKey'))).toEqual([
      [],
      [['DeviceKey', 'eu-west-1_a-device']],
    ]);
  });

  it('a page instead of an answer (captive portal) ends no session', async () => {
    const { session, signIn, environment, clock } = await setUp();
    await signIn();
    await clock.advanceBy(HOUR_MS + 1_000);
    environment.setFetch(() => Promise.resolve(new Response('<html>Welcome to our Wi-Fi', { status: 200 })));
    await expect(session.getTokens()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE', retryable: true });
    expect(session.getSnapshot().status).toBe('signed-in');
  });

  it.each([[{}], [[]], ['Welcome'], [null], [{ AuthenticationResult: {} }]])('an answer that is none of the service’s (%j) ends no session either', async (answer) => {
    const { session, signIn, environment, clock } = await setUp();
    await signIn();
    await clock.advanceBy(HOUR_MS + 1_000);
    environment.setFetch(() => Promise.resolve(Response.json(answer)));
    await expect(session.getTokens()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE', retryable: true });
    expect(session.getSnapshot().status).toBe('signed-in');
  });

  it('an answer that never comes is given up after ten seconds, with no timer left', async () => {
    const { session, signIn, environment, clock } = await setUp();
    environment.setFetch((_, init) => new Promise((_resolve, reject) => {
      init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error));
    }));
    const submitted = signIn();
    await clock.advanceBy(10_000);
    await submitted;
    expect(session.signIn.getSnapshot()).toMatchObject({ pending: false, error: { code: 'TIMEOUT' } });
    expect(clock.pendingTimers).toBe(0);
  });

  it('answers that are no tokens are not taken for some, nor quoted', async () => {
    const { session, signIn, environment, emulator } = await setUp();
    const answer = { AuthenticationResult: { IdToken: 'no.secretish.token', AccessToken: 'x', RefreshToken: 'y' } };
    const inPage = createInPageFetch(emulator);
    environment.setFetch((input, init) =>
      environment.requests === 2 ? Promise.resolve(Response.json(answer)) : inPage(input, init),
    );
    await signIn();
    const { error } = session.signIn.getSnapshot();
    expect(error?.code).toBe('SERVICE_UNAVAILABLE');
    expect(inspect(error, { depth: 9 })).not.toContain('secretish');
  });
});

describe('prepare', () => {
  it('computes A ahead, once, and every attempt has its own', async () => {
    const { environment, bodies } = createNetwork();
    const getRandomValues = vi.spyOn(globalThis.crypto, 'getRandomValues');
    const session = createUserPoolSession({ userPoolId, userPoolClientId, environment });
    expect(getRandomValues).not.toHaveBeenCalled();
    session.signIn.prepare();
    session.signIn.prepare();
    const drawn = () => getRandomValues.mock.calls.filter(([array]) => array instanceof Uint8Array && array.length === 32).length;
    expect(drawn()).toBe(1);
    await submit(session.signIn.getSnapshot().step, 'Wrong-password-1');
    const publics = () => bodies.flatMap((body) => /"SRP_A":"(\w+)"/.exec(body)?.[1] ?? []);
    expect(publics()).toHaveLength(1);
    await submit(session.signIn.getSnapshot().step);
    expect(new Set(publics()).size).toBe(2);
    getRandomValues.mockRestore();
  });
});

describe('refresh token rotation', () => {
  it('keeps the new refresh token each time, also over a reload', async () => {
    const { session, signIn, reload, clock } = await setUp({ rotation: true });
    await signIn();
    const seen = [(await session.getTokens()).refreshToken];
    for (let round = 0; round < 3; round += 1) {
      await clock.advanceBy(HOUR_MS);
      seen.push((await session.getTokens()).refreshToken);
    }
    await clock.advanceBy(HOUR_MS);
    seen.push((await reload().getTokens()).refreshToken);
    expect(new Set(seen).size).toBe(5);
  });

  it('takes over what another tab was given: it asks for nothing', async () => {
    const { session, signIn, reload, clock, emulator } = await setUp({ rotation: true });
    await signIn();
    const otherTab = reload();
    await otherTab.getTokens();
    await clock.advanceBy(HOUR_MS);
    const tokens = await session.getTokens();
    emulator.calls.clear();
    expect((await otherTab.getTokens()).accessToken).toBe(tokens.accessToken);
    expect(otherTab.getSnapshot()).toMatchObject({ status: 'signed-in', epoch: 0 });
    expect(emulator.calls.count()).toBe(0);
  });

  it('gives what another tab was given, as long as that is valid, though it can refresh neither that nor its own', async () => {
    const { session, signIn, reload, clock, environment } = await setUp({ rotation: true });
    await signIn();
    const otherTab = reload();
    await otherTab.getTokens({ forceRefresh: true });
    await clock.advanceBy(HOUR_MS - 30_000);
    environment.setFetch(() => Promise.reject(new TypeError('Failed to fetch')));
    expect((await session.getTokens()).accessToken).toBe((await otherTab.getTokens()).accessToken);
  });

  it('takes it over as well where its own refresh token was spent on the way', async () => {
    const { session, signIn, reload, clock, records, emulator, holdAnswers } = await setUp({ rotation: true });
    const write = (to: readonly (readonly [string, string])[]): void => to.forEach(([slot, record]) => records.set(slot, record));
    await signIn();
    const otherTab = reload();
    await otherTab.getTokens();
    await clock.advanceBy(HOUR_MS);
    const spent = Array.from(records);
    const tokens = await session.getTokens();
    const kept = Array.from(records);
    emulator.calls.clear();
    write(spent);
    const release = holdAnswers();
    const others = otherTab.getTokens();
    await clock.advanceBy(0);
    write(kept);
    release();
    expect((await others).accessToken).toBe(tokens.accessToken);
    expect(otherTab.getSnapshot()).toMatchObject({ status: 'signed-in', epoch: 0 });
    expect(emulator.calls.all()).toMatchObject([{ operation: 'GetTokensFromRefreshToken', status: 400 }]);
  });

  it('ends the session when its refresh token was spent and nobody kept another', async () => {
    const { session, signIn, reload, records, clock } = await setUp({ rotation: true });
    await signIn();
    const spent = Array.from(records);
    await clock.advanceBy(HOUR_MS);
    await session.getTokens();
    for (const [slot, record] of spent) records.set(slot, record);
    const restored = reload();
    await expect(restored.getTokens()).rejects.toMatchObject({ code: 'SESSION_EXPIRED' });
    expect(restored.getSnapshot()).toEqual({ status: 'signed-out', epoch: 1, reason: 'expired' });
    expect(records.size).toBe(0);
  });

  it('is one refresh where the storage gives what it keeps as something of its own, within the same second as well', async () => {
    const { environment, emulator, bodies } = createNetwork();
    const map = createMapStorage(new Map());
    const rereading: StoragePort = {
      kind: 'rereading',
      open(slot, format) {
        const { read, update } = map.open(slot, format);
        return { read, update: async (change) => update(change).then(read) };
      },
    };
    const session = createUserPoolSession({ userPoolId, userPoolClientId: rotatingUserPoolClientId, environment, storage: rereading });
    await submit(session.signIn.getSnapshot().step);
    const before = await session.getTokens();
    const inPage = createInPageFetch(emulator);
    // Or a fault would go on asking for ever.
    environment.setFetch((input, init) => (bodies.push('refresh') > 10 ? Promise.reject(new TypeError('Failed to fetch')) : inPage(input, init)));
    bodies.length = 0;
    const tokens = await session.getTokens({ forceRefresh: true });
    expect([tokens.expiresAt, bodies]).toEqual([before.expiresAt, ['refresh']]);
    expect(tokens.accessToken).not.toBe(before.accessToken);
  });

  it('gives a refresh up that is on its way when the person signs out', async () => {
    const { session, signIn, clock, environment, emulator, calls } = await setUp({ rotation: true });
    await signIn();
    const inPage = createInPageFetch(emulator);
    const signals: (AbortSignal | null | undefined)[] = [];
    environment.setFetch((input, init) => {
      if (!String(new Headers(init?.headers).get('x-amz-target')).endsWith('GetTokensFromRefreshToken')) return inPage(input, init);
      signals.push(init?.signal);
      return new Promise(() => undefined);
    });
    const refreshing = session.getTokens({ forceRefresh: true }).catch((error: unknown) => error);
    await clock.advanceBy(0);
    expect(signals[0]?.aborted).toBe(false);
    emulator.calls.clear();
    await session.signOut();
    expect(signals[0]?.aborted).toBe(true);
    expect(await refreshing).toMatchObject({ code: 'ABORTED' });
    expect(calls()).toEqual(['RevokeToken']);
    expect(clock.pendingTimers).toBe(0);
  });

  it('revokes what a refresh has brought when the person signs out before it is kept', async () => {
    const { environment, bodies } = createNetwork();
    const map = createMapStorage(new Map());
    let opened = Promise.resolve();
    const slow: StoragePort = {
      kind: 'slow',
      open(slot, format) {
        const record = map.open(slot, format);
        return { read: record.read, update: async (change) => opened.then(() => record.update(change)) };
      },
    };
    const session = createUserPoolSession({ userPoolId, userPoolClientId: rotatingUserPoolClientId, environment, storage: slow });
    let open: () => void = () => undefined;
    await submit(session.signIn.getSnapshot().step);
    opened = new Promise((resolve) => (open = resolve));
    const refreshing = session.getTokens({ forceRefresh: true }).catch((error: unknown) => error);
    const count = (name: string): number => bodies.filter((body) => body.includes(name)).length;
    await vi.waitFor(() => expect(count('DeviceKey') + count('RefreshToken')).toBeGreaterThan(0));
    await new Promise((resolve) => setImmediate(resolve));
    const signedOut = session.signOut();
    open();
    await signedOut;
    expect(await refreshing).toMatchObject({ code: 'ABORTED' });
    await vi.waitFor(() => expect(count('"Token":')).toBe(2));
    await expect(session.getTokens()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
  });

  it('revokes what a refresh brings when the same person has signed in anew in another tab', async () => {
    const { session, signIn, reload, clock, holdAnswers, calls, emulator } = await setUp({ rotation: true });
    await signIn();
    const otherTab = reload();
    await otherTab.getTokens();
    await clock.advanceBy(1_000);
    emulator.calls.clear();
    const release = holdAnswers('next');
    const refreshing = session.getTokens({ forceRefresh: true });
    await clock.advanceBy(0);
    await signIn(undefined, otherTab);
    release();
    expect((await refreshing).accessToken).toBe((await otherTab.getTokens()).accessToken);
    await clock.advanceBy(0);
    // The other tab's of what it held, and this one's of what it was given too late.
    expect(calls().filter((operation) => operation === 'RevokeToken')).toHaveLength(2);
    await expect(session.getTokens({ forceRefresh: true })).resolves.toBeDefined();
  });

  it('revokes the sign-in of another tab, of which it has not heard, when somebody signs in here', async () => {
    const { openTab, signIn, calls, clock } = await openDevice({ rotation: true });
    const [tab, otherTab] = [openTab(), openTab()];
    await tab.getTokens().catch(() => undefined);
    await signIn(otherTab);
    await clock.advanceBy(1_000);
    await signIn(tab);
    await clock.advanceBy(0);
    expect(calls().filter((operation) => operation === 'RevokeToken')).toHaveLength(1);
    const { accessToken } = await tab.getTokens();
    await expect(otherTab.getTokens({ forceRefresh: true })).resolves.toMatchObject({ accessToken });
  });

  it('does not hand out what another tab was given at the same time as what a service has refused', async () => {
    const { session, signIn, reload, emulator } = await setUp();
    await signIn();
    const otherTab = reload();
    const refused = await otherTab.getTokens();
    // Within the second: it ends at the same time.
    const others = await session.getTokens({ forceRefresh: true });
    expect(others.expiresAt).toBe(refused.expiresAt);
    emulator.calls.clear();
    const given = await otherTab.getTokens({ forceRefresh: true });
    expect([refused.accessToken, others.accessToken]).not.toContain(given.accessToken);
    expect(emulator.calls.count()).toBe(1);
  });

  it('does not hand out what another tab has kept once that has expired as well', async () => {
    const { session, signIn, reload, clock, emulator } = await setUp({ rotation: true });
    await signIn();
    const otherTab = reload();
    await otherTab.getTokens();
    await clock.advanceBy(HOUR_MS);
    await session.getTokens();
    await clock.advanceBy(2 * HOUR_MS);
    emulator.calls.clear();
    expect((await otherTab.getTokens()).expiresAt).toBeGreaterThan(clock.now());
    expect(emulator.calls.count()).toBe(1);
  });
});

describe('a service that is not to be reached', () => {
  it('is told of a sign-out as soon as it can be, and nobody waits for that', async () => {
    const { session, signIn, environment, calls, clock, emulator } = await setUp();
    await signIn();
    emulator.calls.clear();
    environment.setOnline(false);
    expect(await session.signOut()).toMatchObject({ code: 'NETWORK' });
    await clock.advanceBy(20_000);
    environment.setOnline(true);
    await clock.advanceBy(20_000);
    expect(calls()).toEqual(['RevokeToken']);
    expect(clock.pendingTimers).toBe(0);
  });

  it('is told of a sign-out four times at most', async () => {
    const { session, signIn, environment, clock } = await setUp();
    await signIn();
    environment.setOnline(false);
    const sent = environment.requests;
    await session.signOut();
    await clock.advanceBy(HOUR_MS);
    expect(environment.requests - sent).toBe(4);
    expect(clock.pendingTimers).toBe(0);
  });

  it('is asked for tokens no oftener because somebody asks in a loop', async () => {
    const { session, signIn, environment, clock } = await setUp();
    await signIn();
    await clock.advanceBy(HOUR_MS + 1_000);
    environment.setOnline(false);
    const sent = environment.requests;
    for (let ask = 0; ask < 100; ask += 1) {
      await expect(session.getTokens()).rejects.toMatchObject({ code: 'NETWORK' });
    }
    expect(environment.requests - sent).toBeLessThanOrEqual(4);
    await clock.advanceBy(60_000);
    environment.setOnline(true);
    expect((await session.getTokens()).expiresAt).toBeGreaterThan(clock.now());
  });

  it('is asked no oftener either because two tabs ask in a loop, which tell each other of each failure', async () => {
    const { openTab, signIn, environment, clock } = await openDevice();
    const tabs = [openTab(), openTab()];
    const stops = tabs.map((tab) => tab.start());
    await signIn(tabs[0] as Session);
    await clock.advanceBy(HOUR_MS + 1_000);
    environment.setOnline(false);
    const sent = environment.requests;
    for (let ask = 0; ask < 20; ask += 1) {
      for (const tab of tabs) await expect(tab.getTokens()).rejects.toMatchObject({ code: 'NETWORK' });
      await clock.advanceBy(0);
    }
    expect(environment.requests - sent).toBeLessThanOrEqual(8);
    for (const stop of stops) stop();
  });
});

it('does not hand the next person’s tokens to who asked for those of the one before', async () => {
  const { session, signIn, reload, clock, emulator } = await setUp();
  const grace = { email: 'grace.hopper@example.com', password: 'Compiler-1952!' };
  emulator.admin.createUser(grace);
  await signIn();
  const otherTab = reload();
  await otherTab.getTokens();
  await submit(otherTab.signIn.getSnapshot().step, grace.password, grace.email);
  await clock.advanceBy(HOUR_MS);
  await expect(session.getTokens()).rejects.toMatchObject({ code: 'ABORTED' });
  expect(session.getSnapshot()).toMatchObject({ status: 'signed-in', user: { email: grace.email } });
  expect((await session.getTokens()).claims['email']).toBe(grace.email);
});

it('hands out no token after sign-out, though it was asked for before and is still valid', async () => {
  const { session, signIn, holdAnswers, clock } = await setUp();
  await signIn();
  await clock.advanceBy(HOUR_MS - 30_000);
  const release = holdAnswers();
  const asked = session.getTokens().catch((error: unknown) => error);
  await clock.advanceBy(0);
  const left = session.signOut();
  release();
  expect(await asked).toMatchObject({ code: 'ABORTED' });
  await left;
});

it('shares one refresh of a person also when that of the person before ends meanwhile', async () => {
  const { session, signIn, holdAnswers, clock, calls, emulator } = await setUp();
  const grace = { email: 'grace.hopper@example.com', password: 'Compiler-1952!' };
  emulator.admin.createUser(grace);
  await signIn();
  await clock.advanceBy(1_000);
  const releaseAdas = holdAnswers('next');
  const adas = session.getTokens({ forceRefresh: true }).catch((error: unknown) => error);
  await clock.advanceBy(0);
  session.signIn.reset();
  await signIn(grace);
  await clock.advanceBy(1_000);
  const releaseGraces = holdAnswers('next');
  const first = session.getTokens({ forceRefresh: true });
  await clock.advanceBy(0);
  releaseAdas();
  expect(await adas).toMatchObject({ code: 'ABORTED' });
  const second = session.getTokens({ forceRefresh: true });
  await clock.advanceBy(0);
  releaseGraces();
  expect(await second).toBe(await first);
  expect(calls().filter((operation) => operation === 'GetTokensFromRefreshToken')).toHaveLength(2);
});

describe('the server’s clock', () => {
  it.each([5 * HOUR_MS, -5 * HOUR_MS])('is learned from the tokens where the Date header is hidden (%d ms off)', async (offMs) => {
    const { session, signIn, emulator, environment, clock } = await setUp();
    const hiding: typeof fetch = async (input, init) => {
      const response = await createInPageFetch(emulator)(input, init);
      response.headers.delete('date');
      return response;
    };
    environment.setFetch(hiding);
    emulator.clock.advance(-offMs);
    await signIn();
    emulator.calls.clear();
    await session.getTokens();
    expect(emulator.calls.count()).toBe(0);
    await clock.advanceBy(HOUR_MS + 1_000);
    await session.getTokens();
    expect(emulator.calls.count()).toBe(1);
  });

  it('is not learned from tokens that a page which was frozen reads when it thaws', async () => {
    const { session, signIn, emulator, environment, clock } = await setUp();
    await signIn();
    const answer = createInPageFetch(emulator);
    environment.setFetch(async (input, init) => {
      const response = await answer(input, init);
      clock.jumpBy(HOUR_MS);
      return response;
    });
    await session.getTokens({ forceRefresh: true });
    environment.setFetch(answer);
    emulator.calls.clear();
    await session.getTokens();
    expect(emulator.calls.count()).toBe(1);
  });
});

describe('storage', () => {
  it('holds one record, and only while somebody is signed in', async () => {
    const { session, signIn, records } = await setUp();
    await signIn();
    expect(Array.from(records.keys())).toEqual([`valetkey:v1:${userPoolId}:${userPoolClientId}:session`]);
    await session.signOut();
    expect(records.size).toBe(0);
  });

  it('that answers late changes nothing: by then somebody has signed in', async () => {
    const { environment } = createNetwork();
    let answer: (record: undefined) => void = () => undefined;
    const slow = createTextStorage({
      kind: 'slow',
      read: () => new Promise((resolve) => (answer = resolve)),
      update: (_, change) => Promise.resolve(change(undefined)),
    });
    const session = createUserPoolSession({ userPoolId, userPoolClientId, environment, storage: slow });
    const stop = session.start();
    await submit(session.signIn.getSnapshot().step);
    const snapshot = session.getSnapshot();
    answer(undefined);
    expect((await session.getTokens()).claims['email']).toBe(ada.email);
    await new Promise((resolve) => setImmediate(resolve));
    expect(session.getSnapshot()).toBe(snapshot);
    expect(snapshot.status).toBe('signed-in');
    stop();
  });

  it('that answers late changes nothing: by then somebody has signed in and out', async () => {
    const { environment } = createNetwork();
    const texts: string[] = [];
    const answers: ((text: string | undefined) => void)[] = [];
    const slow = createTextStorage({
      kind: 'slow',
      read: () => new Promise((resolve) => answers.push(resolve)),
      async update(_, change) {
        const text = change(undefined);
        if (text !== undefined) texts.push(text);
      },
    });
    const session = createUserPoolSession({ userPoolId, userPoolClientId, environment, storage: slow });
    const stop = session.start();
    await submit(session.signIn.getSnapshot().step);
    await session.signOut();
    const snapshot = session.getSnapshot();
    expect([snapshot.status, texts.length, answers.length]).toEqual(['signed-out', 1, 1]);
    answers[0]?.(texts[0]);
    await new Promise((resolve) => setImmediate(resolve));
    expect(session.getSnapshot()).toBe(snapshot);
    stop();
  });

  it('that another tab empties before this one knows its sign-in to be kept leaves nobody signed in', async () => {
    const { environment } = createNetwork();
    const records = new Map<string, string>();
    const map = createMapStorage(records);
    let hear = (): unknown => undefined;
    let noteWritten: () => void = () => undefined;
    let confirm: () => void = () => undefined;
    const written = new Promise<void>((resolve) => (noteWritten = resolve));
    const confirmed = new Promise<void>((resolve) => (confirm = resolve));
    const slow: StoragePort = {
      kind: 'slow',
      open(slot, format) {
        const record = map.open(slot, format);
        return {
          read: record.read,
          async update(change) {
            const kept = await record.update(change);
            noteWritten();
            await confirmed;
            return kept;
          },
          watch(listener) {
            hear = listener;
            return () => undefined;
          },
        };
      },
    };
    const session = createUserPoolSession({ userPoolId, userPoolClientId, environment, storage: slow });
    const stop = session.start();
    const submitted = submit(session.signIn.getSnapshot().step);
    await written;
    records.clear();
    const heard = hear();
    confirm();
    await Promise.all([submitted, heard]);
    expect(session.getSnapshot()).toMatchObject({ status: 'signed-out', reason: 'signed-out' });
    stop();
  });

  it('that a sign-in has written over which nobody wants is as another tab had left it', async () => {
    const { environment } = createNetwork();
    const records = new Map<string, string>();
    const map = createMapStorage(records);
    let wait = (): Promise<void> => Promise.resolve();
    const slow: StoragePort = {
      kind: 'slow',
      open(slot, format) {
        const record = map.open(slot, format);
        return {
          read: record.read,
          async update(change) {
            const kept = await record.update(change);
            await wait();
            return kept;
          },
        };
      },
    };
    const session = createUserPoolSession({ userPoolId, userPoolClientId, environment, storage: slow });
    await submit(session.signIn.getSnapshot().step);
    // This tab does not hear of what the other is given.
    await createUserPoolSession({ userPoolId, userPoolClientId, environment, storage: map }).getTokens({ forceRefresh: true });
    const left = [...records];
    session.signIn.reset();
    let confirm: () => void = () => undefined;
    const written = new Promise<void>((noteWritten) => {
      wait = () => {
        noteWritten();
        return new Promise((resolve) => (confirm = resolve));
      };
    });
    const submitted = submit(session.signIn.getSnapshot().step);
    await written;
    expect([...records]).not.toEqual(left);
    wait = () => Promise.resolve();
    session.signIn.reset();
    confirm();
    await submitted;
    expect([...records]).toEqual(left);
  });

  /** Changes of it wait while they are held up. */
  function createSlowStorage(records: Map<string, string>) {
    const map = createMapStorage(records);
    let free = Promise.resolve();
    const storage: StoragePort = {
      kind: 'slow',
      open(slot, format) {
        const record = map.open(slot, format);
        return { read: record.read, update: (change) => free.then(() => record.update(change)) };
      },
    };
    return {
      storage,
      /** Holds up what is asked of it before the next turn. */
      holdUp(): () => void {
        let release: () => void = () => undefined;
        free = new Promise((resolve) => (release = resolve));
        return release;
      },
      hurry: () => void (free = Promise.resolve()),
    };
  }

  it('that forgets slowly keeps the next sign-in', async () => {
    const { environment, emulator } = createNetwork();
    const records = new Map<string, string>();
    const { storage, holdUp, hurry } = createSlowStorage(records);
    const session = createUserPoolSession({ userPoolId, userPoolClientId, environment, storage });
    const stop = session.start();
    await submit(session.signIn.getSnapshot().step);
    const calls = emulator.calls.count();
    const forget = holdUp();
    const left = session.signOut();
    await new Promise((resolve) => setImmediate(resolve));
    hurry();
    const submitted = submit(session.signIn.getSnapshot().step);
    await expect.poll(() => emulator.calls.count(), { timeout: 10_000 }).toBe(calls + 2);
    await new Promise((resolve) => setImmediate(resolve));
    forget();
    await Promise.all([left, submitted]);
    expect([session.getSnapshot().status, records.size]).toEqual(['signed-in', 1]);
    stop();
  });

  it('that forgets slowly brings nobody back who has signed out, though the page wakes meanwhile', async () => {
    const { environment } = createNetwork();
    const records = new Map<string, string>();
    const { storage, holdUp } = createSlowStorage(records);
    const session = createUserPoolSession({ userPoolId, userPoolClientId, environment, storage });
    const stop = session.start();
    await submit(session.signIn.getSnapshot().step);
    const forget = holdUp();
    const left = session.signOut();
    const snapshot = session.getSnapshot();
    environment.wake();
    await new Promise((resolve) => setImmediate(resolve));
    expect(session.getSnapshot()).toBe(snapshot);
    forget();
    await left;
    expect(session.getSnapshot()).toBe(snapshot);
    expect([snapshot.status, records.size]).toEqual(['signed-out', 0]);
    stop();
  });

  it('that fails leaves a session that works in memory', async () => {
    const { environment } = createNetwork();
    const storage = createTextStorage({
      kind: 'broken',
      read: () => Promise.reject(new Error('quota')),
      update: () => Promise.reject(new Error('quota')),
    });
    const session = createUserPoolSession({ userPoolId, userPoolClientId, environment, storage });
    const stop = session.start();
    await submit(session.signIn.getSnapshot().step);
    const first = await session.getTokens();
    expect((await session.getTokens({ forceRefresh: true })).accessToken).not.toBe(first.accessToken);
    expect(await session.signOut()).toBeUndefined();
    expect(session.getSnapshot()).toMatchObject({ status: 'signed-out', reason: 'signed-out' });
    stop();
  });

  it.each(['', '{', 'null', '1', '{"version":2}', '{"version":1}', '{"version":1,"idToken":"a.b.c","accessToken":"a.b.c"}'])(
    'with the record %j has nobody signed in, and takes the next one who is',
    async (record) => {
      const { session, records, signIn, reload } = await setUp();
      records.set(`valetkey:v1:${userPoolId}:${userPoolClientId}:session`, record);
      await expect(session.getTokens()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
      await signIn();
      await expect(reload().getTokens()).resolves.toBeDefined();
    },
  );
});

it('shows no secret to an inspector', async () => {
  const { session, signIn, countSecretsIn } = await setUp();
  await signIn();
  await session.getTokens();
  expect(countSecretsIn(inspect(session, { depth: 20, showHidden: true, getters: true }))).toBe(0);
});

/** A network of its own, with what was sent over it. */
function createNetwork(mfa: 'optional' | 'required' = 'optional') {
  const clock = createSimulatedClock(Date.now());
  const seed = { userPools: (defaultSeed.userPools ?? []).map((pool) => ({ ...pool, mfa })) };
  const emulator = createEmulator({ seed, clock: createEmulatorClock(clock.now) });
  const bodies: string[] = [];
  const inPage = createInPageFetch(emulator);
  const fetch: typeof globalThis.fetch = (input, init) => {
    if (typeof init?.body === 'string') bodies.push(init.body);
    return inPage(input, init);
  };
  return { emulator, environment: createSimulatedEnvironment({ fetch }), bodies };
}

async function submit(step: SignInStep, password = ada.password, username: string = ada.email): Promise<void> {
  if (step.kind !== 'password') throw new Error(`The sign-in is on ${step.kind}.`);
  await step.submit({ username, password });
}

/** A session's record as it is where the pool remembers devices: its access token says for which one it is. */
function issuedTo(deviceKey: string, record: string): string {
  const { accessToken, ...others } = JSON.parse(record) as { readonly accessToken: string };
  const [header, , signature] = accessToken.split('.');
  const payload = JSON.stringify({ ...readClaims(accessToken), device_key: deviceKey });
  return JSON.stringify({ ...others, accessToken: [header, Buffer.from(payload).toString('base64url'), signature].join('.') });
}
