import { inspect } from 'node:util';
import { createMemoryStorage, createRememberingStorage, createTextStorage, type SessionSnapshot } from '@valetkey/core';
import { emulatorDefaults } from '@valetkey/emulator';
import { createInPageFetch } from '@valetkey/emulator/in-page';
import { createSimulatedClock } from '@valetkey/testing';
import { describeStorageContract } from '@valetkey/testing/contracts';
import { AuthenticationDetails, CognitoUser, CognitoUserPool } from 'amazon-cognito-identity-js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createOrigin } from '../testKit/createOrigin.ts';
import { openDevice, type Device, type IssuedTokens } from '../testKit/openDevice.ts';
import { createAdoptingStorage } from './createAdoptingStorage.ts';
import type { ForeignStore } from './createForeignSessions.ts';

const { userPoolId, user: ada } = emulatorDefaults;
const grace = { email: 'grace.hopper@example.com', password: 'Compiler-1952!' };
const HOUR_MS = 3_600_000;
const MARK = /^valetkey:v1:.*:session:adopted$/;
const SIGNED_OUT = { status: 'signed-out', epoch: 0, reason: 'never-signed-in' };

afterEach(() => {
  vi.unstubAllGlobals();
});

const keyOf = ({ userPoolClientId }: Device, name: string): string => `CognitoIdentityServiceProvider.${userPoolClientId}.${name}`;

/** What Amplify v6 keeps of a sign-in. It signs in under what was typed where it is not asked to prove the password. */
function writeAsAmplify(device: Device, { idToken, accessToken, refreshToken }: IssuedTokens, person = 'ada@example.com'): void {
  const kept = {
    accessToken,
    idToken,
    refreshToken,
    clockDrift: '-42',
    signInDetails: JSON.stringify({ loginId: person, authFlowType: 'USER_PASSWORD_AUTH' }),
    deviceKey: 'eu-west-1_a-device',
    deviceGroupKey: '-group',
    randomPasswordKey: 'a device secret',
  };
  for (const [name, value] of Object.entries(kept)) device.items.set(keyOf(device, `${person}.${name}`), value);
  device.items.set(keyOf(device, 'LastAuthUser'), person);
}

/** Signs in with the library itself. */
function signInWithLibrary({ emulator, localStorage, userPoolClientId }: Device): Promise<void> {
  vi.stubGlobal('fetch', createInPageFetch(emulator));
  const pool = new CognitoUserPool({ UserPoolId: userPoolId, ClientId: userPoolClientId, Storage: localStorage });
  const user = new CognitoUser({ Username: ada.email, Pool: pool, Storage: localStorage });
  user.setAuthenticationFlowType('USER_PASSWORD_AUTH');
  const details = new AuthenticationDetails({ Username: ada.email, Password: ada.password });
  return new Promise<void>((resolve, reject) => {
    user.authenticateUser(details, { onSuccess: () => resolve(), onFailure: reject });
  }).then(() => emulator.calls.clear());
}

/** A device on which somebody is signed in with Amplify. */
async function setUp(options: { readonly rotation?: boolean } = {}) {
  const device = await openDevice(options);
  device.emulator.admin.createUser(grace);
  const tokens = await device.issueTokens();
  writeAsAmplify(device, tokens);
  /** Who is signed in after the app has been loaded. */
  const load = async (...args: Parameters<Device['openTab']>): Promise<SessionSnapshot> => {
    const session = device.openTab(...args);
    const stop = session.start();
    await device.clock.advanceBy(0);
    stop();
    return session.getSnapshot();
  };
  const foreign = (): readonly (readonly [string, string])[] => Array.from(device.items).filter(([key]) => !MARK.test(key));
  return { ...device, device, tokens, load, foreign };
}

/** The same tokens with other claims. Nobody here checks who has signed them. */
function withClaims({ idToken, accessToken, refreshToken }: IssuedTokens, claims: object): IssuedTokens {
  const change = (token: string): string => {
    const [header, payload = '', signature] = token.split('.');
    return [header, btoa(JSON.stringify({ ...(JSON.parse(atob(payload)) as object), ...claims })), signature].join('.');
  };
  return { idToken: change(idToken), accessToken: change(accessToken), refreshToken };
}

const withoutFamily = (tokens: IssuedTokens): IssuedTokens => withClaims(tokens, { origin_jti: undefined });

const signedIn = (email: string) => expect.objectContaining({ status: 'signed-in', user: expect.objectContaining({ email }) as unknown }) as unknown;

const sessionSlots = (): ReturnType<typeof createMemoryStorage> => {
  const { localStorage } = createOrigin(createSimulatedClock());
  const storage = createAdoptingStorage({ storage: createMemoryStorage(), from: () => localStorage });
  return { ...storage, open: (slot, format) => storage.open(`valetkey:v1:pool:${slot.replaceAll(':', '-')}:session`, format) };
};

describeStorageContract('createAdoptingStorage', sessionSlots);
describeStorageContract('createAdoptingStorage, for what is no session', () => createAdoptingStorage({ storage: createMemoryStorage() }));

describe('what another library has left is taken over', () => {
  it('from amazon-cognito-identity-js, which has signed in itself, without a call', async () => {
    const device = await openDevice();
    await signInWithLibrary(device);
    const before = Array.from(device.items);
    const session = device.openTab();
    expect((await session.getTokens()).idToken).toBe(before.find(([key]) => key.endsWith('.idToken'))?.[1]);
    expect(session.getSnapshot()).toMatchObject({ status: 'signed-in', epoch: 0, user: { email: ada.email } });
    expect(device.calls()).toEqual([]);
    expect(Array.from(device.items).filter(([key]) => !MARK.test(key))).toEqual(before);
  });

  it('from Amplify v6, without a call, and nothing of Amplify’s is changed', async () => {
    const { openTab, tokens, calls, foreign } = await setUp();
    const before = foreign();
    const { idToken, accessToken, refreshToken } = await openTab().getTokens();
    expect({ idToken, accessToken, refreshToken }).toEqual(tokens);
    expect(calls()).toEqual([]);
    expect(foreign()).toEqual(before);
  });

  it.each([{ rotation: false }, { rotation: true }])('when its access token ended long ago: one refresh (%j)', async (options) => {
    const { openTab, load, tokens, clock, calls } = await setUp(options);
    await clock.advanceBy(24 * HOUR_MS);
    const renewed = await openTab().getTokens();
    expect(renewed.accessToken).not.toBe(tokens.accessToken);
    expect(renewed.refreshToken === tokens.refreshToken).toBe(!options.rotation);
    expect(calls()).toEqual(['GetTokensFromRefreshToken']);
    expect(await load()).toEqual(signedIn(ada.email));
    expect((await openTab().getTokens()).accessToken).toBe(renewed.accessToken);
    expect(calls()).toHaveLength(1);
  });

  it('once: after a reload it is the app’s own, whatever became of the other', async () => {
    const { openTab, load, items, calls } = await setUp();
    await openTab().getTokens();
    items.clear();
    expect(await load()).toEqual(signedIn(ada.email));
    expect(calls()).toEqual([]);
  });

  it('by two tabs at once, with one refresh between them', async () => {
    const { openTab, clock, calls, emulator } = await setUp({ rotation: true });
    await clock.advanceBy(24 * HOUR_MS);
    const asked = [openTab(), openTab()].map((session) => session.getTokens());
    await clock.advanceBy(1_000);
    const [one, other] = await Promise.all(asked);
    expect(one?.accessToken).toBe(other?.accessToken);
    expect(calls()).toEqual(['GetTokensFromRefreshToken']);
    expect(emulator.calls.all()).toMatchObject([{ status: 200 }]);
  });

  it('and refreshed for the device that its tokens were issued to, after a reload too', async () => {
    const { device, openTab, tokens, environment, emulator, load } = await setUp();
    writeAsAmplify(device, withClaims(tokens, { device_key: 'eu-west-1_a-device' }));
    const bodies: unknown[] = [];
    environment.setFetch(async (input, init) => {
      bodies.push(await new Request(input, init).json());
      return createInPageFetch(emulator)(input, init);
    });
    await load();
    await openTab().getTokens({ forceRefresh: true });
    expect(bodies).toEqual([
      { ClientId: emulatorDefaults.userPoolClientId, RefreshToken: tokens.refreshToken, DeviceKey: 'eu-west-1_a-device' },
    ]);
  });

  it('also where the app client has no token revocation, whose tokens name no family', async () => {
    const { device, tokens, load, openTab, issueTokens, clock } = await setUp();
    const [adas, graces] = [withoutFamily(tokens), withoutFamily(await issueTokens(grace))];
    await clock.advanceBy(1_000);
    const later = withoutFamily(await issueTokens());
    for (const { accessToken } of [later, graces]) {
      writeAsAmplify(device, { ...adas, accessToken });
      expect(await load()).toEqual(SIGNED_OUT);
    }
    for (const one of [adas, later]) {
      writeAsAmplify(device, one);
      expect(await load()).toEqual(signedIn(ada.email));
      await openTab().signOut();
      expect(await load()).toEqual(SIGNED_OUT);
    }
  });

  it('to where the people who are remembered lie, and counts as remembered', async () => {
    const { openPage, openTab, localStorage, clock } = await setUp();
    const tab = createMemoryStorage();
    const open = () =>
      createRememberingStorage({ remembered: createAdoptingStorage({ storage: openPage(), from: () => localStorage }), otherwise: tab });
    const storage = open();
    expect((await openTab({ storage, from: () => createOrigin(clock).localStorage }).getTokens()).claims['email']).toBe(ada.email);
    expect(storage.isRemembered()).toBe(true);
    expect((await openTab({ storage: open(), from: () => createOrigin(clock).localStorage }).getTokens()).claims['email']).toBe(ada.email);
  });
});

describe('a session that was taken over ends for good', () => {
  it.each([true, false])('with a sign-out, which revokes it (online: %s), although Amplify’s keys are all there', async (online) => {
    const { openTab, load, environment, calls, foreign } = await setUp();
    const session = openTab();
    await session.getTokens();
    environment.setOnline(online);
    await session.signOut();
    environment.setOnline(true);
    expect(foreign()).toHaveLength(9);
    expect(await load()).toEqual(SIGNED_OUT);
    expect(calls()).toEqual(online ? ['RevokeToken'] : []);
  });

  it('also in a storage that forgets: the next tab does not bring the person back', async () => {
    const { openTab, load } = await setUp();
    const session = openTab({ storage: createMemoryStorage() });
    await session.getTokens();
    await session.signOut();
    expect(await load({ storage: createMemoryStorage() })).toEqual(SIGNED_OUT);
  });

  it('when Amplify has refreshed it meanwhile: it is the same sign-in', async () => {
    const { device, openTab, load, tokens, clock } = await setUp();
    const session = openTab();
    await session.getTokens();
    await clock.advanceBy(1_000);
    const { idToken, accessToken } = await openTab().getTokens({ forceRefresh: true });
    await session.signOut();
    writeAsAmplify(device, { ...tokens, idToken, accessToken });
    expect(await load()).toEqual(SIGNED_OUT);
  });

  it('when its refresh token was revoked: it is said once, and not asked again', async () => {
    const { openTab, load, clock, calls, emulator } = await setUp();
    emulator.admin.revokeTokens(ada.email);
    await clock.advanceBy(HOUR_MS + 1_000);
    emulator.calls.clear();
    const session = openTab();
    const asked = session.getTokens().catch((error: unknown) => error);
    await clock.advanceBy(1_000);
    expect(await asked).toMatchObject({ code: 'SESSION_EXPIRED' });
    expect(session.getSnapshot()).toMatchObject({ status: 'signed-out', reason: 'expired' });
    expect(await load()).toEqual(SIGNED_OUT);
    expect(calls()).toEqual(['GetTokensFromRefreshToken']);
  });

  it('when somebody else has signed in here before it was looked at, and out again', async () => {
    const { openTab, load, signIn } = await setUp();
    const session = openTab();
    await signIn(session, grace);
    await session.signOut();
    expect(await load()).toEqual(SIGNED_OUT);
  });

  it('in every tab', async () => {
    const { openTab, clock } = await setUp();
    const tabs = [openTab(), openTab()];
    const stops = tabs.map(({ start }) => start());
    await clock.advanceBy(0);
    expect(tabs.map(({ getSnapshot }) => getSnapshot())).toEqual([signedIn(ada.email), signedIn(ada.email)]);
    await tabs[0]?.signOut();
    await clock.advanceBy(0);
    expect(tabs.map(({ getSnapshot }) => getSnapshot())).toMatchObject([{ reason: 'signed-out' }, { reason: 'signed-out' }]);
    for (const stop of stops) stop();
  });

  it('and what Amplify keeps of a later sign-in is another one', async () => {
    const { device, openTab, load, issueTokens } = await setUp();
    await openTab().signOut();
    writeAsAmplify(device, await issueTokens(grace), grace.email);
    expect(await load()).toEqual(signedIn(grace.email));
  });

  it('in a tab that finds it while another signs out of it', async () => {
    const { openPage, openTab, localStorage, clock } = await setUp();
    const storage = openPage();
    let found: () => void = () => undefined;
    let release: () => void = () => undefined;
    const finding = new Promise<void>((resolve) => (found = resolve));
    const released = new Promise<void>((resolve) => (release = resolve));
    /** A storage that takes its time to write. */
    const slow = {
      ...storage,
      open: ((slot, format) => {
        const record = storage.open(slot, format);
        return {
          ...record,
          async update(change) {
            found();
            await released;
            return record.update(change);
          },
        };
      }) as typeof storage.open,
    };
    const late = openTab({ storage: slow }).getTokens();
    await finding;
    const session = openTab({ from: () => localStorage });
    await session.getTokens();
    await session.signOut();
    release();
    await expect(late).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
    await clock.advanceBy(0);
  });
});

it('the app’s own session stays, whoever is signed in with Amplify', async () => {
  const { device, openTab, load, signIn, issueTokens } = await setUp();
  const session = openTab();
  await session.getTokens();
  writeAsAmplify(device, await issueTokens(grace), grace.email);
  expect(await load()).toEqual(signedIn(ada.email));
  await signIn(session);
  expect(await load()).toEqual(signedIn(ada.email));
});

describe('nobody is signed in, and nothing is thrown', () => {
  const halves = (of: 'idToken' | 'accessToken', tokens: IssuedTokens, others: IssuedTokens): IssuedTokens => ({ ...tokens, [of]: others[of] });
  const torn: readonly (readonly [string, (tokens: IssuedTokens, theirs: IssuedTokens, later: IssuedTokens) => Partial<IssuedTokens>])[] = [
    ['no ID token', (tokens) => ({ ...tokens, idToken: '' })],
    ['no access token', (tokens) => ({ ...tokens, accessToken: '' })],
    ['no refresh token, as after an implicit grant', (tokens) => ({ ...tokens, refreshToken: '' })],
    ['the ID token of another person', (tokens, theirs) => halves('idToken', tokens, theirs)],
    ['the access token of another person', (tokens, theirs) => halves('accessToken', tokens, theirs)],
    ['the access token of the same person’s next sign-in', (tokens, _, later) => halves('accessToken', tokens, later)],
    ['the ID token twice', (tokens) => ({ ...tokens, accessToken: tokens.idToken })],
    ['the access token twice', (tokens) => ({ ...tokens, idToken: tokens.accessToken })],
    ['a cut-off ID token', (tokens) => ({ ...tokens, idToken: tokens.idToken.slice(0, 60) })],
    ['a cut-off access token', (tokens) => ({ ...tokens, accessToken: tokens.accessToken.slice(0, 60) })],
    ['tokens that never end', (tokens) => withClaims(tokens, { exp: undefined })],
    ['claims that are null', (tokens) => ({ ...tokens, idToken: 'e30.bnVsbA.x', accessToken: 'e30.bnVsbA.x' })],
    ['no tokens at all', (tokens) => ({ ...tokens, idToken: '{"theme":"dark"}', accessToken: 'null' })],
  ];
  it.each(torn)('with %s; once it is whole it is taken over', async (_what, tear) => {
    const { device, load, tokens, issueTokens, items, calls } = await setUp();
    const later = await issueTokens();
    writeAsAmplify(device, { ...tokens, ...tear(tokens, await issueTokens(grace), later) });
    expect(await load()).toEqual(SIGNED_OUT);
    expect(await load({ removeAdopted: true })).toEqual(SIGNED_OUT);
    expect(items.size).toBe(9);
    writeAsAmplify(device, tokens);
    expect(await load()).toEqual(signedIn(ada.email));
    expect(calls()).toEqual([]);
  });

  it('with nobody’s name, somebody else’s, or that of another app client', async () => {
    const { device, load, items } = await setUp();
    items.delete(keyOf(device, 'LastAuthUser'));
    expect(await load()).toEqual(SIGNED_OUT);
    items.set(keyOf(device, 'LastAuthUser'), grace.email);
    expect(await load()).toEqual(SIGNED_OUT);

    const [there, here] = [await setUp(), await setUp({ rotation: true })];
    writeAsAmplify(here.device, there.tokens);
    expect(await here.load()).toEqual(SIGNED_OUT);
  });

  const denied = (): never => {
    throw new DOMException('denied', 'SecurityError');
  };
  const faults: readonly (readonly [string, (store: ForeignStore) => () => ForeignStore])[] = [
    ['cannot be opened', () => denied],
    ['is missing', () => () => undefined as unknown as ForeignStore],
    ['cannot be read', (store) => () => ({ ...store, getItem: denied })],
    ['cannot be read any more', (store) => () => ({ ...store, getItem: (key) => (MARK.test(key) ? denied() : store.getItem(key)) })],
    ['is full, so that no sign-out could be kept apart', (store) => () => ({ ...store, setItem: denied })],
    ['only seems to be written to', (store) => () => ({ ...store, setItem: () => undefined })],
  ];

  it.each(faults)('where localStorage %s; a sign-in works as ever', async (_what, fault) => {
    const { openTab, load, signIn, localStorage, foreign } = await setUp();
    const from = fault(localStorage);
    expect(await load({ from })).toEqual(SIGNED_OUT);
    const session = openTab({ from });
    await signIn(session, grace);
    expect(await load({ from })).toEqual(signedIn(grace.email));
    expect(foreign()).toHaveLength(9);
  });
});

describe('removeAdopted', () => {
  const DEVICE = ['deviceKey', 'deviceGroupKey', 'randomPasswordKey'];

  it('removes the session where it was found, and leaves the device’s keys and what is of other apps', async () => {
    const { device, load, items, foreign } = await setUp();
    for (const name of ['userData', 'oauthMetadata', 'oidcProvider']) items.set(keyOf(device, `${ada.email}.${name}`), '{}');
    items.set('CognitoIdentityServiceProvider.another.LastAuthUser', 'ada');
    items.set('theme', 'dark');
    expect(await load({ removeAdopted: true })).toEqual(signedIn(ada.email));
    const left = [...DEVICE.map((name) => keyOf(device, `${ada.email}.${name}`)), 'CognitoIdentityServiceProvider.another.LastAuthUser', 'theme'];
    expect(foreign().map(([key]) => key)).toEqual(left);
    expect(await load()).toEqual(signedIn(ada.email));
  });

  it('removes those of everybody who is signed in with Amplify', async () => {
    const { device, load, foreign, items, tokens, issueTokens } = await setUp();
    writeAsAmplify(device, await issueTokens(grace), grace.email);
    writeAsAmplify(device, tokens);
    items.set(keyOf(device, 'AuthUserList'), `${ada.email},${grace.email}`);
    expect(await load({ removeAdopted: true })).toEqual(signedIn(ada.email));
    expect(foreign().every(([key]) => DEVICE.some((name) => key.endsWith(name)))).toBe(true);
  });

  it('removes one that an earlier version of the app has taken over, and one that was passed over', async () => {
    const { device, load, foreign, issueTokens } = await setUp();
    await load();
    expect(foreign()).toHaveLength(9);
    expect(await load({ removeAdopted: true })).toEqual(signedIn(ada.email));
    expect(foreign()).toHaveLength(3);
    writeAsAmplify(device, await issueTokens(grace), grace.email);
    expect(await load({ removeAdopted: true })).toEqual(signedIn(ada.email));
    expect(foreign()).toHaveLength(6);
  });

  it('changes nothing where removing is denied: the person is signed in, and a sign-out lasts', async () => {
    const { openTab, load, localStorage, foreign } = await setUp();
    const from = (): ForeignStore => ({
      ...localStorage,
      removeItem() {
        throw new DOMException('denied', 'SecurityError');
      },
    });
    expect(await load({ from, removeAdopted: true })).toEqual(signedIn(ada.email));
    await openTab({ from, removeAdopted: true }).signOut();
    expect(foreign()).toHaveLength(9);
    expect(await load({ from, removeAdopted: true })).toEqual(SIGNED_OUT);
  });
});

it('keeps no secret in the mark, and shows none to an inspector', async () => {
  const { openTab, openPage, localStorage, items, tokens } = await setUp();
  const storage = createAdoptingStorage({ storage: openPage(), from: () => localStorage });
  const session = openTab({ storage });
  await session.getTokens();
  const mark = Array.from(items).filter(([key]) => MARK.test(key));
  const shown = [inspect({ storage, session }, { depth: 20, showHidden: true }), JSON.stringify({ storage, session, mark })].join();
  expect(mark).toHaveLength(1);
  for (const secret of [...Object.values(tokens), 'a device secret']) expect(shown).not.toContain(secret);
});

it('refuses a store in the place of what opens it, which would throw where it is blocked', () => {
  const { localStorage } = createOrigin(createSimulatedClock());
  const create = () => createAdoptingStorage({ storage: createMemoryStorage(), from: localStorage as unknown as () => ForeignStore });
  expect(create).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }) as Error);
});

it('says what its storage says of itself', async () => {
  const full = { kind: 'full', read: () => Promise.reject(new Error('full')), update: () => Promise.reject(new Error('full')) };
  const storage = createAdoptingStorage({ storage: createTextStorage(full) });
  await storage.open('a', { write: String, read: String }).read();
  expect([storage.kind, storage.failure?.getSnapshot()?.code]).toEqual(['full', 'STORAGE_UNAVAILABLE']);
});

it('reads nothing at construction, and nothing for records that are no session', async () => {
  let opened = 0;
  const { localStorage } = createOrigin(createSimulatedClock());
  const storage = createAdoptingStorage({ storage: createMemoryStorage(), from: () => ((opened += 1), localStorage) });
  const open = (slot: string) => storage.open(slot, { write: String, read: String });
  open('valetkey:v1:eu-west-1_a:client:session');
  await open('valetkey:v1:eu-west-1:pool:identity-id:guest').read();
  await open('valetkey:v1:credentials:client:session:x').update(() => 'keys');
  expect(opened).toBe(0);
});
