import { createFakeSession, createMockProvider, createSimulatedClock, createSimulatedEnvironment, type FakeSession } from '@valetkey/testing';
import { describe, expect, it } from 'vitest';
import { createMemoryStorage } from '../storage/createMemoryStorage.ts';
import type { StoragePort } from '../storage/storagePort.ts';
import { createOrigin } from '../testKit/createOrigin.ts';
import type { ProvidedCredentials } from './awsCredentials.ts';
import { createCredentialStore } from './createCredentialStore.ts';
import type { CredentialProvider, CredentialRequest } from './credentialProvider.ts';
import type { IdentitySource } from './identitySource.ts';
import { narrowProvider } from './narrowProvider.ts';
import { shareCredentials } from './shareCredentials.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

function createDevice(options: { readonly answer?: Partial<ProvidedCredentials>; readonly serverAheadMs?: number } = {}) {
  const clock = createSimulatedClock();
  const storage = createMemoryStorage();
  const serverAheadMs = options.serverAheadMs ?? 0;
  let issued = 0;
  let hold: Promise<void> | undefined;

  /** A page of its own: its own session and provider, over the storage that all share. */
  function openTab(initial: { readonly username: string } | 'never-signed-in' = { username: 'ada' }) {
    const session = createFakeSession({ initial, clock });
    const identity: IdentitySource = { ...session, getEpoch: () => session.getSnapshot().epoch };
    const provider: CredentialProvider = Object.assign(
      async (request: CredentialRequest = {}) => {
        const { status } = session.getSnapshot();
        issued += 1;
        const serverNow = clock.now() + serverAheadMs;
        const provided = {
          accessKeyId: `ASIA${issued}`,
          secretAccessKey: 'secret',
          sessionToken: `${status} ${issued}`,
          expiration: new Date(serverNow + HOUR_MS),
          ...options.answer,
        };
        await hold;
        request.onServerTime?.(serverNow);
        return provided;
      },
      { source: 'pool', identity },
    );
    const shared = shareCredentials(provider, { storage, session, clock });
    const environment = createSimulatedEnvironment();
    return { session, shared, store: createCredentialStore({ provider: shared, clock, environment }) };
  }

  return {
    clock,
    openTab,
    calls: () => issued,
    holdAnswers() {
      let release: () => void = () => undefined;
      hold = new Promise((resolve) => (release = resolve));
      return release;
    },
    kept: () => storage.open<{ readonly owner: string }>('valetkey:v1:credentials:pool', { write: String, read: () => undefined }).read(),
  };
}

const keyOf = async (provider: CredentialProvider): Promise<string> => (await provider()).accessKeyId;

describe('shareCredentials', () => {
  it('gives a tab what another has obtained, and a reloaded one what it had: no call', async () => {
    const { openTab, calls } = createDevice();
    expect(await keyOf(openTab().shared)).toBe('ASIA1');
    expect(await keyOf(openTab().shared)).toBe('ASIA1');
    expect(calls()).toBe(1);
  });

  it.each([{ withLocks: true }, { withLocks: false }])('makes one call when tabs that have none ask at once (%j)', async (options) => {
    const { openPage, clock } = createOrigin(options);
    let calls = 0;
    const provider = async (): Promise<ProvidedCredentials> => {
      calls += 1;
      await new Promise<void>((resolve) => clock.setTimer(resolve, 300));
      return { accessKeyId: `ASIA${calls}`, secretAccessKey: 'secret', sessionToken: 'token', expiration: new Date(clock.now() + HOUR_MS) };
    };
    const given: Promise<string>[] = [];
    for (let tabs = 0; tabs < 5; tabs += 1) {
      given.push(keyOf(shareCredentials(provider, { storage: openPage().storage, session: createFakeSession({ clock }), clock })));
      await clock.advanceBy(50);
    }
    await clock.advanceBy(1_000);
    expect(await Promise.all(given)).toEqual(Array(5).fill('ASIA1'));
    expect(calls).toBe(1);
  });

  it('obtains a person’s own when a tab that has not heard of them yet was at it for somebody else', async () => {
    const { openPage, clock } = createOrigin();
    const openTab = (username: string): CredentialProvider => {
      const provider = async (): Promise<ProvidedCredentials> => {
        await new Promise<void>((resolve) => clock.setTimer(resolve, 300));
        return { accessKeyId: username, secretAccessKey: 'secret', sessionToken: 'token', expiration: new Date(clock.now() + HOUR_MS) };
      };
      const session = createFakeSession({ initial: { username }, clock });
      return shareCredentials(provider, { storage: openPage().storage, session, clock });
    };
    const given = [keyOf(openTab('ada'))];
    await clock.advanceBy(50);
    given.push(keyOf(openTab('grace')));
    await clock.advanceBy(1_000);
    expect(await Promise.all(given)).toEqual(['ada', 'grace']);
  });

  it('makes one call an expiry period, however many tabs refresh', async () => {
    const { openTab, calls, clock } = createDevice();
    const tabs = Array.from({ length: 5 }, () => openTab());
    // In memory nobody waits for another: whoever asks first is alone. Tabs that ask at once are the shared storage's tests.
    await tabs[0]?.store.getCredentials();
    const stops = tabs.map(({ store }) => store.start());
    await clock.advanceBy(4 * HOUR_MS - MINUTE_MS);
    // Refreshed 15 minutes before the end of each hour.
    expect(calls()).toBeLessThanOrEqual(Math.ceil((4 * HOUR_MS) / (HOUR_MS - 15 * MINUTE_MS)));
    expect(calls()).toBeGreaterThan(4);
    for (const stop of stops) stop();
  });

  it('obtains new ones when what it gave was rejected, and takes over what another tab has obtained for that reason', async () => {
    const { openTab } = createDevice();
    const [first, second] = [openTab(), openTab()];
    expect([await keyOf(first.shared), await keyOf(second.shared)]).toEqual(['ASIA1', 'ASIA1']);
    expect((await first.shared({ forceRefresh: true })).accessKeyId).toBe('ASIA2');
    expect((await second.shared({ forceRefresh: true })).accessKeyId).toBe('ASIA2');
  });

  it('takes over none that are about to expire, by the server’s clock', async () => {
    for (const serverAheadMs of [0, 5 * HOUR_MS]) {
      const { openTab, clock } = createDevice({ serverAheadMs });
      await keyOf(openTab().shared);
      await clock.advanceBy(HOUR_MS - MINUTE_MS);
      expect(await keyOf(openTab().shared)).toBe('ASIA1');
      await clock.advanceBy(1);
      expect(await keyOf(openTab().shared)).toBe('ASIA2');
    }
  });

  it('takes over none that were obtained before this machine’s clock was set back: what they say of the server’s is wrong by now', async () => {
    const clock = createSimulatedClock();
    const storage = createMemoryStorage();
    let aheadMs = 5 * HOUR_MS;
    let issued = 0;
    const provider: CredentialProvider = async ({ onServerTime } = {}) => {
      issued += 1;
      const serverNow = clock.now() - aheadMs;
      onServerTime?.(serverNow);
      return { accessKeyId: `ASIA${issued}`, secretAccessKey: 'secret', sessionToken: 'token', expiration: new Date(serverNow + HOUR_MS) };
    };
    await shareCredentials(provider, { storage, clock })();
    clock.jumpBy(-aheadMs);
    aheadMs = 0;
    await clock.advanceBy(2 * HOUR_MS);
    const told: number[] = [];
    const { expiration } = await shareCredentials(provider, { storage, clock })({ onServerTime: (time) => told.push(time) });
    expect(expiration?.getTime()).toBe(clock.now() + HOUR_MS);
    expect(new Set(told)).toEqual(new Set([clock.now()]));
  });

  it('tells a tab that has asked nothing itself the server’s time', async () => {
    const { openTab } = createDevice({ serverAheadMs: 5 * HOUR_MS });
    await openTab().store.getCredentials();
    const { store } = openTab();
    await store.getCredentials();
    expect(store.getClockOffsetMs()).toBe(5 * HOUR_MS);
  });

  it('gives nobody another person’s, and removes them at sign-out', async () => {
    const { openTab, kept, calls } = createDevice();
    const tab = openTab();
    await keyOf(tab.shared);
    expect(await kept()).toMatchObject({ owner: expect.stringContaining('ada') as string });
    expect(await keyOf(openTab({ username: 'grace' }).shared)).toBe('ASIA2');
    await tab.session.signOut();
    await keyOf(tab.shared);
    expect(await kept()).toMatchObject({ owner: 'guest' });
    expect(calls()).toBe(3);
  });

  it('keeps nothing that comes when the person has left', async () => {
    const { openTab, kept, holdAnswers } = createDevice();
    const { session, shared } = openTab();
    const release = holdAnswers();
    const late = shared().catch((error: unknown) => error);
    await new Promise((resolve) => setImmediate(resolve));
    await session.signOut();
    release();
    expect(await late).toMatchObject({ code: 'ABORTED' });
    expect(await kept()).toBeUndefined();
  });

  it.each<[string, (session: FakeSession, leaving: AbortController) => void, number]>([
    ['for nobody who was not signed in when it was asked', (session) => session.signInAs({ username: 'ada' }), 0],
    ['for nobody who has given up', (_session, leaving) => leaving.abort(), 1],
  ])('asks %s', async (_whom, change, expectedCalls) => {
    const memory = createMemoryStorage();
    let write: () => void = () => undefined;
    const written = new Promise<void>((resolve) => (write = resolve));
    const slow: StoragePort = {
      kind: 'slow',
      open(slot, format) {
        const record = memory.open(slot, format);
        return { ...record, update: (change) => written.then(() => record.update(change)) };
      },
    };
    const session = createFakeSession({ initial: 'never-signed-in' });
    let calls = 0;
    const provider = async (): Promise<ProvidedCredentials> => {
      calls += 1;
      return { accessKeyId: 'ASIA1', secretAccessKey: 'secret', sessionToken: 'token', expiration: new Date(Date.now() + HOUR_MS) };
    };
    const shared = shareCredentials(provider, { storage: slow, session });
    const leaving = new AbortController();
    const asked = [shared(), shared({ signal: leaving.signal })].map((answer) => answer.catch((error: unknown) => error));
    await new Promise((resolve) => setImmediate(resolve));
    change(session, leaving);
    write();
    expect(await asked[1]).toMatchObject({ code: 'ABORTED' });
    expect(calls).toBe(expectedCalls);
  });

  it('asks for nothing when the same person signs in again', async () => {
    const { openTab, calls } = createDevice();
    const { session, shared } = openTab();
    expect(await keyOf(shared)).toBe('ASIA1');
    session.signInAs({ username: 'ada' });
    expect(await keyOf(shared)).toBe('ASIA1');
    expect(calls()).toBe(1);
  });

  it.each([{ expiration: undefined }, { sessionToken: '' }])('keeps no long-lived keys (%j)', async (answer) => {
    const { openTab, kept } = createDevice({ answer: answer as Partial<ProvidedCredentials> });
    await expect(openTab().shared()).rejects.toMatchObject({ code: 'LONG_LIVED_KEYS' });
    expect(await kept()).toBeUndefined();
  });

  it('waits until it is known who is signed in', async () => {
    const { openTab } = createDevice();
    const { session, shared } = openTab();
    const unknown: FakeSession = createFakeSession({ initial: 'unknown' });
    const waiting = shareCredentials(shared, { storage: createMemoryStorage(), session: unknown })();
    await new Promise((resolve) => setImmediate(resolve));
    unknown.signInAs({ username: 'ada' });
    expect((await waiting).accessKeyId).toBe('ASIA1');
    expect([session.activeStarts, unknown.activeStarts]).toEqual([0, 0]);
  });

  it('keeps what it knows of the server’s clock when an answer says no time', async () => {
    const clock = createSimulatedClock();
    const times = [clock.now() + HOUR_MS, NaN];
    const provider: CredentialProvider = async ({ onServerTime } = {}) => {
      onServerTime?.(times.shift() ?? NaN);
      return { accessKeyId: `ASIA${times.length}`, secretAccessKey: 'secret', sessionToken: 'token', expiration: new Date(clock.now() + 2 * HOUR_MS) };
    };
    const shared = shareCredentials(provider, { storage: createMemoryStorage(), clock });
    const told: number[] = [];
    for (let round = 0; round < 2; round += 1) await shared({ forceRefresh: true, onServerTime: (time) => told.push(time) });
    expect(told.at(-1)).toBe(clock.now() + HOUR_MS);
  });

  it('keeps what another tab knows of the server’s clock when its own answer says no time', async () => {
    const clock = createSimulatedClock();
    const storage = createMemoryStorage();
    const openTab = (serverAheadMs: number): CredentialProvider =>
      shareCredentials(
        async ({ onServerTime } = {}) => {
          onServerTime?.(clock.now() + serverAheadMs);
          return { accessKeyId: `ASIA${serverAheadMs}`, secretAccessKey: 'secret', sessionToken: 'token', expiration: new Date(clock.now() + 2 * HOUR_MS) };
        },
        { storage, clock },
      );
    await openTab(HOUR_MS)();
    const untold = openTab(NaN);
    const told: number[] = [];
    for (let round = 0; round < 2; round += 1) await untold({ onServerTime: (time) => told.push(time) });
    expect(told).toEqual([clock.now() + HOUR_MS, NaN, clock.now() + HOUR_MS]);
  });

  it('leaves narrowed credentials to each tab: they are not kept', async () => {
    const clock = createSimulatedClock();
    const narrowed = createMockProvider({ clock, source: 'narrowed' });
    const provider = Object.assign(createMockProvider({ clock, source: 'pool' }), { narrow: () => narrowed, limits: {} });
    const shared = shareCredentials(provider, { storage: createMemoryStorage(), clock });
    expect(narrowProvider(shared, { durationSeconds: 900 })).toBe(narrowed);
    expect(shared.limits).toBe(provider.limits);
  });
});
