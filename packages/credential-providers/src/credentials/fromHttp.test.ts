import { createCredentialStore, narrowProvider, type CredentialProvider } from '@valetkey/core';
import { createFakeSession, createSimulatedEnvironment } from '@valetkey/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { account, prepareAccount } from '../testKit/account.ts';
import { codeOf } from '../testKit/codeOf.ts';
import { createBroker, type Broker } from '../testKit/createBroker.ts';
import { createWorld, type World } from '../testKit/createWorld.ts';
import { listBucket } from '../testKit/listBucket.ts';
import { fromHttp, type HttpOptions } from './fromHttp.ts';
import { allow, policy } from './policy.ts';

const { album, other, roles } = account;
const albumOnly = policy(allow('s3:*', 'arn:aws:s3:::album'));
const URL = 'https://broker.example.com/credentials';
const state = await prepareAccount();

let world: World;
let broker: Broker;
beforeEach(() => {
  world = createWorld({ state });
  broker = createBroker(world);
  world.environment.setFetch(broker.fetch);
});

const create = (options: Partial<HttpOptions> = {}): CredentialProvider =>
  fromHttp({ credentialsFullUri: URL, authorizationToken: 'Bearer token-1', clock: world.clock, environment: world.environment, ...options });
const answer = (body: unknown, init?: ResponseInit): void =>
  broker.answerInstead(() => (typeof body === 'string' ? new Response(body, init) : Response.json(body, init)));
const complete = { AccessKeyId: 'ASIAEMU', SecretAccessKey: 'secret', Token: 'token', Expiration: '2030-01-01T00:00:00Z' };

describe('a broker', () => {
  it('is asked with its token, and its credentials work', async () => {
    const given = await create()();
    expect(await listBucket(world, given, album)).toBe('allowed');
    expect(given.expiration?.getTime()).toBe(world.emulator.clock.now() + 3_600_000);
    expect(broker.requests.map(({ url, headers }) => [url, headers.get('authorization')])).toEqual([[URL, 'Bearer token-1']]);
  });

  it('gets cookies of its own origin only, unless told otherwise; no cache mode; and no redirect is followed', async () => {
    await create()();
    await create({ cookies: 'include' })();
    await create({ cookies: 'omit' })();
    expect(broker.requests.map(({ init }) => init?.credentials)).toEqual(['same-origin', 'include', 'omit']);
    for (const { init } of broker.requests) {
      expect(init?.redirect).toBe('manual');
      expect(init).not.toHaveProperty('cache');
    }
  });

  it('gets the headers it asks for', async () => {
    await create({ headers: { 'x-requested-with': 'album' } })();
    expect(broker.requests[0]?.headers.get('x-requested-with')).toBe('album');
  });

  it('is asked by GET, or by POST where it takes nothing else', async () => {
    await create()();
    await create({ method: 'POST' })();
    expect(broker.requests.map(({ init }) => init?.method)).toEqual(['GET', 'POST']);
  });

  it('says whose identity id it is, where an identity pool gave the credentials', async () => {
    answer({ ...complete, IdentityId: 'eu-west-1:1' });
    expect((await create()()).identityId).toBe('eu-west-1:1');
    answer(complete);
    expect(await create()()).not.toHaveProperty('identityId');
  });

  it('may be a path of the page’s own host', async () => {
    expect(await codeOf(create({ credentialsFullUri: '/credentials' })())).toBe('resolved');
  });

  it('says the server’s time, and the account', async () => {
    const times: number[] = [];
    await create()({ onServerTime: (time) => times.push(time) });
    expect(times).toEqual([world.emulator.clock.now()]);
    answer({ ...complete, AccountId: '123456789012' });
    expect((await create()()).accountId).toBe('123456789012');
  });

  it('is a person’s, unless it gives everybody the same', () => {
    expect([create().personal, create({ personal: false }).personal]).toEqual([true, false]);
  });

  it('follows the session it is given', () => {
    const session = createFakeSession({ clock: world.clock, initial: { username: 'ada' } });
    expect(create({ session }).identity?.getEpoch()).toBe(session.getSnapshot().epoch);
    expect(create().identity).toBeUndefined();
  });
});

describe('an authorization token', () => {
  it('from a function is the current one at each call [behaviour 53]', async () => {
    let current = 'Bearer token-1';
    const provide = create({ authorizationToken: () => current });
    await provide();
    current = 'Bearer token-2';
    broker.acceptToken('token-2');
    expect(await codeOf(provide())).toBe('resolved');
    expect(broker.requests.map(({ headers }) => headers.get('authorization'))).toEqual(['Bearer token-1', 'Bearer token-2']);
  });

  it('that is refused is refreshed once', async () => {
    broker.acceptToken('fresh');
    expect(await codeOf(create({ authorizationToken: ({ forceRefresh }) => (forceRefresh ? 'Bearer fresh' : 'Bearer stale') })())).toBe('resolved');
    expect(broker.requests).toHaveLength(2);
  });

  it('that stays refused ends the session', async () => {
    broker.acceptToken('none');
    expect(await codeOf(create({ authorizationToken: () => 'Bearer stale' })())).toBe('SESSION_EXPIRED');
    expect(broker.requests).toHaveLength(2);
    expect(await codeOf(create()())).toBe('SESSION_EXPIRED');
    expect(broker.requests).toHaveLength(3);
  });

  it('that there is none of means that nobody is signed in: no call', async () => {
    expect(await codeOf(create({ authorizationToken: () => undefined })())).toBe('NOT_SIGNED_IN');
    expect(broker.requests).toEqual([]);
  });

  it('that is not needed, since a cookie does it, is not sent: 401 then means that nobody is signed in', async () => {
    const { clock, environment } = world;
    const provide = fromHttp({ credentialsFullUri: URL, clock, environment });
    expect(await codeOf(provide())).toBe('NOT_SIGNED_IN');
    expect(broker.requests[0]?.headers.has('authorization')).toBe(false);
  });
});

describe('an answer that is none', () => {
  it.each(['AccessKeyId', 'SecretAccessKey', 'Token', 'Expiration'])('without %s is refused [behaviour 52]', async (part) => {
    for (const value of [undefined, '', null]) {
      answer({ ...complete, [part]: value });
      expect(await codeOf(create()())).toBe('CREDENTIALS_MISSING');
    }
  });

  it.each<[string, unknown, ResponseInit, object]>([
    ['a captive portal', '<html>Sign in to the train</html>', {}, { code: 'SERVICE_UNAVAILABLE', retryable: true }],
    ['a broker in trouble', { message: 'no' }, { status: 503, headers: { 'retry-after': '7' } }, { code: 'SERVICE_UNAVAILABLE', retryAfterMs: 7_000 }],
    ['a throttle', { message: 'no' }, { status: 429, headers: { 'retry-after': '30' } }, { code: 'THROTTLED', retryAfterMs: 30_000 }],
    ['a refusal', { Code: 'AccessDenied', Message: 'ada@example.com may not' }, { status: 403 }, { code: 'BROKER_REFUSED', retryable: false }],
    ['a path that is not there', '<html>Not found</html>', { status: 404 }, { code: 'BROKER_REFUSED', retryable: true }],
    ['a redirect to a sign-in page', '', { status: 302, headers: { location: 'https://login.example.com/' } }, { code: 'BROKER_REFUSED', retryable: false }],
    ['null', 'null', {}, { code: 'CREDENTIALS_MISSING' }],
  ])('%s', async (_, body, init, expected) => {
    answer(body, init);
    await expect(create()()).rejects.toMatchObject(expected);
  });

  it('says nothing of what the broker said, nor the token', async () => {
    answer({ Message: 'ada@example.com may not' }, { status: 403 });
    const { message } = (await create()().catch((error: unknown) => error)) as Error;
    expect(message).toContain('HTTP 403');
    expect(message).not.toMatch(/ada|token-1|broker\.example/);
  });

  it('makes no storm: a store waits as long as the broker asks', async () => {
    answer({}, { status: 429, headers: { 'retry-after': '120' } });
    const store = createCredentialStore({ provider: create(), clock: world.clock, environment: world.environment });
    const stop = store.start();
    await world.clock.advanceBy(119_000);
    expect(broker.requests).toHaveLength(1);
    await world.clock.advanceBy(2_000);
    expect(broker.requests).toHaveLength(2);
    stop();
  });
});

describe('narrowed', () => {
  it('it asks the broker for less, and AWS holds it to that', async () => {
    const narrowed = narrowProvider(create({ credentialsFullUri: `${URL}?app=album`, scopeParameter: 'scope' }), { policy: albumOnly, durationSeconds: 900 });
    const given = await narrowed();
    expect([await listBucket(world, given, album), await listBucket(world, given, other)]).toEqual(['allowed', 'AccessDenied']);
    expect(given.expiration?.getTime()).toBe(world.emulator.clock.now() + 900_000);
    const { searchParams } = new globalThis.URL(broker.requests[0]?.url ?? '');
    expect([searchParams.get('app'), JSON.parse(searchParams.get('scope') ?? '')]).toEqual(['album', { policy: albumOnly, durationSeconds: 900 }]);
    expect(narrowed.source).toBe('http, narrowed');
  });

  it('it keeps the whole query of the URL', async () => {
    const narrowed = narrowProvider(create({ credentialsFullUri: `${URL}?back=/album?photo=1`, scopeParameter: 'scope' }), { durationSeconds: 900 });
    await narrowed();
    expect(new globalThis.URL(broker.requests[0]?.url ?? '').searchParams.get('back')).toBe('/album?photo=1');
  });

  it('credentials that the broker does not say it has narrowed are not used', async () => {
    const narrowed = narrowProvider(create({ scopeParameter: 'ignored' }), { roleArn: roles.account });
    expect(await codeOf(narrowed())).toBe('SCOPE_NOT_ENFORCED');
  });

  it('is checked before anything is asked', () => {
    expect(() => narrowProvider(create({ scopeParameter: 'scope' }), { durationSeconds: 60 })).toThrow(expect.objectContaining({ code: 'DURATION_OUT_OF_RANGE' }));
    expect(() => narrowProvider(create(), { policy: albumOnly })).toThrow(expect.objectContaining({ code: 'SCOPE_UNSUPPORTED' }));
  });
});

describe('a URL', () => {
  const server = createSimulatedEnvironment({ isServer: true });
  it.each([
    'http://broker.example.com/',
    'http://localhost.example.com/',
    'http://notlocalhost/',
    'http://10.0.0.1/',
    '//broker.example.com/',
    '/\\broker.example.com/',
    'ftp://localhost/',
    'credentials',
    '',
    'https://ada:secret@broker.example.com/',
  ])('%j is refused: secrets would travel in the clear, or elsewhere', (credentialsFullUri) => {
    expect(() => create({ credentialsFullUri })).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }));
  });

  it.each(['https://broker.example.com/', 'http://localhost:3000/', 'http://app.localhost/', 'http://127.0.0.1/', 'http://[::1]:3000/', '/credentials'])(
    '%j is taken',
    (credentialsFullUri) => {
      expect(() => create({ credentialsFullUri })).not.toThrow();
    },
  );

  it('that is a path means nothing on a server', () => {
    expect(() => create({ credentialsFullUri: '/credentials', environment: server })).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }));
  });
});
