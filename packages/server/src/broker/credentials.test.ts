import { ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { fromHttp } from '@valetkey/credential-providers';
import { CredentialsError, type CredentialProvider } from '@valetkey/core';
import { emulatorDefaults } from '@valetkey/emulator';
import { createInPageRequestHandler } from '@valetkey/emulator/in-page';
import { createMockProvider } from '@valetkey/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { createBrokerWorld, type BrokerWorld } from '../testKit/createBrokerWorld.ts';
import { createBrowser, SITE, type BrokerBrowser } from '../testKit/createBrowser.ts';
import type { Broker } from './createBroker.ts';

const HOUR_MS = 3_600_000;

let world: BrokerWorld;
let server: Broker;
let browser: BrokerBrowser;
beforeEach(async () => {
  world = await createBrokerWorld();
  server = world.startServer();
  browser = await world.signIn(server);
});

describe('credentials of a broker', () => {
  it('work at AWS, for what is the person’s own and nothing else', async () => {
    const { json } = await browser.post(server, 'credentials');
    const client = new S3Client({
      region: 'eu-west-1',
      forcePathStyle: true,
      requestHandler: createInPageRequestHandler(world.emulator),
      systemClockOffset: world.clock.now() - Date.now(),
      credentials: {
        accessKeyId: String(json['AccessKeyId']),
        secretAccessKey: String(json['SecretAccessKey']),
        sessionToken: String(json['Token']),
        expiration: new Date(String(json['Expiration'])),
      },
    });
    const Bucket = emulatorDefaults.bucket;
    const Prefix = `users/${String(json['IdentityId'])}/`;
    await client.send(new PutObjectCommand({ Bucket, Key: `${Prefix}cat.txt`, Body: 'cat' }));
    expect((await client.send(new ListObjectsV2Command({ Bucket, Prefix }))).KeyCount).toBe(1);
    await expect(client.send(new ListObjectsV2Command({ Bucket, Prefix: 'users/' }))).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('are all that the answer holds: no token, and nothing else of the session', async () => {
    const { json, text } = await browser.post(server, 'credentials');
    expect(Object.keys(json)).toEqual(['AccessKeyId', 'SecretAccessKey', 'Token', 'Expiration', 'IdentityId']);
    expect(text).not.toContain('eyJ');
    expect(Date.parse(String(json['Expiration']))).toBe(world.clock.now() + HOUR_MS);
  });

  it('are read by fromHttp, with the identity id', async () => {
    const environment = { ...world.environment, fetch: createPageFetch(browser) };
    const provide = fromHttp({ credentialsFullUri: `${SITE}/broker/credentials`, method: 'POST', headers: { 'x-valetkey': '1' }, environment, clock: world.clock });
    const given = await provide();
    expect(given).toMatchObject({ accessKeyId: expect.stringMatching(/^ASIA/), identityId: expect.stringMatching(/^eu-west-1:/) });
    await browser.post(server, 'sign-out');
    await expect(provide()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
  });

  it('cost two calls the first time, and one from then on: the identity id is kept with the session', async () => {
    await browser.post(server, 'credentials');
    await browser.post(world.startServer(), 'credentials');
    expect(world.calls()).toEqual(['GetId', 'GetCredentialsForIdentity', 'GetCredentialsForIdentity']);
  });

  it('are obtained once for twenty tabs that ask at once, and all are given the same', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => browser.copy().post(server, 'credentials')));
    expect(new Set(answers.map(({ json }) => json['AccessKeyId'])).size).toBe(1);
    expect(world.calls()).toEqual(['GetId', 'GetCredentialsForIdentity']);
  });

  it('of two people who ask at once are each one’s own', async () => {
    const { password } = emulatorDefaults.user;
    world.emulator.admin.createUser({ email: 'grace@example.com', password });
    const other = createBrowser();
    const body = await world.issueTokens({ email: 'grace@example.com', password });
    await other.post(server, 'sign-in', { body });
    const answers = await Promise.all(Array.from({ length: 40 }, (_, count) => (count % 2 ? other : browser).copy().post(server, 'credentials')));
    const identities = answers.map(({ json }) => json['IdentityId']);
    expect(new Set(identities).size).toBe(2);
    expect(identities.every((id, index) => id === identities[index % 2])).toBe(true);
  });

  it('are nobody’s without a cookie, at no cost', async () => {
    const answer = await createBrowser().post(server, 'credentials');
    expect([answer.status, answer.json]).toEqual([401, { Code: 'NOT_SIGNED_IN' }]);
    expect(world.calls()).toEqual([]);
  });

  it('are temporary, also when the provider is set up with others', async () => {
    const broken = world.startServer({ credentials: () => async () => ({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' }) });
    const answer = await browser.post(broken, 'credentials');
    expect([answer.status, answer.text]).toEqual([403, '{"Code":"LONG_LIVED_KEYS"}']);
  });
});

describe('tokens that have expired', () => {
  it('are refreshed, and a rotated refresh token replaces the one in the cookie', async () => {
    world = await createBrokerWorld({ rotation: true });
    server = world.startServer();
    browser = await world.signIn(server);
    for (let hour = 1; hour <= 3; hour += 1) {
      await world.clock.advanceBy(HOUR_MS);
      // Each time it comes to another process: only the cookie can have brought the tokens.
      expect((await browser.post(world.startServer(), 'credentials')).status).toBe(200);
    }
    expect(world.calls().filter((call) => call === 'GetTokensFromRefreshToken')).toHaveLength(3);
  });

  it('are refreshed once for ten tabs that ask at once, with ten scopes, although there is no grace', async () => {
    world = await createBrokerWorld({ rotation: true });
    const providers: CredentialProvider[] = [];
    server = world.startServer({
      scope: (asked) => asked,
      credentials: () => {
        const provider = createMockProvider({ clock: world.clock });
        providers.push(provider);
        return Object.assign(provider, { narrow: () => provider });
      },
    });
    browser = await world.signIn(server);
    await world.clock.advanceBy(HOUR_MS);
    const query = (count: number): string => `?scope=${encodeURIComponent(JSON.stringify({ durationSeconds: 900 + count }))}`;
    const answers = await Promise.all(Array.from({ length: 10 }, (_, count) => browser.copy().post(server, 'credentials', { query: query(count) })));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    expect(world.calls()).toEqual(['GetTokensFromRefreshToken']);
    expect(providers).toHaveLength(10);
  });

  it('of a cookie that is older than the last refresh are not spent again: the process knows the newer ones', async () => {
    world = await createBrokerWorld({ rotation: true });
    server = world.startServer();
    browser = await world.signIn(server);
    const unanswered = browser.copy();
    await world.clock.advanceBy(HOUR_MS);
    await browser.post(server, 'credentials');
    await world.clock.advanceBy(HOUR_MS);
    expect((await unanswered.post(server, 'credentials')).status).toBe(200);
    expect((await unanswered.post(server, 'credentials')).status).toBe(200);
  });

  it('and can never be refreshed again end the session: the cookie goes, and the page is told', async () => {
    // Signed out in another process, which this one has not heard of: the refresh token is revoked.
    await browser.copy().post(world.startServer(), 'sign-out');
    await world.clock.advanceBy(HOUR_MS);
    world.events.splice(0);
    const answer = await browser.post(server, 'credentials');
    expect([answer.status, answer.json]).toEqual([401, { Code: 'SESSION_EXPIRED' }]);
    expect(browser.jar.size).toBe(0);
    expect(world.events).toEqual([{ type: 'session-ended', session: expect.stringMatching(/^[\da-f]{16}$/) }]);
  });

  it.each([
    ['throttles', 'throttle', 429, 'THROTTLED'],
    ['fails', 'server-error', 503, 'SERVICE_UNAVAILABLE'],
    ['cannot be reached', 'network', 503, 'NETWORK'],
  ] as const)('stay where they are while the user pool %s: the page may try again, and is signed in', async (_, kind, status, code) => {
    await world.clock.advanceBy(HOUR_MS);
    world.emulator.faults.enqueue({ operation: 'GetTokensFromRefreshToken', kind });
    const answer = await browser.post(server, 'credentials');
    expect([answer.status, answer.json]).toEqual([status, { Code: code }]);
    expect(browser.jar.size).toBe(1);
    expect((await browser.post(server, 'credentials')).status).toBe(200);
  });
});

describe('what the identity pool says', () => {
  it('does not keep a refreshed token from the cookie', async () => {
    world = await createBrokerWorld({ rotation: true });
    server = world.startServer();
    browser = await world.signIn(server);
    await world.clock.advanceBy(HOUR_MS);
    world.emulator.faults.enqueue({ operation: 'GetId', kind: 'server-error' });
    expect((await browser.post(server, 'credentials')).status).toBe(503);
    await world.clock.advanceBy(HOUR_MS);
    expect((await browser.post(world.startServer(), 'credentials')).status).toBe(200);
  });

  it('reaches the page as a code, and nothing of what a function of the app throws', async () => {
    const failing = world.startServer({
      credentials: () => async () => {
        throw new Error('password=hunter2');
      },
    });
    const answer = await browser.post(failing, 'credentials');
    expect([answer.status, answer.text]).toEqual([503, '{"Code":"SERVICE_UNAVAILABLE"}']);
    expect(world.events).toMatchObject([{ type: 'failed', code: 'SERVICE_UNAVAILABLE', endpoint: 'credentials' }]);
    expect(JSON.stringify(world.events)).not.toContain('hunter2');
  });

  it('may be nothing for half a minute; then whoever waits is told, and the next one is served', async () => {
    const asked = createGate();
    let provider: CredentialProvider = async () => new Promise(() => asked.open());
    const hanging = world.startServer({ credentials: () => provider });
    const waiting = [browser.copy(), browser.copy()].map((one) => one.post(hanging, 'credentials'));
    await asked.opened;
    await world.clock.advanceBy(30_000);
    expect((await Promise.all(waiting)).map(({ status, json }) => [status, json['Code']])).toEqual(Array(2).fill([503, 'TIMEOUT']));
    provider = createMockProvider({ clock: world.clock });
    expect((await browser.post(hanging, 'credentials')).status).toBe(200);
    expect(world.clock.pendingTimers).toBe(0);
  });
});

describe('a scope', () => {
  const scoped = (scope: unknown): { readonly query: string } => ({ query: `?scope=${encodeURIComponent(typeof scope === 'string' ? scope : JSON.stringify(scope))}` });
  const narrowable = (asked: unknown[]): (() => CredentialProvider) => () => {
    const provider = createMockProvider({ clock: world.clock });
    return Object.assign(provider, {
      narrow(scope: unknown) {
        asked.push(scope);
        return provider;
      },
    });
  };

  it('is refused, unless the broker has been told what to let through', async () => {
    const answer = await browser.post(server, 'credentials', scoped({ durationSeconds: 900 }));
    expect([answer.status, answer.json]).toEqual([403, { Code: 'SCOPE_REFUSED' }]);
    expect(world.calls()).toEqual([]);
  });

  it('is what the broker grants of it, and the answer says that it is narrowed', async () => {
    const narrowed: unknown[] = [];
    const granting = world.startServer({ credentials: narrowable(narrowed), scope: ({ policy }) => ({ policy, durationSeconds: 900 }) });
    const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] };
    const answer = await browser.post(granting, 'credentials', scoped({ policy, roleArn: 'arn:aws:iam::123456789012:role/admin', durationSeconds: 43_200 }));
    expect(answer.json['Scoped']).toBe(true);
    expect(narrowed).toEqual([{ policy, durationSeconds: 900 }]);
    expect((await browser.post(granting, 'credentials')).json).not.toHaveProperty('Scoped');
  });

  it('that the broker refuses for this person gives nothing', async () => {
    const refusing = world.startServer({
      credentials: narrowable([]),
      scope: (_, user) => {
        throw new CredentialsError('SCOPE_UNSUPPORTED', { detail: String(user.id.length > 0) });
      },
    });
    const answer = await browser.post(refusing, 'credentials', scoped({ durationSeconds: 900 }));
    expect([answer.status, answer.json]).toEqual([403, { Code: 'SCOPE_UNSUPPORTED' }]);
  });

  it.each([
    ['no JSON', '{'],
    ['nothing that a scope has', { role: 'admin' }],
    ['of the wrong kind', { durationSeconds: '900' }],
    ['of the wrong kind, in a list', { policyArns: [1] }],
    ['too long', { roleArn: 'x'.repeat(9_000) }],
  ])('that is %s is refused', async (_, scope) => {
    const granting = world.startServer({ credentials: narrowable([]), scope: (asked) => asked });
    expect((await browser.post(granting, 'credentials', scoped(scope))).json).toEqual({ Code: 'BODY_INVALID' });
  });
});

describe('one session may ask so often', () => {
  it('and is then told how long to wait; others are not held up', async () => {
    const tight = world.startServer({ rateLimit: { requests: 3, perMs: 30_000 } });
    const other = await world.signIn(tight);
    const statuses = [];
    for (let count = 0; count < 5; count += 1) statuses.push((await browser.post(tight, 'session')).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    const refused = await browser.post(tight, 'credentials');
    expect([refused.headers.get('retry-after'), refused.json]).toEqual(['10', { Code: 'RATE_LIMITED' }]);
    expect(world.events.at(-1)).toMatchObject({ type: 'refused', reason: 'RATE_LIMITED', session: expect.any(String) });
    expect((await other.post(tight, 'session')).status).toBe(200);
    await world.clock.advanceBy(10_000);
    expect((await browser.post(tight, 'session')).status).toBe(200);
    expect((await browser.post(tight, 'session')).status).toBe(429);
    // What is not used is not saved up.
    await world.clock.advanceBy(600_000);
    const later = [];
    for (let count = 0; count < 4; count += 1) later.push((await browser.post(tight, 'session')).status);
    expect(later).toEqual([200, 200, 200, 429]);
  });

  it('but may always sign out', async () => {
    const tight = world.startServer({ rateLimit: { requests: 1, perMs: 30_000 } });
    for (let count = 0; count < 3; count += 1) await browser.post(tight, 'session');
    expect((await browser.post(tight, 'sign-out')).json).toEqual({ status: 'signed-out', revoked: true });
  });
});

/** Something that is waited for. */
function createGate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => void (open = resolve));
  return { opened, open: () => open() };
}

/** The network of a page in that browser. */
function createPageFetch(one: BrokerBrowser): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const answer = await one.ask(server, 'credentials', { method: request.method, headers: Object.fromEntries(request.headers) });
    return new Response(answer.text, { status: answer.status, headers: answer.headers });
  };
}
