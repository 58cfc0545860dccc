import { isCredentialsError, type SharedRecord } from '@valetkey/core';
import type { Issuer, TokenPayload } from './createIssuer.ts';
import type { Origin } from './createOrigin.ts';
import type { Page, World } from './createWorld.ts';
import { CREDENTIALS_SLOT, SESSION_SLOT, type Tab } from './openTab.ts';

/** Nobody waits longer than this for what another tab was at when it was disturbed, ms: 16 s and one slow call. */
const MAX_WAIT_MS = 18_000;

/** Nor longer than this where the network answers nobody, ms. */
const MAX_FAULTY_WAIT_MS = 31_000;

// How long after a disturbance a request may still fail for it: its own deadline, and the pause before the next try.
const AFTERMATH_MS = 80_000;

// A tab that hears of a change reads it: a hint, a read, and a little for the page.
const PROPAGATION_MS = 1_500;

/** Watches a schedule and says what is wrong with it. */
export interface Judge {
  readonly violations: readonly string[];
  readonly say: (what: string) => void;
  /** Who the kept session belongs to. */
  readonly owner: () => string | undefined;
  readonly judgeWrite: (page: Page, slot: string, before: SharedRecord, after: SharedRecord) => void;
  readonly judgeCredentialCall: (page: Page, sub: string) => void;
  /** A person signs in or out: until that is done, the page may change who is kept, to this one. */
  readonly allowChange: (page: Page, to: string | undefined, done: Promise<unknown>) => void;
  /** A page was frozen, left or ended: others may have to wait for it. */
  readonly noteDisturbance: () => void;
  /** The network fails, or is well again. */
  readonly noteFault: (isFaulty: boolean) => void;
  /** Asks a tab for tokens and credentials, and judges what comes. */
  readonly use: (tab: Tab) => void;
  /** How many who asked still wait. */
  readonly waiting: () => number;
}

/** What a judge knows of the world. */
export interface JudgeOptions {
  readonly world: World;
  readonly issuer: () => Issuer;
  readonly origin: () => Origin;
  readonly hasHints: boolean;
  readonly credentialLifetimeMs: number;
  readonly trace: (line: string) => void;
}

export function createJudge({ world, issuer, origin, hasHints, credentialLifetimeMs, trace }: JudgeOptions): Judge {
  const violations: string[] = [];
  /** Who was signed in from when on. */
  const owners: { readonly since: number; readonly owner: string | undefined }[] = [{ since: -Infinity, owner: undefined }];
  const changes = new Set<{ readonly page: Page; readonly to: string | undefined }>();
  const waiting = new Set<{ readonly page: Page }>();
  let disturbedAt = -Infinity;
  let isFaulty = false;
  let faultyAt = -Infinity;
  let sharedSince = -Infinity;

  const say = (what: string): void => {
    violations.push(what);
    trace(`VIOLATION ${what}`);
  };
  let changedAt = -Infinity;
  let family: string | undefined;
  const owner = (): string | undefined => owners.at(-1)?.owner;
  const mayChange = (page: Page, to: string | undefined): boolean =>
    [...changes].some((change) => change.page === page && change.to === to);

  function judgeSession(page: Page, before: SharedRecord, after: SharedRecord): void {
    const [old, next] = [readToken(before), readToken(after)];
    trace(`page ${page.id} keeps ${next === undefined ? 'nobody' : `${next.family}/${next.serial}`}`);
    if (next !== undefined) issuer().noteKept(next);
    family = next?.family;
    if (before.epoch === after.epoch) {
      if (next !== undefined && old !== undefined && (next.family !== old.family || next.serial < old.serial)) {
        say(`page ${page.id} wrote ${next.family}/${next.serial} over ${old.family}/${old.serial} as its renewal`);
      }
    } else if (next === undefined) {
      const isEnded = old !== undefined && !issuer().isIntact(old.family);
      // A sign-in that nobody wants any more is taken back.
      const isTakenBack = mayChange(page, old?.sub);
      if (!isEnded && !isTakenBack && !mayChange(page, undefined)) say(`page ${page.id} signed ${old?.sub} out although nothing had ended`);
    } else if (!mayChange(page, next.sub)) {
      say(`page ${page.id} wrote ${next.sub} back`);
    }
    if (before.epoch !== after.epoch) changedAt = world.now();
    if (owner() !== next?.sub) owners.push({ since: world.now(), owner: next?.sub });
  }

  /** Whether somebody was signed in, as far as a page could know. */
  function wasOwner(sub: string | undefined, page: Page): boolean {
    const isCatchingUp = world.now() - page.disturbedAt() < PROPAGATION_MS;
    const from = isCatchingUp ? -Infinity : world.now() - PROPAGATION_MS;
    return owners.some((entry, index) => entry.owner === sub && (owners[index + 1]?.since ?? Infinity) >= from);
  }

  async function judgeUse(tab: Tab, what: string, ask: () => Promise<string>): Promise<void> {
    const { page } = tab;
    const askedAt = world.now();
    const asking = { page };
    waiting.add(asking);
    let got: string | undefined;
    let code: string | undefined;
    try {
      got = await ask();
    } catch (error) {
      code = isCredentialsError(error) ? error.code : String(error);
    }
    waiting.delete(asking);
    const undisturbedMs = world.now() - Math.max(askedAt, disturbedAt, page.disturbedAt());
    const maxWaitMs = isFaulty || faultyAt >= askedAt ? MAX_FAULTY_WAIT_MS : MAX_WAIT_MS;
    trace(`page ${page.id} got ${what} ${got ?? code} after ${world.now() - askedAt} ms`);
    if (undisturbedMs > maxWaitMs) say(`page ${page.id} waited ${undisturbedMs} ms for ${what}`);
    if (got !== undefined) {
      if (hasHints && !wasOwner(got, page)) say(`page ${page.id} was given ${what} of ${got}, who is gone`);
      return;
    }
    const wasDisturbed = isFaulty || Math.max(disturbedAt, faultyAt, page.disturbedAt()) >= askedAt - AFTERMATH_MS;
    const changed = changedAt >= askedAt - PROPAGATION_MS;
    // Who signs out is signed out at once, before that is kept.
    if ((code === 'NOT_SIGNED_IN' || code === 'ABORTED') && mayChange(page, undefined)) return;
    // The session that has ended is told to be before that is kept.
    if (code === 'SESSION_EXPIRED' && family !== undefined && !issuer().isIntact(family)) return;
    const isSignedOut = code === 'NOT_SIGNED_IN' || code === 'SESSION_EXPIRED';
    if (isSignedOut && (changed || wasOwner(undefined, page) || !hasHints)) return;
    if (code === 'ABORTED' && (changed || wasDisturbed || !hasHints)) return;
    if (!isSignedOut && wasDisturbed) return;
    say(`page ${page.id} was refused ${what}: ${code}`);
  }

  return {
    violations,
    say,
    owner,
    judgeWrite(page, slot, before, after) {
      if (slot === SESSION_SLOT) judgeSession(page, before, after);
      if (slot !== CREDENTIALS_SLOT || after.generation === before.generation) return;
      sharedSince = world.now();
      trace(`page ${page.id} shares ${after.sealed === undefined ? 'nothing' : 'credentials'}`);
    },
    judgeCredentialCall(page, sub) {
      trace(`page ${page.id} asks for credentials of ${sub}`);
      const text = origin().textIn(CREDENTIALS_SLOT);
      // A page that was frozen between two calls goes on with the second.
      const isThawed = world.now() - page.disturbedAt() < PROPAGATION_MS;
      if (text === undefined || isThawed || world.now() - sharedSince < 10_000) return;
      const kept = JSON.parse(text) as { readonly owner: string; readonly expiration: number };
      const leftMs = kept.expiration - world.now();
      if (kept.owner === sub && leftMs > credentialLifetimeMs / 4 + 10_000) say(`page ${page.id} asked for credentials although ${leftMs} ms are left`);
    },
    allowChange(page, to, done) {
      const change = { page, to };
      changes.add(change);
      void done.finally(() => changes.delete(change));
    },
    noteDisturbance() {
      disturbedAt = world.now();
    },
    noteFault(next) {
      isFaulty = next;
      faultyAt = world.now();
    },
    use(tab) {
      void judgeUse(tab, 'tokens', async () => (await tab.session.getTokens()).claims.sub);
      void judgeUse(tab, 'credentials', async () => (await tab.credentials.getCredentials()).sessionToken ?? '');
    },
    waiting: () => [...waiting].filter(({ page }) => page.isAlive()).length,
  };
}

/** Whose tokens a session's record holds. */
function readToken({ sealed }: SharedRecord): TokenPayload | undefined {
  if (sealed === undefined) return undefined;
  const { idToken, refreshToken } = JSON.parse(new TextDecoder().decode(sealed.data)) as Readonly<Record<string, string>>;
  const payload = JSON.parse(Buffer.from(idToken?.split('.')[1] ?? '', 'base64url').toString()) as TokenPayload;
  return { ...payload, serial: Number(refreshToken?.split('/')[1]) };
}
