import { beforeEach, describe, expect, it } from 'vitest';
import { createMemorySessions } from '../tokens/createMemorySessions.ts';
import type { SessionStore } from '../tokens/sessionStore.ts';
import { createBrokerWorld, KEY, NEXT_KEY, type BrokerWorld } from '../testKit/createBrokerWorld.ts';
import { createBrowser, SITE, type BrokerBrowser } from '../testKit/createBrowser.ts';
import type { Broker } from './createBroker.ts';
import type { BrokerOptions } from './resolveBrokerOptions.ts';

const HOUR_MS = 3_600_000;
const NAME = '__Host-valetkey';

let world: BrokerWorld;
beforeEach(async () => {
  world = await createBrokerWorld();
});

/** A store whose contents a test can see, and whose faults it can decide. */
function createOpenStore(): SessionStore & { readonly texts: Map<string, string>; fault?: Error | undefined } {
  const inner = createMemorySessions({ clock: world.clock });
  const texts = new Map<string, string>();
  const guard = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (store.fault !== undefined) throw store.fault;
    return work();
  };
  const store: ReturnType<typeof createOpenStore> = {
    texts,
    read: (key) => guard(async () => ((await inner.read(key)) === undefined ? undefined : texts.get(key))),
    create: (key, text, expiresAt) => guard(() => inner.create(key, texts.set(key, text).get(key) ?? '', expiresAt)),
    replace: (key, text, expiresAt) => guard(() => inner.replace(key, texts.set(key, text).get(key) ?? '', expiresAt)),
    remove: (key) => guard(async () => texts.delete(key) && inner.remove(key)),
    lock: (key, work) => guard(() => inner.lock(key, work)),
  };
  return store;
}

const keepers: readonly (readonly [string, () => Partial<BrokerOptions>])[] = [
  ['in its cookie', () => ({})],
  ['in a session store', () => ({ sessions: createMemorySessions({ clock: world.clock }) })],
];

describe.each(keepers)('a session %s', (_, keep) => {
  let options: Partial<BrokerOptions>;
  let server: Broker;
  let browser: BrokerBrowser;
  beforeEach(async () => {
    options = keep();
    server = world.startServer(options);
    browser = await world.signIn(server);
  });

  it('is known to every process of the server, and after a restart', async () => {
    expect((await browser.post(world.startServer(options), 'session')).json).toMatchObject({ status: 'signed-in', user: { email: 'ada@example.com' } });
  });

  it('shows the page who is signed in, and no token', async () => {
    const { json, text } = await browser.post(server, 'session');
    expect(json).toMatchObject({ status: 'signed-in', endsAt: '2026-01-01T02:00:00.000Z', user: { email: 'ada@example.com', claims: { given_name: 'Ada' } } });
    expect(text).not.toContain('eyJ');
    expect(world.calls()).toEqual([]);
    // Nothing of the request stays behind.
    expect([world.environment.wakeListeners, world.clock.pendingTimers]).toEqual([0, 0]);
  });

  it('says the same of somebody, whichever tokens they have', async () => {
    const before = await browser.post(server, 'session');
    await world.clock.advanceBy(HOUR_MS);
    await browser.post(server, 'credentials');
    expect((await browser.post(server, 'session')).json['user']).toEqual(before.json['user']);
  });

  it('ends twelve hours after the sign-in, however much it is used', async () => {
    for (let hour = 1; hour < 12; hour += 1) {
      await world.clock.advanceBy(HOUR_MS);
      expect((await browser.post(server, 'credentials')).status).toBe(200);
    }
    const old = browser.copy();
    await world.clock.advanceBy(HOUR_MS - 1);
    expect((await browser.post(server, 'session')).json['status']).toBe('signed-in');
    await world.clock.advanceBy(1);
    const answer = await browser.post(server, 'credentials');
    expect([answer.status, answer.json]).toEqual([401, { Code: 'SESSION_OVER' }]);
    expect(browser.jar.size).toBe(0);
    expect((await old.post(world.startServer(options), 'credentials')).status).toBe(401);
  });

  it('ends when no credentials were asked for during two hours; looking who is signed in does not count', async () => {
    await world.clock.advanceBy(HOUR_MS);
    await browser.post(server, 'credentials');
    await world.clock.advanceBy(2 * HOUR_MS - 1);
    expect((await browser.post(server, 'session')).json['status']).toBe('signed-in');
    await world.clock.advanceBy(1);
    expect((await browser.post(server, 'session')).json).toEqual({ status: 'signed-out' });
    expect(browser.jar.size).toBe(0);
  });

  it('ends with a sign-out, which the user pool is told of', async () => {
    const answer = await browser.post(server, 'sign-out');
    expect([answer.status, answer.json, browser.jar.size]).toEqual([200, { status: 'signed-out', revoked: true }, 0]);
    expect(world.calls()).toEqual(['RevokeToken']);
    expect((await browser.post(server, 'session')).json).toEqual({ status: 'signed-out' });
    expect(world.events).toEqual([{ type: 'signed-out', session: expect.any(String), revoked: true }]);
  });

  it('that the user pool has ended is not asked for again, with whichever copy of the cookie', async () => {
    // Revoked by a process that keeps its sessions elsewhere.
    const elsewhere = world.startServer();
    const [tokens, other] = [await world.issueTokens(), createBrowser()];
    await browser.post(server, 'sign-in', { body: tokens });
    await other.post(elsewhere, 'sign-in', { body: tokens });
    await other.post(elsewhere, 'sign-out');
    await world.clock.advanceBy(HOUR_MS);
    world.emulator.calls.clear();
    const copies = [browser.copy(), browser.copy()];
    const codes = [];
    for (const copy of copies) codes.push((await copy.post(server, 'credentials')).json['Code']);
    expect(codes).toEqual(['SESSION_EXPIRED', 'SESSION_OVER']);
    expect(world.calls()).toEqual(['GetTokensFromRefreshToken']);
  });

  it('loses its cookie by a sign-out although the user pool cannot be told, and that is said', async () => {
    world.environment.setOnline(false);
    const answer = await browser.post(server, 'sign-out');
    expect([answer.status, answer.json, browser.jar.size]).toEqual([200, { status: 'signed-out', revoked: false }, 0]);
  });

  it('loses its cookie by a sign-out within three seconds although the user pool hangs', async () => {
    let arrived = (): void => undefined;
    const asked = new Promise<void>((resolve) => void (arrived = resolve));
    const hanging = world.startServer({
      ...options,
      session: (storage) => ({ ...world.createSession(storage), signOut: () => new Promise<never>(() => arrived()) }),
    });
    const leaving = browser.post(hanging, 'sign-out');
    await asked;
    await world.clock.advanceBy(3_000);
    expect((await leaving).json).toEqual({ status: 'signed-out', revoked: false });
    expect(browser.jar.size).toBe(0);
    expect(world.events).toMatchObject([{ type: 'failed', code: 'TIMEOUT' }, { type: 'signed-out', revoked: false }]);
  });

  it('ends everywhere when that is asked for', async () => {
    const elsewhere = await world.signIn(server);
    await browser.post(server, 'sign-out', { body: { everywhere: true } });
    expect(world.calls()).toEqual(['GlobalSignOut']);
    await world.clock.advanceBy(HOUR_MS);
    expect((await elsewhere.post(server, 'credentials')).json).toEqual({ Code: 'SESSION_EXPIRED' });
  });

  it('that has ended in this process does not come back with a copy of its cookie', async () => {
    const thief = browser.copy();
    await browser.post(server, 'sign-out');
    expect((await thief.post(server, 'credentials')).json).toEqual({ Code: 'SESSION_OVER' });
    expect((await thief.post(server, 'session')).json).toEqual({ status: 'signed-out' });
    expect(world.calls()).toEqual(['RevokeToken']);
  });

  it('that is signed out while credentials are on their way gives none, stays ended, and leaves whoever has signed in since alone', async () => {
    let arrived = (): void => undefined;
    let release = (): void => undefined;
    const asked = new Promise<void>((resolve) => void (arrived = resolve));
    const held = new Promise<void>((resolve) => void (release = resolve));
    const slow = world.startServer({
      ...options,
      credentials: () => async () => {
        arrived();
        await held;
        return { accessKeyId: 'ASIAEMU', secretAccessKey: 's', sessionToken: 't', expiration: new Date(world.clock.now() + HOUR_MS) };
      },
    });
    const copy = browser.copy();
    const answer = browser.post(slow, 'credentials');
    await asked;
    expect((await browser.post(slow, 'sign-out')).json).toEqual({ status: 'signed-out', revoked: true });
    expect(world.calls()).toEqual(['RevokeToken']);
    expect((await browser.post(slow, 'sign-in', { body: await world.issueTokens() })).status).toBe(200);
    world.emulator.calls.clear();
    release();
    expect((await answer).json).toEqual({ Code: 'SESSION_OVER' });
    // Once more, for what a refresh may have brought meanwhile.
    expect(world.calls()).toEqual(['RevokeToken']);
    expect((await copy.post(slow, 'session')).json).toEqual({ status: 'signed-out' });
    expect((await browser.post(slow, 'session')).json['status']).toBe('signed-in');
  });

  it('is replaced when somebody signs in at the same browser: the one before is revoked', async () => {
    const before = browser.copy();
    const answer = await browser.post(server, 'sign-in', { body: await world.issueTokens() });
    expect(answer.status).toBe(200);
    expect(world.calls()).toEqual(['GetTokensFromRefreshToken', 'RevokeToken']);
    expect((await before.post(server, 'session')).json).toEqual({ status: 'signed-out' });
    expect((await browser.post(server, 'session')).json['status']).toBe('signed-in');
  });

  it('is the same sign-in when its tokens are handed over once more, and nothing is revoked', async () => {
    const body = await world.issueTokens();
    await browser.post(server, 'sign-in', { body });
    world.emulator.calls.clear();
    expect((await browser.post(server, 'sign-in', { body })).status).toBe(200);
    expect(world.calls()).toEqual(['GetTokensFromRefreshToken']);
    expect((await browser.post(server, 'credentials')).status).toBe(200);
  });

  it.each([
    ['tampered with', (value: string) => value.slice(0, -9) + (value.at(-9) === 'A' ? 'B' : 'A') + value.slice(-8)],
    ['cut off', (value: string) => value.slice(0, -1)],
    ['cut off at its head', (value: string) => value.slice(3)],
    ['empty but for its head', () => '1.'],
    ['somebody else’s', () => '1.eyJhbGciOiJub25lIn0..a.b.c'],
  ])('whose cookie is %s is nobody’s, and the cookie goes', async (what, forge) => {
    const value = browser.jar.get(NAME) ?? '';
    browser.jar.set(NAME, forge(value));
    const answer = await browser.post(server, 'credentials');
    // A session store knows no difference between a name that was tampered with and one that never was.
    const isGone = options.sessions !== undefined && what === 'tampered with';
    expect([answer.status, answer.json]).toEqual([401, { Code: isGone ? 'SESSION_OVER' : 'COOKIE_INVALID' }]);
    expect(browser.jar.size).toBe(0);
    expect(world.calls()).toEqual([]);
    expect(world.events).toMatchObject([{ type: 'refused', reason: isGone ? 'SESSION_OVER' : 'COOKIE_INVALID', endpoint: 'credentials' }]);
  });

  it('sealed with a key that is being replaced is good, and sealed anew; with one that is not known any more it is nobody’s', async () => {
    const during = world.startServer({ ...options, keys: [NEXT_KEY, KEY] });
    const late = browser.copy();
    expect((await browser.post(during, 'credentials')).status).toBe(200);
    const after = world.startServer({ ...options, keys: [NEXT_KEY] });
    expect((await browser.post(after, 'credentials')).status).toBe(200);
    if (options.sessions === undefined) expect((await late.post(after, 'credentials')).json).toEqual({ Code: 'COOKIE_INVALID' });
    expect((await browser.post(world.startServer({ ...options, keys: [KEY] }), 'credentials')).status).toBe(401);
  });

  it.each([
    ['before', (theirs: string, mine: string) => `${theirs}; ${mine}`],
    ['after', (theirs: string, mine: string) => `${mine}; ${theirs}`],
  ])('is not taken for that of a sibling domain, whose cookie of the same name came %s it', async (_place, join) => {
    const theirs = await world.signIn(server);
    const [own, tossed] = [browser, theirs].map(({ jar }) => `${NAME}=${jar.get(NAME)}`);
    const headers = { cookie: join(tossed ?? '', own ?? '') };
    expect((await browser.post(server, 'session', { headers })).json).toEqual({ Code: 'COOKIE_INVALID' });
    expect(world.events).toEqual([{ type: 'refused', reason: 'COOKIE_INVALID', endpoint: 'session', session: undefined }]);
  });

  it('of one app is nobody’s in another that has the same keys', async () => {
    const other = world.startServer({ ...options, cookie: { name: '__Host-other' } });
    const moved = createBrowser([['__Host-other', browser.jar.get(NAME) ?? '']]);
    expect((await moved.post(other, 'credentials')).status).toBe(401);
  });
});

describe('a session in its cookie', () => {
  it('that was signed out gives credentials to a copy of the cookie in another process until its ID token has ended: nothing on the server says no', async () => {
    const server = world.startServer();
    const browser = await world.signIn(server);
    const thief = browser.copy();
    await browser.post(server, 'sign-out');
    expect((await thief.post(world.startServer(), 'credentials')).status).toBe(200);
    await world.clock.advanceBy(HOUR_MS);
    expect((await thief.post(world.startServer(), 'credentials')).json).toEqual({ Code: 'SESSION_EXPIRED' });
  });

  it.each([
    [0, [200, 401]],
    [10, [200, 200]],
  ])('that two processes refresh at once goes on for both where the user pool gives a grace (%i s: %j)', async (graceSeconds, statuses) => {
    world = await createBrokerWorld({ rotation: true, graceSeconds });
    const browser = await world.signIn(world.startServer());
    await world.clock.advanceBy(HOUR_MS);
    const tabs = [browser.copy(), browser.copy()];
    const answers = await Promise.all(tabs.map((tab) => tab.post(world.startServer(), 'credentials')));
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual(statuses);
    // Whichever of the two cookies the browser keeps, it is good for the next hour.
    await world.clock.advanceBy(HOUR_MS);
    for (const [index, tab] of tabs.entries()) {
      if (answers[index]?.status === 200) expect((await tab.post(world.startServer(), 'credentials')).status).toBe(200);
    }
  });

  it('is split where it is too long for one cookie, and what is left over of a longer one goes', async () => {
    const long = world.startServer({ session: padded(2_400) });
    const browser = await world.signIn(long);
    expect([...browser.jar.keys()]).toEqual([NAME, `${NAME}.1`]);
    expect((await browser.post(long, 'session')).json['status']).toBe('signed-in');
    const torn = createBrowser([[NAME, browser.jar.get(NAME) ?? '']]);
    expect((await torn.post(long, 'session')).json).toEqual({ Code: 'COOKIE_INVALID' });

    const short = world.startServer();
    await browser.post(short, 'sign-in', { body: await world.issueTokens() });
    expect([...browser.jar.keys()]).toEqual([NAME]);
    await browser.post(short, 'sign-out');
    expect(browser.jar.size).toBe(0);
  });

  it('that is too long for two is refused at the sign-in, which is then over', async () => {
    const huge = world.startServer({ session: padded(12_000) });
    const browser = createBrowser();
    const answer = await browser.post(huge, 'sign-in', { body: await world.issueTokens() });
    expect([answer.status, answer.json, browser.jar.size]).toEqual([500, { Code: 'SESSION_TOO_LARGE' }, 0]);
    expect(world.calls()).toEqual(['GetTokensFromRefreshToken', 'RevokeToken']);
  });

  /** Sessions that keep so many random characters more, as tokens with many claims do. */
  function padded(length: number): BrokerOptions['session'] {
    const bytes = crypto.getRandomValues(new Uint8Array(Math.ceil(length * 0.75)));
    const padding = Buffer.from(bytes).toString('base64url');
    return (storage) =>
      world.createSession({
        ...storage,
        open: (slot, format) =>
          storage.open(slot, { write: (value) => JSON.stringify([format.write(value), padding]), read: (text) => format.read(unpad(text)) }),
      });
  }

  const unpad = (text: string): string => {
    const value = JSON.parse(text) as unknown;
    return Array.isArray(value) ? String(value[0]) : text;
  };
});

describe('a session in a store', () => {
  it('has a cookie of 43 random characters, and the store holds neither these nor a token', async () => {
    const sessions = createOpenStore();
    const browser = await world.signIn(world.startServer({ sessions }));
    const value = browser.jar.get(NAME) ?? '';
    expect(value).toMatch(/^1\.[\w-]{43}$/);
    const [[key, text] = ['', '']] = [...sessions.texts];
    expect(key).toMatch(/^[\da-f]{64}$/);
    expect([key, text].join()).not.toContain(value.slice(2));
    // Sealed: its parts are a header, no key, and what no one can read.
    expect(text).toMatch(/^eyJ[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/);
  });

  it('is forgotten by the store when it is over, however long the store would have kept it', async () => {
    const sessions = createOpenStore();
    const server = world.startServer({ sessions });
    const browser = await world.signIn(server);
    await world.clock.advanceBy(2 * HOUR_MS - 1);
    const strict = world.startServer({ sessions, cookie: { maxAgeMs: HOUR_MS } });
    expect((await browser.post(strict, 'session')).json).toEqual({ status: 'signed-out' });
    expect(sessions.texts.size).toBe(0);
  });

  it('that was put in another’s place is nobody’s', async () => {
    const sessions = createOpenStore();
    const server = world.startServer({ sessions });
    const [one, other] = [await world.signIn(server), await world.signIn(server)];
    const [[, first] = ['', ''], [second] = ['', '']] = [...sessions.texts];
    sessions.texts.set(second, first);
    expect((await one.post(server, 'session')).json['status']).toBe('signed-in');
    expect((await other.post(server, 'session')).json).toEqual({ status: 'signed-out' });
  });

  it('is signed out for all processes at once, whatever they remember', async () => {
    const sessions = createMemorySessions({ clock: world.clock });
    const [one, other] = [world.startServer({ sessions }), world.startServer({ sessions })];
    const browser = await world.signIn(one);
    const thief = browser.copy();
    await thief.post(other, 'credentials');
    await browser.post(one, 'sign-out');
    expect((await thief.post(other, 'credentials')).json).toEqual({ Code: 'SESSION_OVER' });
  });

  it('is refreshed once, in whichever process its tabs ask, although there is no grace', async () => {
    world = await createBrokerWorld({ rotation: true });
    const sessions = createMemorySessions({ clock: world.clock });
    const servers = Array.from({ length: 5 }, () => world.startServer({ sessions }));
    const browser = await world.signIn(servers[0] as Broker);
    await world.clock.advanceBy(HOUR_MS);
    const answers = await Promise.all(servers.map((server) => browser.copy().post(server, 'credentials')));
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(200));
    expect(world.calls().filter((call) => call === 'GetTokensFromRefreshToken')).toHaveLength(1);
  });

  it('cannot be reached while the store is down: nobody is signed out for it, and a sign-out takes the cookie all the same', async () => {
    const sessions = createOpenStore();
    const server = world.startServer({ sessions });
    const browser = await world.signIn(server);
    sessions.fault = new Error('redis://:hunter2@store is down');
    for (const path of ['credentials', 'session']) {
      const answer = await browser.post(server, path);
      expect([answer.status, answer.text]).toEqual([503, '{"Code":"SERVICE_UNAVAILABLE"}']);
    }
    expect(browser.jar.size).toBe(1);
    expect((await browser.post(server, 'sign-out')).json).toEqual({ status: 'signed-out', revoked: false });
    expect(browser.jar.size).toBe(0);
    expect(JSON.stringify(world.events)).not.toContain('hunter2');
  });
});

describe('signing in', () => {
  it('takes the tokens of a page over: the answer holds none, and the refresh token that the page had is spent', async () => {
    world = await createBrokerWorld({ rotation: true });
    const server = world.startServer();
    const tokens = await world.issueTokens();
    const browser = createBrowser();
    const answer = await browser.post(server, 'sign-in', { body: tokens });
    expect(answer.json).toMatchObject({ status: 'signed-in', user: { email: 'ada@example.com' } });
    for (const token of Object.values(tokens)) expect(answer.text).not.toContain(token);
    expect(world.calls()).toEqual(['GetTokensFromRefreshToken']);
    // Whoever has kept it cannot use it.
    expect((await createBrowser().post(server, 'sign-in', { body: tokens })).json).toEqual({ Code: 'SESSION_EXPIRED' });
  });

  it('keeps what the issuer has said, not what the page has; tokens of two people are none', async () => {
    const server = world.startServer();
    const tokens = await world.issueTokens();
    const [head, body = '', signature] = tokens.idToken.split('.');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
    const forge = (changes: object): string => [head, Buffer.from(JSON.stringify({ ...claims, ...changes })).toString('base64url'), signature].join('.');
    const send = (idToken: string): Promise<{ readonly json: unknown }> => createBrowser().post(server, 'sign-in', { body: { ...tokens, idToken } });
    expect((await send(forge({ email: 'admin@example.com' }))).json).toMatchObject({ user: { email: 'ada@example.com' } });
    expect((await send(forge({ sub: 'admin' }))).json).toEqual({ Code: 'BODY_INVALID' });
  });

  it.each([
    ['the same person at another app client', true],
    ['another app client, forged to be for this one', false],
  ])('with tokens of %s gives no cookie', async (_, isPlain) => {
    const elsewhere = await createBrokerWorld({ rotation: true });
    world.environment.setFetch(elsewhere.environment.fetch);
    const own = await world.issueTokens();
    const theirs = await elsewhere.issueTokens();
    const browser = createBrowser();
    const answer = await browser.post(world.startServer(), 'sign-in', { body: isPlain ? theirs : { ...own, refreshToken: theirs.refreshToken } });
    expect([answer.status, answer.json, browser.jar.size]).toEqual([401, { Code: 'SESSION_EXPIRED' }, 0]);
    expect(elsewhere.calls()).toEqual(['GetTokensFromRefreshToken']);
  });

  it('with a refresh token that is no good gives no cookie', async () => {
    const server = world.startServer();
    const tokens = await world.issueTokens();
    const browser = createBrowser();
    const answer = await browser.post(server, 'sign-in', { body: { ...tokens, refreshToken: 'made up' } });
    expect([answer.status, answer.json, browser.jar.size]).toEqual([401, { Code: 'SESSION_EXPIRED' }, 0]);
  });

  it.each([{}, { idToken: 'a' }, { idToken: 1, accessToken: 2, refreshToken: 3 }, { idToken: 'a', accessToken: 'b', refreshToken: 'c' }])(
    'with what are no tokens is refused: %j',
    async (body) => {
      const answer = await createBrowser().post(world.startServer(), 'sign-in', { body });
      expect([answer.status, answer.json]).toEqual([400, { Code: 'BODY_INVALID' }]);
      expect(world.calls()).toEqual([]);
    },
  );

  it('while the user pool cannot be reached gives no cookie, and can be tried again', async () => {
    const server = world.startServer();
    const body = await world.issueTokens();
    const browser = createBrowser();
    world.environment.setOnline(false);
    expect((await browser.post(server, 'sign-in', { body })).json).toEqual({ Code: 'NETWORK' });
    expect(browser.jar.size).toBe(0);
    world.environment.setOnline(true);
    expect((await browser.post(server, 'sign-in', { body })).status).toBe(200);
  });

  it('with tokens that the server has obtained itself puts the cookie on any response, and asks nobody', async () => {
    const server = world.startServer();
    const tokens = await world.issueTokens();
    const redirect = new Response(null, { status: 303, headers: { location: '/album', 'set-cookie': 'theme=dark' } });
    const response = await server.signIn(new Request(`${SITE}/callback?code=1`), tokens, redirect);
    expect([response.status, response.headers.get('location'), response.headers.get('cache-control')]).toEqual([303, '/album', 'private, no-store']);
    const [theme, cookie = ''] = response.headers.getSetCookie();
    expect(theme).toBe('theme=dark');
    const value = /^__Host-valetkey=([^;]+); Path=\/; Max-Age=7200; Secure; HttpOnly; SameSite=Strict$/.exec(cookie)?.[1] ?? '';
    expect((await createBrowser([[NAME, value]]).post(server, 'credentials')).status).toBe(200);
    expect(world.calls()).toEqual(['GetId', 'GetCredentialsForIdentity']);
    expect((await (await server.signIn(new Request(SITE), tokens)).json()) as unknown).toMatchObject({ status: 'signed-in' });
  });

  it('by the server with what are no tokens says so, and gives no cookie', async () => {
    const server = world.startServer();
    const given = new Response('welcome');
    const response = await server.signIn(new Request(SITE), { idToken: 'a', accessToken: 'b', refreshToken: 'c' }, given);
    expect([response.status, response.headers.getSetCookie()]).toEqual([400, []]);
  });
});

describe('what a broker tells', () => {
  it('holds no cookie, token, key, name or address, whatever happened', async () => {
    const sessions = createMemorySessions({ clock: world.clock });
    const seen: string[] = [];
    for (const options of [{}, { sessions }]) {
      const server = world.startServer(options);
      const tokens = await world.issueTokens();
      const browser = createBrowser();
      await browser.post(server, 'sign-in', { body: tokens });
      seen.push(...Object.values(tokens), browser.jar.get(NAME)?.slice(2) ?? '');
      seen.push(String((await browser.post(server, 'credentials')).json['SecretAccessKey']));
      await browser.ask(server, 'credentials');
      await browser.post(server, 'sign-in', { body: { idToken: 'x' } });
      world.environment.setOnline(false);
      await browser.post(server, 'credentials');
      world.environment.setOnline(true);
      browser.jar.set(NAME, `${browser.jar.get(NAME)}x`);
      await browser.post(server, 'credentials');
      await browser.post(server, 'sign-out');
    }
    expect(new Set(world.events.map(({ type }) => type))).toEqual(new Set(['signed-in', 'credentials-given', 'refused', 'failed']));
    for (const secret of [...seen, 'ada', KEY]) expect(JSON.stringify(world.events)).not.toContain(secret);
  });

  it('keeps nobody from an answer when the listener throws', async () => {
    const server = world.startServer({
      onEvent: () => {
        throw new Error('no disk');
      },
    });
    expect((await createBrowser().ask(server, 'credentials')).status).toBe(403);
  });
});
