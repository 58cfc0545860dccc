import { beforeEach, describe, expect, it } from 'vitest';
import { createBrokerWorld, type BrokerWorld } from '../testKit/createBrokerWorld.ts';
import { createBrowser, SITE, type AskOptions, type BrokerBrowser, type ReadAnswer } from '../testKit/createBrowser.ts';
import type { Broker } from './createBroker.ts';
import type { BrokerOptions } from './resolveBrokerOptions.ts';

const SIBLING = 'https://blog.example.com';
const FOREIGN = 'https://evil.example';

let world: BrokerWorld;
let server: Broker;
let browser: BrokerBrowser;
beforeEach(async () => {
  world = await createBrokerWorld();
  server = world.startServer();
  browser = await world.signIn(server);
});

/** Refused, before AWS or the cookie was touched. */
function expectRefusal(answer: ReadAnswer, status: number, code: string): void {
  expect({ status: answer.status, json: answer.json }).toEqual({ status, json: { Code: code } });
  expect(answer.headers.getSetCookie()).toEqual([]);
  expect(answer.headers.has('access-control-allow-origin')).toBe(false);
  expect(world.calls()).toEqual([]);
  expect(world.events).toEqual([{ type: 'refused', reason: code, endpoint: 'credentials', session: undefined }]);
}

const endpoints = ['credentials', 'session', 'sign-in', 'sign-out'];

describe('a broker refuses, although the cookie came along and the header is right,', () => {
  it('a request of another site', async () => {
    expectRefusal(await browser.post(server, 'credentials', { headers: { 'sec-fetch-site': 'cross-site', origin: FOREIGN } }), 403, 'CROSS_SITE');
  });

  it('a request of a sibling subdomain, to which SameSite=Strict sends the cookie along', async () => {
    expectRefusal(await browser.post(server, 'credentials', { headers: { 'sec-fetch-site': 'same-site', origin: SIBLING } }), 403, 'CROSS_SITE');
  });

  it.each([
    ['somebody has typed', { 'sec-fetch-site': 'none', origin: undefined }],
    ['says nothing of where it comes from', { 'sec-fetch-site': undefined, origin: undefined }],
    ['comes from another site, of a browser that says so in Origin alone', { 'sec-fetch-site': undefined, origin: FOREIGN }],
    ['comes from another site, whatever its Origin says', { 'sec-fetch-site': 'cross-site', origin: SITE }],
    ['comes from a sandboxed frame', { 'sec-fetch-site': 'cross-site', origin: 'null' }],
    ['comes from plain http of the same host, of an old browser', { 'sec-fetch-site': undefined, origin: SITE.replace('https', 'http') }],
  ])('a request that %s', async (_, headers) => {
    expectRefusal(await browser.post(server, 'credentials', { headers }), 403, 'CROSS_SITE');
  });

  it.each(['GET', 'HEAD', 'PUT', 'DELETE'])('%s, and says what it takes', async (method) => {
    const answer = await browser.post(server, 'credentials', { method });
    expectRefusal(answer, 405, 'METHOD_NOT_ALLOWED');
    expect(answer.headers.get('allow')).toBe('POST, OPTIONS');
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/jsonp'])('a body of %s, as forms send it', async (type) => {
    expectRefusal(await browser.post(server, 'credentials', { body: '{}', headers: { 'content-type': type } }), 415, 'CONTENT_TYPE');
  });
});

describe('a broker refuses', () => {
  it.each([undefined, ''])('a request without the header that only a script of the site can send (%j)', async (value) => {
    expectRefusal(await browser.ask(server, 'credentials', { headers: { 'x-valetkey': value } }), 403, 'HEADER_MISSING');
  });

  it.each(endpoints)('the same at …/%s', async (endpoint) => {
    const body = await world.issueTokens();
    const asked: readonly AskOptions[] = [
      { headers: { 'sec-fetch-site': 'cross-site', origin: FOREIGN, 'x-valetkey': '1' } },
      { headers: { 'sec-fetch-site': 'same-site', origin: SIBLING, 'x-valetkey': '1' } },
      {},
      { method: 'GET', headers: { 'x-valetkey': '1' } },
    ];
    const before = new Map(browser.jar);
    const answers = [];
    for (const options of asked) answers.push(await browser.ask(server, endpoint, options.method === 'GET' ? options : { ...options, body }));
    expect(answers.map(({ json }) => json['Code'])).toEqual(['CROSS_SITE', 'CROSS_SITE', 'HEADER_MISSING', 'METHOD_NOT_ALLOWED']);
    expect(browser.jar).toEqual(before);
    expect(world.calls()).toEqual([]);
  });

  it('what is no endpoint', async () => {
    const answer = await browser.post(server, 'credentials/');
    expect([answer.status, answer.json]).toEqual([404, { Code: 'NOT_FOUND' }]);
  });

  it.each([
    ['no JSON', '{"idToken": "a.b.c'],
    ['no object', '["tokens"]'],
  ])('a body that is %s, and says nothing of what was in it', async (_, body) => {
    const answer = await browser.post(server, 'sign-in', { body });
    expect([answer.status, answer.text]).toEqual([400, '{"Code":"BODY_INVALID"}']);
    expect(world.calls()).toEqual([]);
  });

  it('a body that is longer than three tokens can be, although they are in it', async () => {
    const body = { ...(await world.issueTokens()), more: 'x'.repeat(40_000) };
    const answer = await browser.post(server, 'sign-in', { body });
    expect([answer.status, answer.text]).toEqual([400, '{"Code":"BODY_INVALID"}']);
    expect(world.calls()).toEqual([]);
  });
});

describe('a request whose body does not come to its end', () => {
  it('is answered after ten seconds all the same, and nothing of it is held any longer', async () => {
    let isDropped = false;
    let isRead = (): void => undefined;
    const reading = new Promise<void>((resolve) => void (isRead = resolve));
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode('{"idToken":')),
      pull: () => isRead(),
      cancel: () => void (isDropped = true),
    });
    const headers = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', 'x-valetkey': '1' };
    const init: RequestInit & { readonly duplex: 'half' } = { method: 'POST', headers, body, duplex: 'half' };
    const answer = server.handle(new Request(`${SITE}/broker/sign-in`, init));
    await reading;
    await world.clock.advanceBy(10_000);
    expect([(await answer).status, await (await answer).json()]).toEqual([503, { Code: 'TIMEOUT' }]);
    expect([isDropped, world.clock.pendingTimers]).toEqual([true, 0]);
  });
});

describe('a browser from before it said where requests come from', () => {
  it('is known by its Origin, which all send with a POST', async () => {
    const answer = await browser.post(server, 'credentials', { headers: { 'sec-fetch-site': undefined } });
    expect(answer.status).toBe(200);
  });

  it('is known behind a proxy that ends https where the site’s own origin is allowed', async () => {
    const headers = { 'content-type': 'application/json', origin: SITE, 'x-valetkey': '1' };
    const ask = async (options: Partial<BrokerOptions>): Promise<number> =>
      (await world.startServer(options).handle(new Request(`${SITE.replace('https', 'http')}/broker/session`, { method: 'POST', headers }))).status;
    expect([await ask({}), await ask({ allowedOrigins: [SITE] })]).toEqual([403, 200]);
  });
});

describe('an origin that is allowed', () => {
  const preflight = (origin: string, method = 'POST'): AskOptions => ({
    method: 'OPTIONS',
    headers: { origin, 'sec-fetch-site': 'same-site', cookie: undefined, 'access-control-request-method': method, 'access-control-request-headers': 'x-valetkey' },
  });

  it('is told by a preflight that it may ask, and may read the answer; another is told nothing', async () => {
    const open = world.startServer({ allowedOrigins: [SIBLING] });
    const allowed = await browser.ask(open, 'credentials', preflight(SIBLING));
    expect(allowed.status).toBe(204);
    expect(Object.fromEntries(allowed.headers)).toMatchObject({
      'access-control-allow-origin': SIBLING,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'content-type, x-valetkey',
      'cache-control': 'private, no-store',
      vary: expect.stringContaining('Origin'),
    });
    const given = await browser.post(open, 'credentials', { headers: { origin: SIBLING, 'sec-fetch-site': 'same-site' } });
    expect([given.status, given.headers.get('access-control-allow-origin')]).toEqual([200, SIBLING]);
    expect(given.headers.get('cross-origin-resource-policy')).toBe('same-site');

    for (const answer of [
      await browser.ask(open, 'credentials', preflight(FOREIGN)),
      await browser.ask(open, 'credentials', preflight('https://sub.blog.example.com')),
      await browser.ask(open, 'credentials', preflight(SIBLING, 'DELETE')),
      await browser.ask(server, 'credentials', preflight(SIBLING)),
    ]) {
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.headers.has('access-control-allow-methods')).toBe(false);
    }
  });

  it.each([
    ['another sibling', { origin: 'https://shop.example.com', 'sec-fetch-site': 'same-site' }],
    ['one that the allowed one’s name begins', { origin: `${SIBLING}.evil.example`, 'sec-fetch-site': 'cross-site' }],
    ['a sibling that hides its origin', { origin: 'null', 'sec-fetch-site': 'same-site' }],
    ['a sibling that says nothing of it', { origin: undefined, 'sec-fetch-site': 'same-site' }],
  ])('opens the broker for no other: not for %s', async (_, headers) => {
    const open = world.startServer({ allowedOrigins: [SIBLING] });
    expectRefusal(await browser.post(open, 'credentials', { headers }), 403, 'CROSS_SITE');
  });

  it('can read refusals as well, so that its code sees why', async () => {
    const open = world.startServer({ allowedOrigins: [SIBLING] });
    const answer = await createBrowser().post(open, 'credentials', { headers: { origin: SIBLING, 'sec-fetch-site': 'same-site' } });
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([401, SIBLING]);
  });
});

describe('no cache', () => {
  it('may keep any answer, whatever it says', async () => {
    const tight = world.startServer({ rateLimit: { requests: 1, perMs: 60_000 } });
    const answers = [
      await browser.post(server, 'credentials'),
      await browser.post(server, 'session'),
      await createBrowser().post(server, 'credentials'),
      await createBrowser([['__Host-valetkey', 'forged']]).post(server, 'session'),
      await browser.ask(server, 'credentials'),
      await browser.post(server, 'nowhere'),
      await browser.post(server, 'credentials', { method: 'GET' }),
      await browser.post(server, 'credentials', { method: 'OPTIONS' }),
      await browser.post(server, 'sign-in', { body: 'x' }),
      await browser.post(server, 'sign-in', { body: 'x', headers: { 'content-type': 'text/plain' } }),
      await browser.post(tight, 'session'),
      await browser.post(tight, 'session'),
      await browser.post(server, 'sign-in', { body: await world.issueTokens() }),
      await browser.post(server, 'sign-out'),
    ];
    world.environment.setOnline(false);
    answers.push(await createBrowser().post(server, 'sign-in', { body: { idToken: 'a.e30.c', accessToken: 'a.e30.c', refreshToken: 'r' } }));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 400, 401, 403, 404, 405, 415, 429]));
    for (const { headers, status } of answers) {
      expect(headers.get('cache-control'), String(status)).toBe('private, no-store');
      for (const name of ['Origin', 'Cookie', 'Sec-Fetch-Site', 'x-valetkey']) expect(headers.get('vary')).toContain(name);
      expect([headers.has('etag'), headers.has('last-modified'), headers.has('expires')]).toEqual([false, false, false]);
      expect(headers.get('content-type')).toBe('application/json');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    }
  });

  it('answers in the broker’s place: whoever asks whether an old answer is still good is given a new one', async () => {
    const first = await browser.post(server, 'credentials');
    const second = await browser.post(server, 'credentials', {
      headers: { 'if-none-match': '*', 'if-modified-since': new Date(world.clock.now()).toUTCString(), 'cache-control': 'only-if-cached, max-stale' },
    });
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.json['AccessKeyId']).not.toBe(first.json['AccessKeyId']);
    expect(world.calls()).toEqual(['GetId', 'GetCredentialsForIdentity', 'GetCredentialsForIdentity']);
  });
});
