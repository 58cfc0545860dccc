import { createCredentialStore, createMemoryStorage, createTextStorage, type ProvidedCredentials } from '@valetkey/core';
import { defaultSeed, emulatorDefaults } from '@valetkey/emulator';
import { describe, expect, it } from 'vitest';
import { ada, createWorld, grace, type World } from '../testKit/createWorld.ts';
import type { CognitoIdentityPoolOptions } from './cognitoIdentityPoolOptions.ts';
import { fromCognitoIdentityPool } from './fromCognitoIdentityPool.ts';

const { identityPoolId, userPoolId } = emulatorDefaults;
const HOUR_MS = 3_600_000;

function createProvider(world: World, options: Partial<CognitoIdentityPoolOptions> = {}) {
  const { environment, clock, session } = world;
  return fromCognitoIdentityPool({ identityPoolId, logins: session, environment, clock, ...options });
}

const operations = ({ emulator }: World): readonly string[] =>
  emulator.calls
    .all()
    .map((call) => call.operation)
    .filter((operation) => operation.startsWith('Get'));

const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'resolved',
    (error: { code: string }) => error.code,
  );

type Operation = 'GetId' | 'GetCredentialsForIdentity';

/** Answers in the emulator's place, where it must say what an emulator never would; what is sent is kept. */
function answerInstead(world: World, answer: (operation: Operation, body: Record<string, unknown>) => object) {
  const sent: { operation: Operation; url: string; body: Record<string, unknown> }[] = [];
  world.environment.setFetch(async (input, init) => {
    const request = new Request(input, init);
    const body = (await request.json()) as Record<string, unknown>;
    const operation = request.headers.get('x-amz-target')?.split('.')[1] as Operation;
    sent.push({ operation, url: request.url, body });
    const reply = answer(operation, body);
    return new Response(JSON.stringify(reply), { status: '__type' in reply ? 400 : 200 });
  });
  return sent;
}

const someCredentials = (expiration: unknown = 1_800_000_000): object => ({
  Credentials: { AccessKeyId: 'ASIAEMU', SecretKey: 'mock', SessionToken: 'mock', Expiration: expiration },
});
const anyAnswer = (operation: Operation): object => (operation === 'GetId' ? { IdentityId: 'id' } : someCredentials());

describe('at construction', () => {
  it.each([
    ['a user pool id', { identityPoolId: 'eu-west-1_AbCdEf', guest: true }, 'INVALID_IDENTITY_POOL_ID'],
    ['an id without region', { identityPoolId: '01234567-89ab-cdef-0123-456789abcdef', guest: true }, 'INVALID_IDENTITY_POOL_ID'],
    ['an id cut short', { identityPoolId: 'eu-west-1:01234567-89ab', guest: true }, 'INVALID_IDENTITY_POOL_ID'],
    ['no id', { identityPoolId: undefined, guest: true }, 'INVALID_IDENTITY_POOL_ID'],
    ['another region than the id’s', { identityPoolId, region: 'us-east-1', guest: true }, 'REGION_MISMATCH'],
    ['neither logins nor guests', { identityPoolId }, 'INVALID_OPTION'],
  ])('it refuses %s', (_, options, code) => {
    const construct = (): unknown => fromCognitoIdentityPool(options as CognitoIdentityPoolOptions);
    expect(construct).toThrow(expect.objectContaining({ code }));
  });

  it('takes ids of every partition, and asks the region’s own endpoint', async () => {
    const world = createWorld();
    const sent = answerInstead(world, anyAnswer);
    for (const region of ['eu-west-1', 'us-gov-west-1', 'cn-north-1']) {
      await createProvider(world, { identityPoolId: `${region}:01234567-89AB-cdef-0123-456789abcdef`, region })();
    }
    await createProvider(world, { endpoint: 'http://localhost:4566/' })();
    expect(sent.filter(({ operation }) => operation === 'GetId').map(({ url }) => url)).toEqual([
      'https://cognito-identity.eu-west-1.amazonaws.com/',
      'https://cognito-identity.us-gov-west-1.amazonaws.com/',
      'https://cognito-identity.cn-north-1.amazonaws.com.cn/',
      'http://localhost:4566/',
    ]);
  });
});

describe('for a person', () => {
  it('asks for an identity id and for credentials once, and on a refresh for credentials only', async () => {
    const world = createWorld();
    const provide = createProvider(world);
    const first = await provide();
    const second = await provide({ forceRefresh: true });
    expect(operations(world)).toEqual(['GetId', 'GetCredentialsForIdentity', 'GetCredentialsForIdentity']);
    expect(first).toMatchObject({ identityId: expect.stringMatching(/^eu-west-1:/), guest: false });
    expect(second.identityId).toBe(first.identityId);
  });

  it('asks for one identity id however many calls come at once', async () => {
    const world = createWorld();
    const provide = createProvider(world);
    const all = await Promise.all(Array.from({ length: 10 }, () => provide()));
    expect(operations(world).filter((operation) => operation === 'GetId')).toHaveLength(1);
    expect(new Set(all.map((credentials) => credentials.identityId)).size).toBe(1);
  });

  it('sends a current token with each call', async () => {
    const world = createWorld();
    const provide = createProvider(world);
    await provide();
    await world.clock.advanceBy(2 * HOUR_MS);
    expect(await codeOf(provide())).toBe('resolved');
  });

  it('waits for a session that is still being restored', async () => {
    const world = createWorld({ initial: 'unknown' });
    const waiting = createProvider(world, { guest: true })();
    world.session.signInAs(ada);
    expect((await waiting).guest).toBe(false);
  });

  it('keeps ids of different people apart, and finds each again', async () => {
    const world = createWorld();
    const provide = createProvider(world);
    const adas = await provide();
    world.session.signInAs(grace);
    const graces = await provide();
    world.session.signInAs(ada);
    const again = await provide();
    expect(graces.identityId).not.toBe(adas.identityId);
    expect(again.identityId).toBe(adas.identityId);
    expect(operations(world).filter((operation) => operation === 'GetId')).toHaveLength(2);
  });

  it('finds the id of an earlier visit in the storage it is given', async () => {
    const world = createWorld();
    const storage = createMemoryStorage();
    const before = await createProvider(world, { storage })();
    world.emulator.calls.clear();
    expect((await createProvider(world, { storage })()).identityId).toBe(before.identityId);
    expect(operations(world)).toEqual(['GetCredentialsForIdentity']);
  });

  it('takes the id that another tab has stored meanwhile', async () => {
    const world = createWorld({ initial: 'never-signed-in' });
    const storage = createMemoryStorage();
    const tabs = [createProvider(world, { storage, guest: true }), createProvider(world, { storage, guest: true })];
    const [first, second] = await Promise.all(tabs.map((provide) => provide()));
    expect(first?.identityId).toBe(second?.identityId);
  });

  it('keeps no id for opaque tokens, unless told whose they are', async () => {
    const world = createWorld();
    const sent = answerInstead(world, anyAnswer);
    const anonymous = createProvider(world, { logins: { 'graph.facebook.com': 'opaque' } });
    await anonymous();
    await anonymous();
    expect(sent.map(({ operation }) => operation)).toEqual([
      'GetId',
      'GetCredentialsForIdentity',
      'GetId',
      'GetCredentialsForIdentity',
    ]);
    sent.length = 0;
    const named = createProvider(world, { logins: { 'graph.facebook.com': 'opaque' }, userIdentifier: 'ada' });
    await named();
    await named();
    expect(sent.map(({ operation }) => operation)).toEqual([
      'GetId',
      'GetCredentialsForIdentity',
      'GetCredentialsForIdentity',
    ]);
  });

  it('does not mistake one person for another where the app’s name for them stays the same', async () => {
    const world = createWorld();
    const provide = createProvider(world, { userIdentifier: 'whoever is here' });
    await provide();
    world.session.signInAs(grace);
    await provide();
    expect(operations(world)).toEqual(['GetId', 'GetCredentialsForIdentity', 'GetId', 'GetCredentialsForIdentity']);
  });

  it('asks for the role it was told, but not for a guest', async () => {
    const world = createWorld();
    const sent = answerInstead(world, anyAnswer);
    const customRoleArn = 'arn:aws:iam::000000000000:role/editor';
    const provide = createProvider(world, { customRoleArn, guest: true });
    await provide();
    await world.session.signOut();
    await provide();
    const asked = sent.filter(({ operation }) => operation === 'GetCredentialsForIdentity').map(({ body }) => body);
    expect(asked.map((body) => body['CustomRoleArn'])).toEqual([customRoleArn, undefined]);
    expect(asked.map((body) => 'Logins' in body)).toEqual([true, false]);
  });
});

describe('for a guest', () => {
  it('asks for guest credentials when allowed, and stays the same guest', async () => {
    const world = createWorld({ initial: 'never-signed-in' });
    const provide = createProvider(world, { guest: true });
    const first = await provide();
    const second = await provide();
    expect(first).toMatchObject({ guest: true });
    expect(second.identityId).toBe(first.identityId);
    expect(operations(world)).toEqual(['GetId', 'GetCredentialsForIdentity', 'GetCredentialsForIdentity']);
  });

  it('needs no logins', async () => {
    const { environment, clock } = createWorld();
    const provide = fromCognitoIdentityPool({ identityPoolId, guest: true, environment, clock });
    expect(await provide()).toMatchObject({ guest: true });
    expect(provide.identity).toBeUndefined();
  });

  it('is refused without a call unless guests are allowed', async () => {
    const world = createWorld({ initial: 'never-signed-in' });
    expect(await codeOf(createProvider(world)())).toBe('NOT_SIGNED_IN');
    expect(await codeOf(createProvider(world, { logins: { any: () => undefined } })())).toBe('NOT_SIGNED_IN');
    expect(world.environment.requests).toBe(0);
  });

  it('is no fallback for a session that expired, until its person signs out', async () => {
    const world = createWorld();
    const provide = createProvider(world, { guest: true });
    world.session.expire();
    expect(await codeOf(provide())).toBe('SESSION_EXPIRED');
    expect(world.environment.requests).toBe(0);
    await world.session.signOut();
    expect(await provide()).toMatchObject({ guest: true });
  });

  it('hears it from the pool when it lets no guests in', async () => {
    const seed = { ...defaultSeed, identityPools: defaultSeed.identityPools!.map((pool) => ({ ...pool, allowGuests: false })) };
    const world = createWorld({ initial: 'never-signed-in', seed });
    expect(await codeOf(createProvider(world, { guest: true })())).toBe('GUEST_NOT_ALLOWED');
    expect(operations(world)).toEqual(['GetId']);
  });
});

describe('from guest to person', () => {
  it('keeps the identity id, without asking for another', async () => {
    const world = createWorld({ initial: 'never-signed-in' });
    const provide = createProvider(world, { guest: true });
    const guest = await provide();
    world.session.signInAs(ada);
    const person = await provide();
    expect(person).toMatchObject({ identityId: guest.identityId, guest: false });
    await provide();
    expect(operations(world)).toEqual(['GetId', ...Array<string>(3).fill('GetCredentialsForIdentity')]);
  });

  it('takes the id the person already had, when they have one', async () => {
    const world = createWorld();
    const known = await createProvider(world)();
    await world.session.signOut();
    const elsewhere = createProvider(world, { guest: true });
    await elsewhere();
    world.session.signInAs(ada);
    world.emulator.calls.clear();
    expect((await elsewhere()).identityId).toBe(known.identityId);
    expect((await elsewhere()).identityId).toBe(known.identityId);
    expect(operations(world)).toEqual(['GetCredentialsForIdentity', 'GetCredentialsForIdentity']);
  });

  it('does not lend the id to the next guest', async () => {
    const world = createWorld({ initial: 'never-signed-in' });
    const provide = createProvider(world, { guest: true });
    const first = await provide();
    world.session.signInAs(ada);
    await provide();
    await world.session.signOut();
    world.emulator.calls.clear();
    const next = await provide();
    expect(next.guest).toBe(true);
    expect(next.identityId).not.toBe(first.identityId);
    expect(operations(world)).toEqual(['GetId', 'GetCredentialsForIdentity']);
  });

  it('asks for an id when the guest’s belongs to another person', async () => {
    const world = createWorld({ initial: 'never-signed-in' });
    const guests = [createMemoryStorage(), createMemoryStorage()] as const;
    const provide = createProvider(world, { storage: guests[0], guest: true });
    const { identityId } = await provide();
    await guests[1].open<string>(`valetkey:v1:${identityPoolId}:identity-id:guest`, { write: String, read: String }).update(() => identityId);
    world.session.signInAs(ada);
    await provide();
    world.session.signInAs(grace);
    world.emulator.calls.clear();
    const graces = await createProvider(world, { storage: guests[1], guest: true })();
    expect(graces.identityId).not.toBe(identityId);
    expect(operations(world)).toEqual(['GetCredentialsForIdentity', 'GetId', 'GetCredentialsForIdentity']);
  });
});

describe('when the pool refuses the identity id', () => {
  const deleteIdentities = ({ emulator }: World): void => {
    emulator.reset();
  };

  it('asks for another once, and tries once more', async () => {
    const world = createWorld({ initial: 'never-signed-in' });
    const provide = createProvider(world, { guest: true });
    const before = await provide();
    deleteIdentities(world);
    const after = await provide();
    expect(after.identityId).not.toBe(before.identityId);
    expect(operations(world)).toEqual(['GetCredentialsForIdentity', 'GetId', 'GetCredentialsForIdentity']);
  });

  it('asks for one other, however many calls were refused at once', async () => {
    const world = createWorld({ initial: 'never-signed-in' });
    const provide = createProvider(world, { guest: true });
    await provide();
    deleteIdentities(world);
    const all = await Promise.all(Array.from({ length: 5 }, () => provide()));
    expect(new Set(all.map((credentials) => credentials.identityId)).size).toBe(1);
    expect(operations(world).filter((operation) => operation === 'GetId')).toHaveLength(1);
  });

  it.each([
    ["Access to Identity 'id' is forbidden.", 'NotAuthorizedException'],
    ["Identity 'id' not found.", 'ResourceNotFoundException'],
  ])('gives up when it refuses a new one too: %s', async (message, __type) => {
    const world = createWorld();
    const storage = createMemoryStorage();
    await createProvider(world, { storage })();
    const sent = answerInstead(world, (operation) => (operation === 'GetId' ? { IdentityId: 'id' } : { __type, message }));
    const provide = createProvider(world, { storage });
    expect(await codeOf(provide())).toBe('IDENTITY_FORBIDDEN');
    expect(sent.map(({ operation }) => operation)).toEqual(['GetCredentialsForIdentity', 'GetId', 'GetCredentialsForIdentity']);
  });

  it('asks for the person’s own rather than spend the next guest’s on them', async () => {
    const world = createWorld();
    const provide = createProvider(world, { guest: true });
    await provide();
    await world.session.signOut();
    const guest = await provide();
    deleteIdentities(world);
    world.session.signInAs(ada);
    const person = await provide();
    expect(person.identityId).not.toBe(guest.identityId);
    expect(operations(world)).toEqual(['GetCredentialsForIdentity', 'GetId', 'GetCredentialsForIdentity']);
  });

  it('does not loop over a storage that keeps what it should drop', async () => {
    const world = createWorld({ initial: 'never-signed-in' });
    const stubborn = createTextStorage({ kind: 'stubborn', read: () => Promise.resolve('gone'), update: () => Promise.resolve() });
    expect(await codeOf(createProvider(world, { storage: stubborn, guest: true })())).toBe('IDENTITY_FORBIDDEN');
    expect(operations(world)).toEqual(['GetCredentialsForIdentity', 'GetCredentialsForIdentity']);
  });

  it.each(['throttle', 'server-error', 'network'] as const)('keeps it through a passing fault (%s)', async (kind) => {
    const world = createWorld({ initial: 'never-signed-in' });
    const provide = createProvider(world, { guest: true });
    const before = await provide();
    world.emulator.faults.enqueue({ operation: 'GetCredentialsForIdentity', kind });
    expect(await codeOf(provide())).toBe({ throttle: 'THROTTLED', 'server-error': 'SERVICE_UNAVAILABLE', network: 'NETWORK' }[kind]);
    world.emulator.calls.clear();
    expect((await provide()).identityId).toBe(before.identityId);
    expect(operations(world)).toEqual(['GetCredentialsForIdentity']);
  });

  it('asks for the id again after asking failed', async () => {
    const world = createWorld();
    const provide = createProvider(world);
    world.emulator.faults.enqueue({ operation: 'GetId', kind: 'server-error' });
    expect(await codeOf(provide())).toBe('SERVICE_UNAVAILABLE');
    expect(await codeOf(provide())).toBe('resolved');
  });
});

describe('when the pool refuses the token', () => {
  it('refreshes one that it calls expired once, keeps the id, and tries once more', async () => {
    const world = createWorld();
    const provide = createProvider(world);
    const before = await provide();
    // The pool's clock runs ahead of the page's: what is valid here has expired there.
    world.emulator.clock.advance(2 * HOUR_MS);
    world.emulator.calls.clear();
    const after = await provide();
    expect(after.identityId).toBe(before.identityId);
    expect(operations(world)).toEqual(['GetCredentialsForIdentity', 'GetCredentialsForIdentity']);
    expect(world.session.tokenRequests.at(-1)).toEqual({ forceRefresh: true });
  });

  it('refreshes once only', async () => {
    const world = createWorld();
    world.emulator.faults.enqueue({ operation: 'GetId', kind: 'expired-token', times: 9 });
    expect(await codeOf(createProvider(world)())).toBe('SESSION_EXPIRED');
    expect(operations(world)).toEqual(['GetId', 'GetId']);
  });

  it.each([
    ['a provider the pool does not know', (token: string) => ({ 'accounts.google.com': token })],
    ['a forged signature', (token: string) => ({ [`cognito-idp.eu-west-1.amazonaws.com/${userPoolId}`]: `${token.slice(0, -8)}AAAAAAAA` })],
  ])('says so and tries no more: %s', async (_, logins) => {
    const world = createWorld();
    const { idToken } = await world.session.getTokens();
    expect(await codeOf(createProvider(world, { logins: logins(idToken) })())).toBe('TOKEN_NOT_ACCEPTED');
    expect(operations(world)).toEqual(['GetId']);
  });
});

describe('what it reads from the answer', () => {
  it('is the expiration to the millisecond, and the server’s time', async () => {
    const world = createWorld();
    const serverTimes: number[] = [];
    const fromEmulator = await createProvider(world)({ onServerTime: (at) => serverTimes.push(at) });
    expect(serverTimes).toEqual([Math.floor(world.emulator.clock.now() / 1000) * 1000]);
    expect(fromEmulator.expiration?.getTime()).toBe(serverTimes[0]! + HOUR_MS);
    answerInstead(world, (operation) => (operation === 'GetId' ? { IdentityId: 'id' } : someCredentials(1_800_000_000.25)));
    expect((await createProvider(world)()).expiration).toEqual(new Date(1_800_000_000_250));
  });

  it.each([
    ['no credentials', {}],
    ['no access key', { Credentials: { SecretKey: 's', SessionToken: 't', Expiration: 1 } }],
    ['no secret', { Credentials: { AccessKeyId: 'k', SessionToken: 't', Expiration: 1 } }],
    ['no session token', { Credentials: { AccessKeyId: 'k', SecretKey: 's', Expiration: 1 } }],
    ['no expiration', { Credentials: { AccessKeyId: 'k', SecretKey: 's', SessionToken: 't' } }],
  ])('must not lack anything: %s', async (_, answer) => {
    const world = createWorld();
    answerInstead(world, (operation) => (operation === 'GetId' ? { IdentityId: 'id' } : answer));
    expect(await codeOf(createProvider(world)())).toBe('CREDENTIALS_MISSING');
  });

  it('must have an identity id', async () => {
    const world = createWorld();
    answerInstead(world, () => ({}));
    expect(await codeOf(createProvider(world)())).toBe('CREDENTIALS_MISSING');
  });
});

describe('behind a store', () => {
  it('lets twenty clients that start cold at once cost one GetId and one GetCredentialsForIdentity', async () => {
    const world = createWorld();
    const { clock, environment } = world;
    const store = createCredentialStore({ provider: createProvider(world), clock, environment });
    const all = await Promise.all(Array.from({ length: 20 }, () => store.provider()));
    expect(new Set(all).size).toBe(1);
    expect(operations(world)).toEqual(['GetId', 'GetCredentialsForIdentity']);
    expect(clock.pendingTimers).toBe(0);
  });

  it('follows sign-in, user switch, expiry and sign-out', async () => {
    const world = createWorld({ initial: 'never-signed-in' });
    const { clock, environment, session } = world;
    const store = createCredentialStore({ provider: createProvider(world, { guest: true }), clock, environment });
    const stop = store.start();
    const seen: unknown[] = [];
    const see = async (): Promise<void> => {
      const snapshot = await store.whenReady();
      seen.push([snapshot.epoch, snapshot.status, snapshot.status === 'ready' ? snapshot.guest : undefined]);
    };
    await see();
    session.signInAs(ada);
    await see();
    session.signInAs(grace);
    await see();
    session.expire();
    await see();
    await session.signOut();
    await see();
    expect(seen).toEqual([
      [0, 'ready', true],
      [1, 'ready', false],
      [2, 'ready', false],
      [3, 'signed-out', undefined],
      [3, 'ready', true],
    ]);
    stop();
    expect([clock.pendingTimers, environment.wakeListeners, session.activeStarts]).toEqual([0, 0, 0]);
  });

  it('shows no secret', async () => {
    const world = createWorld();
    const provide = createProvider(world);
    const { secretAccessKey, sessionToken }: ProvidedCredentials = await provide();
    const store = createCredentialStore({ provider: provide, clock: world.clock, environment: world.environment });
    const printed = JSON.stringify([store.getSnapshot(), await store.getCredentials(), provide]);
    expect(printed).not.toContain(secretAccessKey);
    expect(printed).not.toContain(sessionToken);
  });
});
