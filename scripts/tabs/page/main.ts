import { createSignInOnlySession } from '@valetkey/cognito';
import {
  createCredentialStore,
  createEncryptedStorage,
  shareCredentials,
  systemClock,
  systemEnvironment,
  type Clock,
  type Environment,
  type Session,
  type TabEnvironment,
} from '@valetkey/core';
import { fromCognitoIdentityPool } from '@valetkey/credential-providers';
// A browser's own: what the engine is given unless it is told otherwise.
import { systemTabEnvironment } from '../../../packages/core/src/tabs/environment.ts';

/** Where a refresh can be stopped. */
export type Step = 'locked' | 'claimed' | 'answered';

/** How a tab is opened. */
export interface TabOptions {
  readonly hasLocks?: boolean;
  readonly hasChannel?: boolean;
}

/** What came of a refresh. */
export interface Refreshed {
  readonly serial: string;
  /** Real time, epoch ms. */
  readonly at: number;
}

/** What tests tell a tab. */
export interface Driver {
  readonly open: (options?: TabOptions) => void;
  readonly signIn: (person: string) => Promise<void>;
  readonly signOut: () => Promise<void>;
  /** Moves this tab's clock, so that tokens have expired. */
  readonly setClock: (aheadMs: number) => void;
  /** Asks for tokens. */
  readonly refresh: () => Promise<Refreshed>;
  readonly accessKeyId: () => Promise<string>;
  readonly status: () => string;
  /** From now on work stops where it comes to this step. */
  readonly stopAt: (step: Step) => void;
  readonly go: () => void;
  readonly stoppedAt: () => Step | undefined;
  readonly failures: () => readonly string[];
  readonly stolenLocks: () => number;
  /** What every frame since the page came back has shown. */
  readonly frames: () => readonly string[];
  /** A number that is kept: for what is written in the last moment. */
  readonly keep: (count: number) => Promise<void>;
  readonly kept: () => Promise<number | undefined>;
}

declare global {
  interface Window {
    driver: Driver;
  }
}

let aheadMs = 0;
let stop: Step | undefined;
let stopped: Step | undefined;
let release: () => void = () => undefined;
let session: Session | undefined;
let accessKeyId: (() => Promise<string>) | undefined;
let stolen = 0;
const failures: string[] = [];
const frames: string[] = [];

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

function tabEnvironment({ hasLocks = true, hasChannel = true }: TabOptions): TabEnvironment {
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

const storage = (options: TabOptions = {}) =>
  createEncryptedStorage({ clock, environment: tabEnvironment(options), onFailure: ({ code }) => failures.push(code) });

const count = () => storage().open<number>('count', { write: String, read: Number });

function current(): Session {
  if (session === undefined) throw new Error('The tab was not opened.');
  return session;
}

window.driver = {
  open(options = {}) {
    const kept = storage(options);
    const endpoint = `${location.origin}/aws`;
    const opened = createSignInOnlySession({
      userPoolId: 'eu-west-1_RealTabs',
      userPoolClientId: 'client',
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
    const credentials = createCredentialStore({ provider: shareCredentials(pool, { storage: kept, session: opened, clock }), clock, environment });
    opened.subscribe(show);
    opened.start();
    session = opened;
    accessKeyId = async () => (await credentials.getCredentials()).accessKeyId;
  },
  async signIn(person) {
    const { step } = current().signIn.getSnapshot();
    if (step.kind !== 'password') throw new Error('No password is asked for.');
    await step.submit({ username: person, password: 'password' });
  },
  async signOut() {
    await current().signOut();
  },
  setClock: (next) => void (aheadMs = next),
  async refresh() {
    const { refreshToken = '' } = await current().getTokens();
    return { serial: refreshToken, at: Date.now() };
  },
  accessKeyId: async () => accessKeyId?.() ?? '',
  status: () => current().getSnapshot().status,
  stopAt: (step) => void (stop = step),
  go() {
    stop = undefined;
    release();
  },
  stoppedAt: () => stopped,
  failures: () => failures,
  stolenLocks: () => stolen,
  frames: () => frames,
  keep: async (next) => void (await count().update(() => next)),
  kept: async () => count().read(),
};

function show(): void {
  const snapshot = current().getSnapshot();
  const who = document.getElementById('who');
  if (who !== null) who.textContent = snapshot.status === 'signed-in' ? snapshot.user.id : snapshot.status;
}

/** Notes what there is to see, frame by frame. */
function watchFrames(): void {
  const { visibility } = getComputedStyle(document.documentElement);
  frames.push(visibility === 'hidden' ? 'covered' : (document.getElementById('who')?.textContent ?? ''));
  if (frames.length < 60) requestAnimationFrame(watchFrames);
}

window.addEventListener('pageshow', ({ persisted }) => {
  if (!persisted) return;
  frames.push('restored');
  watchFrames();
});
