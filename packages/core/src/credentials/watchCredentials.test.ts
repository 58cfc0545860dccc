import { createMockProvider, createSimulatedClock, createSimulatedEnvironment, MOCK_LIFETIME_MS } from '@valetkey/testing';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { CredentialsError } from '../errors/credentialsError.ts';
import { createObservable } from '../observable.ts';
import { createCredentialStore } from './createCredentialStore.ts';
import type { CredentialSnapshot } from './credentialStore.ts';
import { eventOf, watchCredentials, type CredentialsEvent } from './watchCredentials.ts';

const stops: (() => void)[] = [];
afterEach(() => stops.splice(0).forEach((stop) => stop()));

/** A started store, watched from its beginning. */
async function setUp() {
  const clock = createSimulatedClock();
  const environment = createSimulatedEnvironment();
  const epoch = createObservable(0);
  const identity = { getEpoch: epoch.getSnapshot, subscribe: epoch.subscribe, start: () => () => undefined };
  const provider = createMockProvider({ clock, identity });
  const store = createCredentialStore({ provider, clock, environment });
  const events: CredentialsEvent[] = [];
  stops.push(watchCredentials(store, (event) => events.push(event), { clock }));
  const start = async (): Promise<void> => {
    stops.push(store.start());
    await clock.advanceBy(0);
  };
  const told = (): readonly string[] => events.splice(0).map(({ type }) => type);
  return { clock, provider, store, events, start, told, changeIdentity: () => epoch.set(epoch.getSnapshot() + 1) };
}

describe('watchCredentials tells', () => {
  test('the first credentials as obtained, later ones as refreshed, and until when they work', async () => {
    const { clock, store, events, start } = await setUp();
    await start();
    await store.refresh();
    const facts = { epoch: 0, identityId: undefined, guest: false, source: 'mock', expiresAt: clock.now() + MOCK_LIFETIME_MS };
    expect(events).toEqual([
      { type: 'obtained', ...facts },
      { type: 'refreshed', ...facts },
    ]);
  });

  test('a background refresh that fails although everybody is still served, and the one that ends it', async () => {
    const { clock, provider, start, told, store, events } = await setUp();
    await start();
    expect(told()).toEqual(['obtained']);
    provider.answerNext(new CredentialsError('NETWORK'));
    await clock.advanceBy(MOCK_LIFETIME_MS * 0.9);
    expect(events[0]).toMatchObject({ type: 'refresh-failed', error: { code: 'NETWORK' } });
    expect(told()).toEqual(['refresh-failed', 'refreshed']);
    expect(store.getSnapshot().status).toBe('ready');
  });

  test('credentials that ran out before others could be had as expired, and their successors as obtained', async () => {
    const { clock, provider, start, told } = await setUp();
    await start();
    provider.answerAlways(new CredentialsError('NETWORK'));
    await clock.advanceBy(MOCK_LIFETIME_MS + 120_000);
    const events = told().filter((type) => type !== 'refresh-failed');
    expect(events).toEqual(['obtained', 'expired']);
    provider.answerAlways(undefined);
    await clock.advanceBy(60_000);
    expect(told()).toContain('obtained');
  });

  test('credentials found expired by whoever reads them after a sleep as expired too', async () => {
    const { clock, provider, start, told, store } = await setUp();
    await start();
    told();
    provider.answerAlways(new CredentialsError('NETWORK'));
    clock.jumpBy(MOCK_LIFETIME_MS + 1);
    await store.getCredentials().catch(() => undefined);
    expect(told()).toEqual(['refresh-failed', 'expired']);
  });

  test('an issuer’s refusal of credentials that had time left as withdrawn', async () => {
    const { provider, start, told, store } = await setUp();
    await start();
    provider.answerNext(new CredentialsError('IDENTITY_POOL_NOT_FOUND'));
    await store.refresh().catch(() => undefined);
    expect(told()).toEqual(['obtained', 'refresh-failed', 'withdrawn']);
  });

  test('what fails before there were any as a failed attempt, once', async () => {
    const { provider, start, told } = await setUp();
    provider.answerNext(new CredentialsError('IDENTITY_POOL_NOT_FOUND'));
    await start();
    expect(told()).toEqual(['refresh-failed']);
  });

  test('a key that a service refused, once, and never another key', async () => {
    const { start, told, store } = await setUp();
    await start();
    const { accessKeyId } = await store.getCredentials();
    store.invalidate('ASIASOMEONEELSES');
    expect(told()).toEqual(['obtained']);
    store.invalidate(accessKeyId);
    await store.getCredentials();
    expect(told()).toEqual(['rejected-key', 'refreshed']);
  });

  test.each([
    ['NOT_SIGNED_IN', false],
    ['SESSION_EXPIRED', true],
  ] as const)('%s as being signed out and not as a failure, however often it is asked', async (code, expired) => {
    const { provider, start, store, events } = await setUp();
    provider.answerAlways(new CredentialsError(code));
    await start();
    for (let read = 0; read < 3; read += 1) await store.refresh().catch(() => undefined);
    expect(events).toEqual([{ type: 'signed-out', epoch: 0, expired }]);
  });

  test('another person before anything of theirs', async () => {
    const { clock, start, events, changeIdentity } = await setUp();
    await start();
    changeIdentity();
    await clock.advanceBy(0);
    expect(events.map(({ type, epoch }) => [type, epoch])).toEqual([
      ['obtained', 0],
      ['identity-changed', 1],
      ['obtained', 1],
    ]);
  });

  test('no secret', async () => {
    const { clock, provider, start, store, events, changeIdentity } = await setUp();
    await start();
    const secrets = [await store.getCredentials()];
    provider.answerNext(new CredentialsError('NETWORK'));
    await store.refresh().catch(() => undefined);
    secrets.push(await store.refresh());
    store.invalidate((await store.getCredentials()).accessKeyId);
    secrets.push(await store.getCredentials());
    changeIdentity();
    await clock.advanceBy(0);
    secrets.push(await store.getCredentials());
    expect(events.length).toBeGreaterThan(5);
    for (const { accessKeyId, secretAccessKey, sessionToken } of secrets) {
      for (const secret of [accessKeyId, secretAccessKey, sessionToken]) expect(JSON.stringify(events)).not.toContain(secret);
    }
  });
});

test('credentials of one person are no successors of another’s', async () => {
  const { store, start } = await setUp();
  await start();
  const hers = store.getSnapshot();
  const his: CredentialSnapshot = { ...hers, epoch: hers.epoch + 1 };
  expect(eventOf(hers, { ...hers }, 0)?.type).toBe('refreshed');
  expect(eventOf(hers, his, 0)?.type).toBe('obtained');
});

test('all who watch are told, whoever throws, until they stop', async () => {
  const { store, start } = await setUp();
  const thrown: unknown[] = [];
  vi.stubGlobal('queueMicrotask', (task: () => void) => {
    try {
      task();
    } catch (error) {
      thrown.push(error);
    }
  });
  const seen: string[] = [];
  const stopFirst = watchCredentials(store, () => {
    throw new Error('first');
  });
  const stopSecond = watchCredentials(store, ({ type }) => seen.push(type));
  await start();
  store.invalidate((await store.getCredentials()).accessKeyId);
  expect(seen).toEqual(['obtained', 'rejected-key']);
  expect(thrown).toEqual([new Error('first'), new Error('first')]);
  stopFirst();
  stopSecond();
  await store.getCredentials();
  expect(seen).toHaveLength(2);
  vi.unstubAllGlobals();
});
