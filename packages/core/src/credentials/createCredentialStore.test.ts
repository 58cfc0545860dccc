import { inspect } from 'node:util';
import { createMockCredentials, createMockProvider, createSimulatedClock, createSimulatedEnvironment, type MockProvider } from '@valetkey/testing';
import { describe, expect, test } from 'vitest';
import { CredentialsError } from '../errors/credentialsError.ts';
import { ACQUIRE_TIMEOUT_MS, createCredentialStore, type CredentialStoreOptions } from './createCredentialStore.ts';
import type { IdentitySource } from './identitySource.ts';
import type { CredentialSnapshot } from './credentialStore.ts';

const MINUTE = 60_000;

function createIdentity(): IdentitySource & { change: () => void; readonly listeners: number } {
  let epoch = 0;
  const listeners = new Set<() => void>();
  return {
    getEpoch: () => epoch,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start: () => () => undefined,
    change() {
      epoch += 1;
      for (const listener of listeners) listener();
    },
    get listeners() {
      return listeners.size;
    },
  };
}

function setUp(options: Partial<CredentialStoreOptions> = {}) {
  const clock = createSimulatedClock();
  const environment = createSimulatedEnvironment({ random: 0 });
  const identity = createIdentity();
  const provider: MockProvider = createMockProvider({ clock, identity });
  const store = createCredentialStore({ provider, clock, environment, ...options });
  const states: CredentialSnapshot['status'][] = [];
  store.subscribe(() => states.push(store.getSnapshot().status));
  return { clock, environment, identity, provider, store, states };
}

const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'resolved',
    (error: { code: string }) => error.code,
  );

test('a store without a provider is refused at construction', () => {
  const create = (): unknown => createCredentialStore({} as unknown as CredentialStoreOptions);
  expect(create).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }));
});

describe('a life with the store', () => {
  test('constructing it does nothing at all', async () => {
    const { clock, environment, provider, store } = setUp();
    await clock.advanceBy(120 * MINUTE);
    expect(provider.calls).toHaveLength(0);
    expect(clock.pendingTimers).toBe(0);
    expect(environment.wakeListeners).toBe(0);
    expect(store.getSnapshot()).toEqual({ status: 'unknown', epoch: 0 });
  });

  test('started, it keeps credentials fresh for a day, one call per period, and the last stop leaves nothing behind', async () => {
    const { clock, environment, identity, provider, store, states } = setUp();
    const stops = [store.start(), store.start()];
    await clock.advanceBy(24 * 60 * MINUTE);
    // One hour of life, refreshed 15 minutes before expiry: every 45 minutes.
    expect(provider.calls).toHaveLength(1 + Math.floor((24 * 60) / 45));
    expect(new Set(states)).toEqual(new Set(['loading', 'ready']));
    stops[0]?.();
    stops[0]?.();
    expect(clock.pendingTimers).toBe(1);
    stops[1]?.();
    expect([clock.pendingTimers, environment.wakeListeners, identity.listeners]).toEqual([0, 0, 0]);
  });

  test('StrictMode’s start, stop, start asks once', async () => {
    const { clock, provider, store } = setUp();
    const release = provider.hold();
    store.start()();
    const stop = store.start();
    release();
    await clock.advanceBy(0);
    expect(provider.calls).toHaveLength(1);
    expect(store.getSnapshot().status).toBe('ready');
    stop();
    expect(clock.pendingTimers).toBe(0);
  });

  test('a hanging provider is given up, told so, and asked again', async () => {
    const { clock, provider, store } = setUp();
    provider.answerNext(() => new Promise(() => undefined));
    const code = codeOf(store.getCredentials());
    await clock.advanceBy(ACQUIRE_TIMEOUT_MS);
    expect(await code).toBe('TIMEOUT');
    expect(provider.calls[0]?.signal?.aborted).toBe(true);
    await store.getCredentials();
    expect(provider.calls).toHaveLength(2);
    expect(clock.pendingTimers).toBe(0);
  });

  test('but as long as it says it may take, where a person has to do something', async () => {
    const clock = createSimulatedClock();
    const provider = Object.assign(createMockProvider({ clock }), { timeoutMs: 5 * MINUTE });
    provider.hold();
    const store = createCredentialStore({ provider, clock, environment: createSimulatedEnvironment() });
    let code: string | undefined;
    void codeOf(store.getCredentials()).then((given) => (code = given));
    await clock.advanceBy(5 * MINUTE - 1);
    expect(code).toBeUndefined();
    await clock.advanceBy(1);
    expect(code).toBe('TIMEOUT');
  });

  test('credentials that do not expire need no timer', async () => {
    const { clock, provider, store } = setUp();
    provider.answerNext({ accessKeyId: 'ASIAMOCK', secretAccessKey: 'secret', sessionToken: 'token' });
    const stop = store.start();
    await clock.advanceBy(MINUTE);
    expect(store.getSnapshot()).toMatchObject({ status: 'ready', expiresAt: undefined });
    expect(clock.pendingTimers).toBe(0);
    stop();
  });

  test('whenReady settles also when nobody has started the store, and when it fails', async () => {
    const { provider, store } = setUp();
    provider.answerNext(new CredentialsError('NETWORK'));
    expect(await store.whenReady()).toMatchObject({ status: 'error', error: { code: 'NETWORK' } });
    expect(await store.whenReady()).toMatchObject({ status: 'ready' });
  });

  test('the snapshot keeps its identity while its content stays the same', async () => {
    const { clock, store, states } = setUp();
    const stop = store.start();
    await clock.advanceBy(MINUTE);
    const before = store.getSnapshot();
    await clock.advanceBy(30 * MINUTE);
    expect(store.getSnapshot()).toBe(before);
    expect(states).toEqual(['loading', 'ready']);
    stop();
  });
});

describe('when the signed-in identity changes', () => {
  test('the old credentials are gone at once, and new ones are obtained', async () => {
    const { clock, identity, provider, store, states } = setUp();
    const stop = store.start();
    await clock.advanceBy(0);
    identity.change();
    expect(store.getSnapshot()).toEqual({ status: 'loading', epoch: 1 });
    await clock.advanceBy(0);
    expect(store.getSnapshot()).toMatchObject({ status: 'ready', epoch: 1 });
    expect(states).toEqual(['loading', 'ready', 'loading', 'ready']);
    expect(provider.calls).toHaveLength(2);
    stop();
  });

  test('an answer for the old one that comes late is dropped, and who waited for it is told', async () => {
    const { clock, identity, provider, store } = setUp();
    const release = provider.hold();
    const stop = store.start();
    const waiting = codeOf(store.getCredentials());
    identity.change();
    await clock.advanceBy(0);
    expect(await waiting).toBe('ABORTED');
    expect(provider.calls[0]?.signal?.aborted).toBe(true);
    release();
    await clock.advanceBy(0);
    const current = await store.getCredentials();
    expect(current.accessKeyId).toMatch(/0002$/);
    expect(provider.calls).toHaveLength(2);
    stop();
  });

  test('it is noticed by the next reader although nobody started the store', async () => {
    const { identity, store } = setUp();
    const first = await store.getCredentials();
    identity.change();
    const second = await store.getCredentials();
    expect(second.accessKeyId).not.toBe(first.accessKeyId);
  });

  test('the next person does not wait for what the issuer told the one before to wait', async () => {
    const { clock, identity, provider, store } = setUp();
    provider.answerNext(new CredentialsError('THROTTLED', { retryAfterMs: MINUTE }));
    const stop = store.start();
    await clock.advanceBy(0);
    identity.change();
    await clock.advanceBy(0);
    expect(store.getSnapshot()).toMatchObject({ status: 'ready', epoch: 1 });
    stop();
  });

  test('who was signed out by expiry and is still not signed in is no longer told that the session expired', async () => {
    const { clock, provider, store, states } = setUp();
    provider.answerNext(new CredentialsError('SESSION_EXPIRED'), new CredentialsError('NOT_SIGNED_IN'));
    expect(await codeOf(store.getCredentials())).toBe('SESSION_EXPIRED');
    await clock.advanceBy(MINUTE);
    expect(await codeOf(store.getCredentials())).toBe('NOT_SIGNED_IN');
    expect(store.getSnapshot()).toEqual({ status: 'signed-out', epoch: 0, expired: false });
    expect(states).toEqual(['loading', 'signed-out', 'signed-out']);
  });

  test('started again, it asks anew: an expired session may have been dismissed while nobody watched', async () => {
    const { clock, provider, store } = setUp();
    provider.answerNext(new CredentialsError('SESSION_EXPIRED'));
    const stop = store.start();
    await clock.advanceBy(MINUTE);
    stop();
    const stopAgain = store.start();
    await clock.advanceBy(0);
    expect(store.getSnapshot()).toMatchObject({ status: 'ready', epoch: 0 });
    stopAgain();
  });

  test('signed out is a state, asked for once and not polled', async () => {
    const { clock, provider, store, states } = setUp();
    provider.answerAlways(new CredentialsError('SESSION_EXPIRED'));
    const stop = store.start();
    await clock.advanceBy(600 * MINUTE);
    expect(store.getSnapshot()).toEqual({ status: 'signed-out', epoch: 0, expired: true });
    expect(states).toEqual(['loading', 'signed-out']);
    expect(provider.calls).toHaveLength(1);
    stop();
  });
});

test('cleared while it runs, a store acquires anew by itself', async () => {
  const { clock, provider, store, states } = setUp();
  const stop = store.start();
  await clock.advanceBy(0);
  store.clear();
  await clock.advanceBy(0);
  expect(provider.calls).toHaveLength(2);
  expect(states).toEqual(['loading', 'ready', 'loading', 'ready']);
  stop();
});

describe('the page and its machine', () => {
  test('a hidden page refreshes nothing until it is shown', async () => {
    const { clock, environment, provider, store } = setUp();
    const stop = store.start();
    await clock.advanceBy(MINUTE);
    environment.setVisible(false);
    await clock.advanceBy(50 * MINUTE);
    expect(provider.calls).toHaveLength(1);
    environment.setVisible(true);
    await clock.advanceBy(0);
    expect(provider.calls).toHaveLength(2);
    stop();
  });

  test('a page that loads out of sight obtains its first credentials', async () => {
    const { clock, environment, store } = setUp();
    environment.setVisible(false);
    const stop = store.start();
    await clock.advanceBy(0);
    expect(store.getSnapshot().status).toBe('ready');
    stop();
  });

  test('waking up changes nothing about a final answer: it is not asked for again, and repeated to readers', async () => {
    const { clock, environment, provider, store } = setUp();
    provider.answerAlways(new CredentialsError('TOKEN_NOT_ACCEPTED'));
    const stop = store.start();
    await clock.advanceBy(0);
    environment.wake();
    expect(await codeOf(store.getCredentials())).toBe('TOKEN_NOT_ACCEPTED');
    await clock.advanceBy(MINUTE);
    environment.wake();
    await clock.advanceBy(0);
    expect(provider.calls).toHaveLength(1);
    stop();
  });

  test('waking up does not shorten the wait that the issuer asked for', async () => {
    const { clock, environment, provider, store } = setUp();
    provider.answerNext(new CredentialsError('THROTTLED', { retryAfterMs: MINUTE }));
    const stop = store.start();
    await clock.advanceBy(1_000);
    environment.wake();
    await clock.advanceBy(58_000);
    expect(provider.calls).toHaveLength(1);
    stop();
  });

  test('credentials that run out while the issuer has us wait are shown as expired at that moment', async () => {
    const { clock, environment, provider, store } = setUp();
    // A refresh at no full minute, so that the look at the clock once a minute does not find it by chance.
    environment.setRandom(0.99);
    const stop = store.start();
    await clock.advanceBy(57 * MINUTE);
    provider.answerNext(new CredentialsError('THROTTLED', { retryAfterMs: 20 * MINUTE }));
    await clock.advanceBy(3 * MINUTE - 1);
    expect(store.getSnapshot().status).toBe('ready');
    await clock.advanceBy(1);
    expect(store.getSnapshot()).toMatchObject({ status: 'error', error: { code: 'CREDENTIALS_EXPIRED', cause: { code: 'THROTTLED' } } });
    expect(await codeOf(store.getCredentials())).toBe('THROTTLED');
    expect(provider.calls).toHaveLength(2);
    stop();
  });

  test('a deadline that passed while the machine slept is found within a minute, and at once by a reader', async () => {
    const { clock, provider, store, states } = setUp();
    const stop = store.start();
    await clock.advanceBy(0);
    clock.jumpBy(8 * 60 * MINUTE);
    const reader = await store.getCredentials();
    expect(reader.accessKeyId).toMatch(/0002$/);
    clock.jumpBy(8 * 60 * MINUTE);
    await clock.advanceBy(MINUTE);
    expect(provider.calls).toHaveLength(3);
    // Nobody sees `loading` again: a page is not torn down because its machine slept.
    expect(states).toEqual(['loading', 'ready', 'ready', 'ready']);
    stop();
  });

  test('coming back online retries at once instead of waiting out the backoff', async () => {
    const { clock, environment, provider, store } = setUp();
    environment.setRandom(0.999);
    provider.answerAlways(new CredentialsError('NETWORK'));
    const stop = store.start();
    await clock.advanceBy(200_000);
    const attempts = provider.calls.length;
    provider.answerAlways(undefined);
    environment.setOnline(false);
    environment.setOnline(true);
    await clock.advanceBy(0);
    expect(provider.calls).toHaveLength(attempts + 1);
    expect(store.getSnapshot().status).toBe('ready');
    stop();
  });

  test('an outage of 40 minutes fails nobody while the credentials live, and is over when it is over', async () => {
    const { clock, environment, provider, store } = setUp();
    const stop = store.start();
    await clock.advanceBy(20 * MINUTE);
    environment.setRandom(0.5);
    provider.answerAlways(new CredentialsError('SERVICE_UNAVAILABLE'));
    for (let minute = 0; minute < 39; minute += 1) {
      await clock.advanceBy(MINUTE);
      expect(await codeOf(store.getCredentials())).toBe('resolved');
    }
    provider.answerAlways(undefined);
    await clock.advanceBy(MINUTE);
    expect(store.getSnapshot()).toMatchObject({ status: 'ready', credentials: expect.anything() });
    // One before it, one after it, and in the last 14 of its minutes the backoff's: 6 on the way up, then one in 30 s.
    expect(provider.calls.length).toBeLessThanOrEqual(2 + 6 + 28);
    stop();
  });

  test('a clock that is hours wrong is corrected by the issuer’s time: no storm, no false validity', async () => {
    const { clock, provider, store } = setUp();
    const serverTime = clock.now();
    clock.jumpBy(-5 * 60 * MINUTE);
    const behind = clock.now();
    provider.answerAlways((request) => {
      const now = serverTime + (clock.now() - behind);
      request.onServerTime?.(now);
      return {
        accessKeyId: `ASIAMOCK${provider.calls.length}`,
        secretAccessKey: 'secret',
        sessionToken: 'token',
        expiration: new Date(now + 60 * MINUTE),
      };
    });
    const stop = store.start();
    await clock.advanceBy(44 * MINUTE);
    expect(provider.calls).toHaveLength(1);
    expect(store.getClockOffsetMs()).toBe(5 * 60 * MINUTE);
    await clock.advanceBy(2 * MINUTE);
    expect(provider.calls).toHaveLength(2);
    stop();
  });
});

test('what a provider says about the account and the scope of credentials reaches the clients', async () => {
  const { provider, store } = setUp();
  const told = { accountId: '123456789012', credentialScope: 'eu-west-1' };
  provider.answerNext({ accessKeyId: 'ASIAMOCK', secretAccessKey: 'secret', sessionToken: 'token', ...told });
  const { accountId, credentialScope } = await store.provider();
  expect({ accountId, credentialScope }).toEqual(told);
});

describe('secrets stay put', () => {
  test('no key is shown by logging, serialising, inspecting or spreading what the store gives out', async () => {
    const { store, provider } = setUp();
    provider.answerNext({ accessKeyId: 'ASIA-canary-id', secretAccessKey: 'canary-secret', sessionToken: 'canary-token' });
    const credentials = await store.getCredentials();
    expect(credentials.secretAccessKey).toBe('canary-secret');
    const snapshot = store.getSnapshot();
    const shown = [
      inspect(snapshot, { depth: 9, showHidden: true }),
      JSON.stringify(snapshot),
      JSON.stringify({ ...credentials }),
      `${credentials as unknown as string}`,
      inspect(store, { depth: 9 }),
      inspect(store.provider, { showHidden: true, depth: 9 }),
    ].join();
    expect(shown).not.toContain('canary');
  });

  test('a browser refuses long-lived keys unless the app insists', async () => {
    const longLived = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' };
    const refusing = setUp();
    refusing.provider.answerAlways(longLived);
    expect(await codeOf(refusing.store.getCredentials())).toBe('LONG_LIVED_KEYS');
    const insisting = setUp({ dangerouslyAllowLongLivedKeysInBrowser: true });
    insisting.provider.answerAlways(longLived);
    expect(await codeOf(insisting.store.getCredentials())).toBe('resolved');
  });

  test('outside browsers long-lived keys are allowed', async () => {
    const { provider, store } = setUp({ environment: createSimulatedEnvironment({ isServer: true }) });
    provider.answerAlways({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' });
    expect(await codeOf(store.getCredentials())).toBe('resolved');
  });
});

test('the snapshot names what the credentials come from, where the provider has several sources', async () => {
  const { clock, provider, store } = setUp();
  expect(await store.whenReady()).toMatchObject({ source: 'mock' });
  provider.answerNext({ ...createMockCredentials(7, clock.now() + 60 * MINUTE), source: 'link' });
  await store.refresh();
  expect(store.getSnapshot()).toMatchObject({ source: 'link' });
});
