import { createSignInOnlySession } from '@valetkey/cognito';
import {
  createCredentialStore,
  createEncryptedStorage,
  createRememberingStorage,
  createSessionStorage,
  shareCredentials,
  systemClock,
  systemEnvironment,
  type Clock,
  type CredentialStore,
  type Environment,
  type RecordFormat,
  type Session,
  type TabEnvironment,
} from '@valetkey/core';
import { fromCognitoIdentityPool } from '@valetkey/credential-providers';
// A browser's own: what the engine is given unless it is told otherwise.
import { systemTabEnvironment } from '../../../packages/core/src/tabs/environment.ts';
import { watchPage, type PageWatch } from './watchPage.ts';

/** Where a refresh can be stopped. */
export type Step = 'locked' | 'claimed' | 'answered';

/** How a page is opened. */
export interface PageOptions {
  /** Pages of one scene share a session; scenes know nothing of each other. Default `client`. */
  readonly scene?: string;
  readonly hasLocks?: boolean;
  readonly hasChannel?: boolean;
  /** Keeps what it keeps as a person is asked whether to. Here the answer is yes. */
  readonly isAsked?: boolean;
  /** Starts the store, as components do: it then refreshes ahead of expiry. */
  readonly keepsFresh?: boolean;
}

/** What came of a refresh. */
export interface Refreshed {
  readonly serial: string;
  /** Real time, epoch ms. */
  readonly at: number;
}

/** What came of using credentials. */
export interface Used {
  readonly accessKeyId: string;
  /** How long they are still good for, ms. */
  readonly leftMs: number;
}

/** What tests tell a page. */
export interface Driver extends PageWatch {
  readonly open: (options?: PageOptions) => void;
  readonly signIn: (person: string) => Promise<void>;
  readonly signOut: () => Promise<void>;
  /** Begins to sign out, and resolves so many turns of the event loop later. From there it goes to `href`, if there is any. */
  readonly beginSignOut: (turns: number, href?: string) => Promise<void>;
  /** Moves this page's clock, so that tokens have expired. */
  readonly setClock: (aheadMs: number) => void;
  /** Asks for tokens. */
  readonly refresh: () => Promise<Refreshed>;
  /** Asks for credentials. */
  readonly use: () => Promise<Used>;
  /** Asks for credentials in the first moment after the page thaws, when its clock has moved on. */
  readonly useOnResume: (aheadMs: number) => Promise<Used>;
  readonly status: () => string;
  /** From now on work stops where it comes to this step. */
  readonly stopAt: (step: Step) => void;
  readonly go: () => void;
  readonly stoppedAt: () => Step | undefined;
  /** Hangs until a gate of the origin opens. */
  readonly hangAt: (gate: string) => void;
  /** Codes of the storage's failures. */
  readonly failures: () => readonly string[];
  readonly stolenLocks: () => number;
  /** How many pages wait for their turn. */
  readonly queueLength: () => Promise<number>;
  /** A number that is kept in a large record: for what is written in the last moment. */
  readonly keep: (slot: string, count: number) => Promise<void>;
  /** `undefined` when there is none, or not the whole of it. */
  readonly kept: (slot: string) => Promise<number | undefined>;
}

declare global {
  interface Window {
    driver: Driver;
  }
}

let aheadMs = 0;
let scene = '';
let stop: Step | undefined;
let stopped: Step | undefined;
let release: () => void = () => undefined;
let session: Session | undefined;
let credentials: CredentialStore | undefined;
let stolen = 0;
const failures: string[] = [];
const who = document.getElementById('who') as HTMLElement;

async function reach(step: Step): Promise<void> {
  if (step !== stop) return;
  stopped = step;
  await new Promise<void>((resolve) => (release = resolve));
  stopped = undefined;
}

const clock: Clock = { ...systemClock, now: () => Date.now() + aheadMs };

const environment: Environment = {
  ...systemEnvironment,
  async fetch(input, init) {
    await reach('claimed');
    const response = await fetch(input, init);
    const text = await response.text();
    await reach('answered');
    return new Response(text, response);
  },
};

function tabEnvironment({ hasLocks = true, hasChannel = true }: PageOptions): TabEnvironment {
  const locks: Pick<LockManager, 'request'> = {
    request: ((name: string, options: LockOptions, work: (lock: Lock | null) => Promise<unknown>) => {
      if (options.steal === true) stolen += 1;
      return navigator.locks.request(name, options, async (lock) => {
        await reach('locked');
        return work(lock);
      });
    }) as LockManager['request'],
  };
  return Object.create(systemTabEnvironment, {
    locks: { value: hasLocks ? locks : undefined },
    ...(hasChannel ? {} : { openChannel: { value: undefined } }),
  }) as TabEnvironment;
}

const storage = (options: PageOptions = {}) =>
  createEncryptedStorage({ clock, environment: tabEnvironment(options), onFailure: ({ code }) => failures.push(code) });

const PADDING = 'x'.repeat(16_384);
const largeFormat: RecordFormat<number> = {
  write: (count) => `${count} ${PADDING}`,
  read: (text) => (text.endsWith(` ${PADDING}`) ? Number.parseInt(text, 10) : undefined),
};
const count = (slot: string) => storage().open(slot, largeFormat);

function current(): Session {
  if (session === undefined) throw new Error('The page was not opened.');
  return session;
}

async function obtain(): Promise<Used> {
  if (credentials === undefined) throw new Error('The page was not opened.');
  const { accessKeyId, expiration } = await credentials.getCredentials();
  return { accessKeyId, leftMs: (expiration?.getTime() ?? NaN) - clock.now() };
}

window.driver = {
  ...watchPage(who),
  open(options = {}) {
    scene = options.scene ?? 'client';
    const encrypted = storage(options);
    const kept =
      options.isAsked === true
        ? createRememberingStorage({ remembered: encrypted, otherwise: createSessionStorage(), initially: true })
        : encrypted;
    // Each scene has a host, since a browser opens six connections to one, and held requests keep theirs.
    const endpoint = `http://${scene}.localhost:${location.port}/aws`;
    const opened = createSignInOnlySession({
      userPoolId: 'eu-west-1_RealTabs',
      userPoolClientId: scene,
      authFlow: 'password',
      endpoint,
      storage: kept,
      clock,
      environment,
    });
    const pool = fromCognitoIdentityPool({
      identityPoolId: 'eu-west-1:01234567-89ab-cdef-0123-456789abcdef',
      logins: opened,
      endpoint,
      clock,
      environment,
    });
    credentials = createCredentialStore({
      provider: shareCredentials(pool, { storage: kept, session: opened, name: scene, clock }),
      clock,
      environment,
    });
    opened.subscribe(show);
    opened.start();
    if (options.keepsFresh === true) credentials.start();
    session = opened;
  },
  async signIn(person) {
    const { step } = current().signIn.getSnapshot();
    if (step.kind !== 'password') throw new Error('No password is asked for.');
    await step.submit({ username: person, password: 'password' });
  },
  async signOut() {
    await current().signOut();
  },
  async beginSignOut(turns, href) {
    void current().signOut();
    for (let turn = 0; turn < turns; turn += 1) await nextTurn();
    if (href !== undefined) location.assign(href);
  },
  setClock: (next) => void (aheadMs = next),
  async refresh() {
    const { refreshToken = '' } = await current().getTokens();
    return { serial: refreshToken, at: Date.now() };
  },
  use: obtain,
  useOnResume: (next) =>
    new Promise((resolve, reject) => {
      const resume = (): void => {
        aheadMs = next;
        obtain().then(resolve, reject);
      };
      document.addEventListener('resume', resume, { once: true });
    }),
  status: () => current().getSnapshot().status,
  stopAt: (step) => void (stop = step),
  go() {
    stop = undefined;
    release();
  },
  stoppedAt: () => stopped,
  hangAt(gate) {
    const request = new XMLHttpRequest();
    request.open('GET', `http://${scene}.localhost:${location.port}/gates/${gate}`, false);
    request.send();
  },
  failures: () => failures,
  stolenLocks: () => stolen,
  async queueLength() {
    const { pending = [] } = await navigator.locks.query();
    return pending.filter(({ name }) => name?.includes(`:${scene}:`)).length;
  },
  keep: async (slot, next) => void (await count(slot).update(() => next)),
  kept: (slot) => count(slot).read(),
};

function nextTurn(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => resolve();
    port2.postMessage(undefined);
  });
}

function show(): void {
  const snapshot = current().getSnapshot();
  who.textContent = snapshot.status === 'signed-in' ? snapshot.user.id : snapshot.status;
}
