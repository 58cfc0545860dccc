import { createEmulator, createEmulatorClock, emulatorDefaults } from '@valetkey/emulator';
import { createInPageFetch } from '@valetkey/emulator/in-page';
import { createSimulatedClock, createSimulatedEnvironment } from '@valetkey/testing';
import { CognitoUserPool, type CognitoUserSession } from 'amazon-cognito-identity-js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createLibrarySession, type LibrarySessionOptions } from './createLibrarySession.ts';
import { toLibraryError } from './toLibraryError.ts';
import { withholdTokens } from './withholdTokens.ts';

const { userPoolId, userPoolClientId, rotatingUserPoolClientId, user: ada } = emulatorDefaults;
const HOUR_MS = 3_600_000;

afterEach(() => {
  vi.unstubAllGlobals();
});

function setUp(clientId = userPoolClientId, options: Partial<LibrarySessionOptions> = {}) {
  const { setTimeout: realSetTimeout } = globalThis;
  vi.stubGlobal('setTimeout', (callback: () => void) => realSetTimeout(callback, 0));
  const clock = createSimulatedClock(Date.now());
  const emulator = createEmulator({ clock: createEmulatorClock(clock.now) });
  vi.stubGlobal('fetch', createInPageFetch(emulator));
  const storage = createStorage(new Map());
  const userPool = new CognitoUserPool({ UserPoolId: userPoolId, ClientId: clientId, Storage: storage });
  const environment = createSimulatedEnvironment();
  const session = createLibrarySession({ userPool, storage, clock, environment, ...options });
  const signIn = async (): Promise<void> => {
    const { step } = session.signIn.getSnapshot();
    if (step.kind === 'password') await step.submit({ username: ada.email, password: ada.password });
  };
  return { session, signIn, emulator, clock, userPool, storage };
}

function createStorage(records: Map<string, string>) {
  return {
    getItem: (key: string) => records.get(key) ?? null,
    setItem: (key: string, value: string) => void records.set(key, value),
    removeItem: (key: string) => void records.delete(key),
    clear: () => records.clear(),
  };
}

const currentSession = (userPool: CognitoUserPool): Promise<CognitoUserSession> =>
  new Promise((resolve, reject) => {
    const user = userPool.getCurrentUser();
    if (user === null) return reject(new Error('Nobody.'));
    user.getSession((error: Error | null, session: CognitoUserSession | null) =>
      session === null ? reject(error ?? new Error('Nobody.')) : resolve(session),
    );
  });

describe('beside code of the library', () => {
  it('signs in by the library’s SRP, and the library finds who is signed in', async () => {
    const { session, signIn, emulator, userPool } = setUp();
    await signIn();
    expect(emulator.calls.all().map((call) => call.operation)).toEqual(['InitiateAuth', 'RespondToAuthChallenge']);
    const { idToken } = await session.getTokens();
    expect((await currentSession(userPool)).getIdToken().getJwtToken()).toBe(idToken);
  });

  it('takes over a session the library has stored, and keeps storing it the library’s way', async () => {
    const { session, signIn, clock, userPool, storage, emulator } = setUp();
    await signIn();
    const adopted = createLibrarySession({ userPool, storage, clock, environment: createSimulatedEnvironment() });
    emulator.calls.clear();
    expect((await adopted.getTokens()).idToken).toBe((await session.getTokens()).idToken);
    expect(emulator.calls.count()).toBe(0);
    const { accessToken } = await adopted.getTokens({ forceRefresh: true });
    expect((await currentSession(userPool)).getAccessToken().getJwtToken()).toBe(accessToken);
    await adopted.signOut();
    expect(userPool.getCurrentUser()).toBeNull();
  });
});

it('cannot refresh where rotation is on: it says so, and the session lasts as long as its tokens', async () => {
  const { session, signIn, clock } = setUp(rotatingUserPoolClientId);
  await signIn();
  const first = await session.getTokens();
  await expect(session.getTokens({ forceRefresh: true })).rejects.toMatchObject({ code: 'FLOW_UNSUPPORTED' });
  expect(await session.getTokens()).toBe(first);
  await clock.advanceBy(HOUR_MS + 1_000);
  await expect(session.getTokens()).rejects.toMatchObject({ code: 'FLOW_UNSUPPORTED' });
  expect(session.getSnapshot().status).toBe('signed-in');
});

it('ends with its tokens where the library has stored no refresh token, as after an implicit grant', async () => {
  const { session, signIn, clock, userPool, storage, emulator } = setUp();
  await signIn();
  const { claims } = await session.getTokens();
  storage.removeItem(`CognitoIdentityServiceProvider.${userPoolClientId}.${String(claims['cognito:username'])}.refreshToken`);
  const adopted = createLibrarySession({ userPool, storage, clock, environment: createSimulatedEnvironment() });
  await adopted.getTokens();
  emulator.calls.clear();
  await clock.advanceBy(HOUR_MS);
  await expect(adopted.getTokens()).rejects.toMatchObject({ code: 'SESSION_EXPIRED' });
  expect(adopted.getSnapshot()).toMatchObject({ status: 'signed-out', reason: 'expired' });
  expect(emulator.calls.count()).toBe(0);
});

it('gives a call up that never ends, with no timer left', async () => {
  const { session, signIn, clock } = setUp();
  vi.stubGlobal('fetch', () => new Promise(() => undefined));
  const submitted = signIn();
  await clock.advanceBy(30_000);
  await submitted;
  expect(session.signIn.getSnapshot()).toMatchObject({ pending: false, error: { code: 'TIMEOUT' } });
  expect(clock.pendingTimers).toBe(0);
});

it.each([{ refreshWindowMs: -1 }, { userPool: undefined }, { storage: undefined }])('refuses the option %j at construction', (options) => {
  expect(() => setUp(userPoolClientId, options as unknown as Partial<LibrarySessionOptions>)).toThrow(
    expect.objectContaining({ code: 'INVALID_OPTION' }) as Error,
  );
});

describe('what the library’s failures mean', () => {
  it.each([
    [{ code: 'NetworkError', message: 'Network error' }, 'NETWORK'],
    [{ code: 'TooManyRequestsException', message: 'Rate exceeded' }, 'THROTTLED'],
    [{ code: 'InternalErrorException', message: '' }, 'SERVICE_UNAVAILABLE'],
    [{ code: 'CodeMismatchException', message: '' }, 'CODE_MISMATCH'],
    [new TypeError("Cannot read properties of undefined (reading 'split')"), 'SERVICE_UNAVAILABLE'],
    [undefined, 'SERVICE_UNAVAILABLE'],
  ])('%o is %s', (failure, code) => {
    expect(toLibraryError(failure).code).toBe(code);
  });
});

it('lets the library keep device keys, and withholds only what makes a session', () => {
  const records = new Map<string, string>();
  const storage = withholdTokens(createStorage(records));
  const prefix = 'CognitoIdentityServiceProvider.client';
  for (const name of ['ada.idToken', 'ada.accessToken', 'ada.refreshToken', 'ada.clockDrift', 'ada.userData', 'LastAuthUser', 'ada.deviceKey']) {
    storage.setItem(`${prefix}.${name}`, 'value');
  }
  expect(Array.from(records.keys())).toEqual([`${prefix}.ada.deviceKey`]);
  records.set(`${prefix}.ada.idToken`, 'kept');
  storage.removeItem(`${prefix}.ada.idToken`);
  storage.clear();
  expect(storage.getItem(`${prefix}.ada.idToken`)).toBe('kept');
});
