import { createUserPoolSession } from '@valetkey/cognito';
import { createManagedLoginSession, type PageEnvironment } from '@valetkey/cognito/managed-login';
import { createCredentialStore, narrowProvider, type SessionSnapshot } from '@valetkey/core';
import { emulatorDefaults } from '@valetkey/emulator';
import { createInPageFetch } from '@valetkey/emulator/in-page';
import { createMockProvider, createSimulatedEnvironment, type SimulatedEnvironment } from '@valetkey/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Broker } from '../broker/createBroker.ts';
import { createBrokerWorld, type BrokerWorld } from '../testKit/createBrokerWorld.ts';
import { createBrowser, SITE, type BrokerBrowser } from '../testKit/createBrowser.ts';
import { createBrokerSession, type BrokerSession, type BrokerSessionOptions } from './createBrokerSession.ts';

const HOUR_MS = 3_600_000;
const { user } = emulatorDefaults;

/** A tab of a browser: its network, and what it has asked the broker. */
interface Tab {
  readonly session: BrokerSession;
  readonly environment: SimulatedEnvironment;
  readonly asked: string[];
  readonly snapshots: SessionSnapshot[];
  /** Brings the page back from the back/forward cache; resolves when it may be seen. */
  readonly restore: () => Promise<unknown>;
}

/** A channel of the browser: its pages hear what the others say. */
const ears = new Set<{ readonly page: object; readonly hear: (event: { readonly data: unknown }) => void }>();
const said: unknown[] = [];
const openChannel = (page: object): BroadcastChannel => {
  const mine: { page: object; hear: (event: { readonly data: unknown }) => void }[] = [];
  return {
    addEventListener: (_: string, hear: (event: { readonly data: unknown }) => void) => {
      const ear = { page, hear };
      mine.push(ear);
      ears.add(ear);
    },
    postMessage(data: unknown) {
      said.push(data);
      for (const ear of ears) if (ear.page !== page) ear.hear({ data });
    },
    close: () => mine.forEach((ear) => ears.delete(ear)),
  } as unknown as BroadcastChannel;
};

let world: BrokerWorld;
let server: Broker;
let browser: BrokerBrowser;
beforeEach(async () => {
  world = await createBrokerWorld({ rotation: true });
  server = world.startServer();
  browser = createBrowser();
});

function openTab(options: Partial<BrokerSessionOptions> = {}, change: (answer: Response, path: string) => Response = (answer) => answer): Tab {
  const { clock } = world;
  const asked: string[] = [];
  const aws = createInPageFetch(world.emulator);
  const environment = createSimulatedEnvironment({
    clock,
    async fetch(input, init) {
      const url = new URL(input instanceof Request ? input.url : input, `${SITE}/album/`);
      if (url.origin !== SITE) return aws(input, init);
      const path = url.pathname.replace('/broker/', '');
      asked.push(path);
      const { method, body, headers } = { method: 'GET', body: undefined, ...init };
      const answer = await browser.ask(server, path, { method, query: url.search, ...(body ? { body } : {}), headers: Object.fromEntries(new Headers(headers)) });
      return change(new Response(answer.text, { status: answer.status, headers: answer.headers }), path);
    },
  });
  const { userPoolId, rotatingUserPoolClientId: userPoolClientId } = emulatorDefaults;
  const page = {};
  const restored = new Set<() => unknown>();
  const session = createBrokerSession({
    broker: '/broker/',
    tabs: {
      openChannel: () => openChannel(page),
      get localStorage(): Storage {
        throw new Error('denied');
      },
      onStored: () => () => undefined,
      onRestore(check) {
        restored.add(check);
        return () => void restored.delete(check);
      },
    },
    signInWith: () => createUserPoolSession({ userPoolId, userPoolClientId, clock, environment }),
    clock,
    environment,
    ...options,
  });
  const snapshots = [session.getSnapshot()];
  session.subscribe(() => snapshots.push(session.getSnapshot()));
  return { session, environment, asked, snapshots, restore: () => Promise.all(Array.from(restored, (check) => check())) };
}

async function signIn({ session }: Tab, password: string = user.password): Promise<void> {
  const { step } = session.signIn.getSnapshot();
  if (step.kind !== 'password') throw new Error(`The sign-in is on ${step.kind}.`);
  await step.submit({ username: user.email, password });
  await world.clock.advanceBy(0);
}

/** Holds what the server answers at an endpoint; `there` resolves when it would have been sent. */
function holdAnswers(endpoint: string, change: (answer: Response) => Response = (answer) => answer): { readonly there: Promise<void>; readonly release: () => void } {
  const { handle } = server;
  let release = (): void => undefined;
  let arrive = (): void => undefined;
  const held = new Promise<void>((resolve) => void (release = resolve));
  const there = new Promise<void>((resolve) => void (arrive = resolve));
  server = {
    ...server,
    async handle(request) {
      const answer = await handle(request);
      if (!request.url.endsWith(endpoint)) return answer;
      arrive();
      await held;
      return change(answer);
    },
  };
  return { there, release: () => release() };
}

/** Lets what has settled have its consequences, while a request hangs for which a simulated clock would wait. */
const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

async function submitPassword({ session }: Tab): Promise<void> {
  const { step } = session.signIn.getSnapshot();
  if (step.kind === 'password') await step.submit({ username: user.email, password: user.password });
}

const statusOf = ({ session }: Tab): string => session.getSnapshot().status;

describe('the session of a page whose tokens are with a broker', () => {
  it('asks nobody until it is started or used', () => {
    expect(openTab().asked).toEqual([]);
  });

  it('is nobody’s before the sign-in, and the person’s after it', async () => {
    const tab = openTab();
    const stop = tab.session.start();
    await world.clock.advanceBy(0);
    await signIn(tab);
    expect(tab.snapshots).toEqual([
      { status: 'unknown', epoch: 0 },
      { status: 'signed-out', epoch: 0, reason: 'never-signed-in' },
      { status: 'signed-in', epoch: 1, user: expect.objectContaining({ email: user.email, claims: expect.objectContaining({ given_name: 'Ada' }) }) },
    ]);
    expect(tab.session.signIn.getSnapshot()).toMatchObject({ step: { kind: 'signed-in', username: user.email }, pending: false, error: undefined });
    expect(tab.asked).toEqual(['session', 'sign-in']);
    stop();
    expect([world.clock.pendingTimers, tab.environment.wakeListeners]).toEqual([0, 0]);
  });

  it('proves the password to the user pool, and never sends it to the broker', async () => {
    const bodies: unknown[] = [];
    const { handle } = server;
    server = { ...server, handle: async (request) => (bodies.push(await request.clone().text()), handle(request)) };
    await signIn(openTab());
    expect(bodies.join()).toContain('refreshToken');
    expect(bodies.join()).not.toContain(user.password);
    expect(bodies.join()).not.toContain(user.email);
  });

  it('has no tokens to give, and says where they are', async () => {
    const tab = openTab();
    await signIn(tab);
    await expect(tab.session.getTokens()).rejects.toMatchObject({ code: 'FLOW_UNSUPPORTED', message: expect.stringContaining('broker') });
  });

  it('is there again after a reload, for one call about the person and one for credentials', async () => {
    await signIn(openTab());
    const tab = openTab();
    const store = createCredentialStore({ provider: tab.session.provider, clock: world.clock, environment: tab.environment });
    const stop = store.start();
    expect(await store.whenReady()).toMatchObject({ status: 'ready', identityId: expect.stringMatching(/^eu-west-1:/), source: 'http' });
    expect(statusOf(tab)).toBe('signed-in');
    expect(tab.asked.toSorted()).toEqual(['credentials', 'session']);
    stop();
  });

  it('is what a sign-in has made it, whatever was asked before that', async () => {
    const { there, release } = holdAnswers('session');
    const tab = openTab();
    const stop = tab.session.start();
    await there;
    await submitPassword(tab);
    await expect.poll(() => statusOf(tab)).toBe('signed-in');
    release();
    await world.clock.advanceBy(0);
    expect(statusOf(tab)).toBe('signed-in');
    stop();
  });

  it('is another one when the same person signs in again: nothing of before is used', async () => {
    const tab = openTab();
    await signIn(tab);
    const { epoch } = tab.session.getSnapshot();
    tab.session.signIn.reset();
    await signIn(tab);
    expect(tab.session.getSnapshot()).toMatchObject({ status: 'signed-in', epoch: epoch + 1 });
  });

  it('is the same object as long as the broker says the same', async () => {
    const tab = openTab();
    await signIn(tab);
    const stop = tab.session.start();
    await world.clock.advanceBy(0);
    const before = tab.session.getSnapshot();
    tab.environment.wake();
    await world.clock.advanceBy(0);
    expect(tab.session.getSnapshot()).toBe(before);
    expect(tab.asked.filter((path) => path === 'session')).toHaveLength(2);
    stop();
  });

  it('does not end because the one before was refused late', async () => {
    const tab = openTab();
    await signIn(tab);
    const { there, release } = holdAnswers('credentials', () => Response.json({ Code: 'NOT_SIGNED_IN' }, { status: 401 }));
    const refused = tab.session.provider().catch((error: unknown) => error);
    await there;
    tab.session.signIn.reset();
    const { epoch } = tab.session.getSnapshot();
    await submitPassword(tab);
    await expect.poll(() => tab.session.getSnapshot().epoch).toBe(epoch + 1);
    release();
    expect(await refused).toMatchObject({ code: 'NOT_SIGNED_IN' });
    expect(statusOf(tab)).toBe('signed-in');
  });

  it('says a wrong password, and asks the broker nothing', async () => {
    const tab = openTab();
    await signIn(tab, 'wrong');
    expect(tab.session.signIn.getSnapshot()).toMatchObject({ step: { kind: 'password' }, error: { code: 'INCORRECT_SIGN_IN' } });
    expect(tab.asked).toEqual([]);
  });

  it('offers signing up and recovering a password as the user pool’s own does', () => {
    const { session } = openTab();
    expect([session.signUp, session.passwordReset]).not.toContain(undefined);
  });

  it('is not begun when the broker does not take the tokens: these are revoked, and the person can try again', async () => {
    let isUp = false;
    const tab = openTab({}, (answer, path) => (path === 'sign-in' && !isUp ? new Response('{}', { status: 503 }) : answer));
    await signIn(tab);
    expect(tab.session.signIn.getSnapshot()).toMatchObject({ step: { kind: 'password' }, pending: false, error: { code: 'SERVICE_UNAVAILABLE' } });
    expect(world.calls()).toContain('RevokeToken');
    isUp = true;
    await signIn(tab);
    expect(statusOf(tab)).toBe('signed-in');
  });

  it('is not begun when the person turns back while the tokens are on their way: the broker is told that nobody wants them', async () => {
    let release = (): void => undefined;
    let arrived = (): void => undefined;
    const held = new Promise<void>((resolve) => void (release = resolve));
    const there = new Promise<void>((resolve) => void (arrived = resolve));
    const real = server;
    server = {
      ...real,
      async handle(request) {
        if (!request.url.endsWith('sign-in')) return real.handle(request);
        arrived();
        await held;
        return real.handle(request);
      },
    };
    const tab = openTab();
    const submitted = signIn(tab);
    await there;
    expect(tab.session.signIn.getSnapshot()).toMatchObject({ step: { kind: 'password' }, pending: true });
    tab.session.signIn.reset();
    release();
    await submitted;
    expect(tab.asked).toEqual(['sign-in', 'sign-out']);
    expect([browser.jar.size, statusOf(tab), tab.session.signIn.getSnapshot().step.kind]).toEqual([0, 'signed-out', 'password']);
  });
});

describe('a sign-in that the person turns back from while the user pool is asked', () => {
  it('is asked of no broker, and the tokens that come after all are revoked', async () => {
    const { clock, emulator } = world;
    const { userPoolId, rotatingUserPoolClientId: userPoolClientId } = emulatorDefaults;
    const aws = createInPageFetch(emulator);
    let release = (): void => undefined;
    let arrive = (): void => undefined;
    const held = new Promise<void>((resolve) => void (release = resolve));
    const there = new Promise<void>((resolve) => void (arrive = resolve));
    const environment = createSimulatedEnvironment({
      clock,
      async fetch(input, init) {
        const answer = await aws(input, init);
        if (!world.calls().includes('RespondToAuthChallenge')) return answer;
        arrive();
        await held;
        return answer;
      },
    });
    const tab = openTab({ signInWith: () => createUserPoolSession({ userPoolId, userPoolClientId, clock, environment }) });
    const submitted = submitPassword(tab);
    await there;
    tab.session.signIn.reset();
    release();
    await submitted;
    await clock.advanceBy(0);
    expect([world.calls().at(-1), tab.asked, statusOf(tab)]).toEqual(['RevokeToken', [], 'unknown']);
  });
});

describe('signing out of a broker', () => {
  it('ends the session here at once, then at the broker and the user pool', async () => {
    const tab = openTab();
    await signIn(tab);
    const left = tab.session.signOut();
    expect(tab.session.getSnapshot()).toEqual({ status: 'signed-out', epoch: 2, reason: 'signed-out' });
    expect(tab.session.signIn.getSnapshot().step.kind).toBe('password');
    expect(await left).toBeUndefined();
    expect([tab.asked.at(-1), browser.jar.size, world.calls().at(-1)]).toEqual(['sign-out', 0, 'RevokeToken']);
    await expect(tab.session.provider()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
    expect(tab.asked.at(-1)).toBe('sign-out');
  });

  it('says when the user pool could not be told', async () => {
    const tab = openTab();
    await signIn(tab);
    world.environment.setOnline(false);
    expect(await tab.session.signOut()).toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    expect(browser.jar.size).toBe(0);
  });

  it('is signed out although the broker cannot be reached, and tells it before it asks anything else', async () => {
    const tab = openTab();
    const stop = tab.session.start();
    await signIn(tab);
    tab.environment.setOnline(false);
    expect(await tab.session.signOut()).toMatchObject({ code: 'NETWORK' });
    expect(browser.jar.size).toBe(1);
    tab.asked.length = 0;
    tab.environment.setOnline(true);
    await world.clock.advanceBy(0);
    expect(tab.asked).toEqual(['sign-out', 'session']);
    expect([browser.jar.size, statusOf(tab)]).toEqual([0, 'signed-out']);
    stop();
    expect(world.clock.pendingTimers).toBe(0);
  });

  it('does not take the cookie of whoever signs in next: that waits for it', async () => {
    const tab = openTab();
    await signIn(tab);
    tab.asked.length = 0;
    const { there, release } = holdAnswers('sign-out');
    const left = tab.session.signOut();
    await there;
    await submitPassword(tab);
    await turn();
    expect(tab.asked).toEqual(['sign-out']);
    release();
    await left;
    await world.clock.advanceBy(0);
    expect(tab.asked).toEqual(['sign-out', 'sign-in']);
    expect([browser.jar.size, statusOf(tab)]).toEqual([1, 'signed-in']);
  });

  it('reaches another tab at once, by a message that says nothing but that', async () => {
    said.length = 0;
    const [one, other] = [openTab(), openTab()];
    const stop = other.session.start();
    await world.clock.advanceBy(0);
    await signIn(one);
    await world.clock.advanceBy(0);
    expect(statusOf(other)).toBe('signed-in');
    await one.session.signOut();
    await world.clock.advanceBy(0);
    expect(statusOf(other)).toBe('signed-out');
    expect(said).toEqual(Array(2).fill({ type: 'changed', slot: 'valetkey:v1:/broker:session' }));
    stop();
    expect(ears.size).toBe(0);
  });

  it('reaches another tab that is just looking, and was told what was so before: it looks once more', async () => {
    const [one, other] = [openTab(), openTab()];
    await signIn(one);
    const { there, release } = holdAnswers('session');
    const stop = other.session.start();
    await there;
    await one.session.signOut();
    release();
    await world.clock.advanceBy(0);
    expect(other.session.getSnapshot()).toMatchObject({ status: 'signed-out' });
    expect(other.asked).toEqual(['session', 'session']);
    stop();
  });

  it('is known to a page from the back/forward cache before that is seen', async () => {
    const [one, other] = [openTab(), openTab()];
    await signIn(one);
    const stop = other.session.start();
    await world.clock.advanceBy(0);
    expect(statusOf(other)).toBe('signed-in');
    // What is put away hears no message.
    ears.clear();
    await one.session.signOut();
    expect(statusOf(other)).toBe('signed-in');
    await other.restore();
    expect(statusOf(other)).toBe('signed-out');
    stop();
  });

  it('reaches another tab when that is looked at, where they cannot tell each other', async () => {
    const [one, other] = [openTab(), openTab()];
    await signIn(one);
    const stop = other.session.start();
    await world.clock.advanceBy(0);
    expect(statusOf(other)).toBe('signed-in');
    ears.clear();
    await one.session.signOut();
    expect(statusOf(other)).toBe('signed-in');
    other.environment.wake();
    await world.clock.advanceBy(0);
    expect(other.session.getSnapshot()).toEqual({ status: 'signed-out', epoch: 1, reason: 'signed-out' });
    stop();
  });

  it('reaches another tab at its next call of the broker, which gives it nothing', async () => {
    const [one, other] = [openTab(), openTab()];
    await signIn(one);
    const store = createCredentialStore({ provider: other.session.provider, clock: world.clock, environment: other.environment });
    const stop = store.start();
    await store.whenReady();
    await one.session.signOut();
    await expect(store.refresh()).rejects.toMatchObject({ code: expect.stringMatching(/NOT_SIGNED_IN|ABORTED/) });
    expect(other.session.getSnapshot()).toMatchObject({ status: 'signed-out', reason: 'signed-out' });
    expect(store.getSnapshot()).not.toHaveProperty('credentials');
    stop();
  });
});

describe('a broker’s session that ends by itself', () => {
  it('because its time is over is told to the person as such', async () => {
    const tab = openTab();
    await signIn(tab);
    await world.clock.advanceBy(2 * HOUR_MS);
    const stop = tab.session.start();
    await world.clock.advanceBy(0);
    expect(tab.session.getSnapshot()).toMatchObject({ status: 'signed-out', reason: 'expired' });
    expect(tab.session.signIn.getSnapshot().step.kind).toBe('password');
    stop();
  });

  it('because the user pool has ended it, too', async () => {
    const tab = openTab();
    await signIn(tab);
    await browser.copy().post(world.startServer(), 'sign-out');
    await world.clock.advanceBy(HOUR_MS);
    await expect(tab.session.provider()).rejects.toMatchObject({ code: 'SESSION_EXPIRED' });
    expect(tab.session.getSnapshot()).toMatchObject({ status: 'signed-out', reason: 'expired' });
  });

  it('stays what it is while the broker cannot be asked, and is asked again', async () => {
    await signIn(openTab());
    const tab = openTab();
    tab.environment.setOnline(false);
    const stop = tab.session.start();
    await world.clock.advanceBy(4_999);
    expect(statusOf(tab)).toBe('unknown');
    expect(world.clock.pendingTimers).toBe(1);
    tab.environment.setOnline(true);
    await world.clock.advanceBy(1);
    expect(statusOf(tab)).toBe('signed-in');
    stop();
    expect(world.clock.pendingTimers).toBe(0);
  });
});

describe('a sign-in on the user pool’s own pages', () => {
  /** Sessions of managed login, as far as a broker’s page sees them: the first comes back signed in when it is started. */
  function openRedirectedTab(): { readonly tab: Tab; readonly running: () => number; readonly left: (object | undefined)[] } {
    const { userPoolId, rotatingUserPoolClientId: userPoolClientId } = emulatorDefaults;
    const { clock } = world;
    const environment = createSimulatedEnvironment({ clock, fetch: createInPageFetch(world.emulator) });
    const left: (object | undefined)[] = [];
    let isComingBack = true;
    let running = 0;
    const tab = openTab({
      signInWith() {
        const inner = createUserPoolSession({ userPoolId, userPoolClientId, clock, environment });
        return {
          ...inner,
          start() {
            const { step } = inner.signIn.getSnapshot();
            if (isComingBack && step.kind === 'password') void step.submit({ username: user.email, password: user.password });
            isComingBack = false;
            running += 1;
            const stop = inner.start();
            return () => {
              running -= 1;
              stop();
            };
          },
          async signOut(how) {
            left.push(how);
            return inner.signOut(how);
          },
        };
      },
    });
    return { tab, running: () => running, left };
  }

  it('is handed over when the page has been come back to, and the session that it came to is stopped', async () => {
    const { tab, running } = openRedirectedTab();
    const stop = tab.session.start();
    await world.clock.advanceBy(0);
    await expect.poll(() => statusOf(tab)).toBe('signed-in');
    await world.clock.advanceBy(0);
    expect([browser.jar.size, running()]).toEqual([1, 1]);
    stop();
    expect([running(), world.clock.pendingTimers, tab.environment.wakeListeners]).toEqual([0, 0, 0]);
  });

  it('is taken up by the session of managed login, started as StrictMode does, with one call, and ended at the pages as well', async () => {
    const { clock, emulator } = world;
    const { userPoolId, rotatingUserPoolClientId: userPoolClientId } = emulatorDefaults;
    const pages = 'http://127.0.0.1:4577';
    const redirectUri = 'http://localhost:5173/callback';
    const kept = new Map<string, string>();
    const left: string[] = [];
    let address = 'http://localhost:5173/album';
    let comeBack = (): void => undefined;
    let leave = (): void => undefined;
    const page: PageEnvironment = {
      getUrl: () => address,
      replaceUrl: (url) => void (address = new URL(url, address).href),
      leave(url) {
        left.push(url);
        leave();
      },
      sessionStorage: { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value), removeItem: (key) => void kept.delete(key) },
      onShow(listener) {
        comeBack = listener;
        return () => undefined;
      },
    };
    const environment = createSimulatedEnvironment({ clock, fetch: createInPageFetch(emulator) });
    const signInWith = () => createManagedLoginSession({ userPoolId, userPoolClientId, domain: pages, redirectUri, clock, environment, page });
    const before = openTab({ signInWith });
    const { step } = before.session.signIn.getSnapshot();
    const gone = new Promise<void>((resolve) => void (leave = resolve));
    const leaving = step.kind === 'redirect' ? step.submit() : undefined;
    await gone;
    comeBack();
    await leaving;
    const form = new URLSearchParams({ username: user.email, password: user.password });
    const login = (left[0] ?? '').replace('/oauth2/authorize', '/login');
    address = (await emulator.handle(new Request(login, { method: 'POST', body: form }))).headers.get('location') ?? '';

    const tab = openTab({ signInWith });
    tab.session.start()();
    const stop = tab.session.start();
    expect(address).toBe('http://localhost:5173/album');
    await clock.advanceBy(0);
    await expect.poll(() => statusOf(tab)).toBe('signed-in');
    expect([emulator.calls.count('ManagedLogin.Token'), browser.jar.size, kept.size]).toEqual([1, 1, 0]);
    expect(tab.session.signIn.getSnapshot()).toMatchObject({ step: { kind: 'signed-in' }, error: undefined });
    expect(await tab.session.signOut({ hostedUi: true })).toBeUndefined();
    expect(left.at(-1)).toBe(`${pages}/logout?client_id=${userPoolClientId}&logout_uri=${encodeURIComponent(redirectUri)}`);
    expect(browser.jar.size).toBe(0);
    stop();
  });

  it('is forgotten there as well when that is asked for, once the broker has', async () => {
    const { tab, left } = openRedirectedTab();
    const stop = tab.session.start();
    await expect.poll(() => statusOf(tab)).toBe('signed-in');
    await world.clock.advanceBy(0);
    expect(await tab.session.signOut({ hostedUi: true })).toBeUndefined();
    expect([left, browser.jar.size]).toEqual([[{ hostedUi: true }], 0]);
    await tab.session.signOut();
    expect(left).toHaveLength(1);
    stop();
  });
});

describe('a page at a broker', () => {
  it('of another origin sends its header and cookies there', async () => {
    const inits: (RequestInit | undefined)[] = [];
    const environment = createSimulatedEnvironment({ clock: world.clock, fetch: async (_, init) => (inits.push(init), Response.json({ status: 'signed-out' })) });
    const tab = openTab({ broker: 'https://auth.example.com/broker', cookies: 'include', header: 'x-app', environment });
    const stop = tab.session.start();
    await world.clock.advanceBy(0);
    stop();
    expect(inits).toMatchObject([{ method: 'POST', credentials: 'include', redirect: 'manual', headers: { 'x-app': '1' } }]);
    expect(inits[0]).not.toHaveProperty('cache');
  });

  it('may not be told to send secrets in the clear', () => {
    expect(() => openTab({ broker: 'http://auth.example.com' })).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }));
  });

  it('asks for less where the broker grants it', async () => {
    const asked: unknown[] = [];
    server = world.startServer({
      scope: ({ durationSeconds = 900 }) => ({ durationSeconds }),
      credentials: () => {
        const provider = createMockProvider({ clock: world.clock });
        return Object.assign(provider, { narrow: (scope: unknown) => (asked.push(scope), provider) });
      },
    });
    const tab = openTab({ scopes: true });
    await signIn(tab);
    await narrowProvider(tab.session.provider, { durationSeconds: 1_800 })();
    expect(asked).toEqual([{ durationSeconds: 1_800 }]);
    expect(() => narrowProvider(openTab().session.provider, { durationSeconds: 1_800 })).toThrow(expect.objectContaining({ code: 'SCOPE_UNSUPPORTED' }));
  });
});
