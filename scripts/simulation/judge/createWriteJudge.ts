import type { RenewalClaim } from '@valetkey/core';
import { OBTAIN_TIMEOUT_MS } from '../../../packages/core/src/tabs/createSharedRecord.ts';
import { isLive } from '../../../packages/core/src/tabs/sharedRecord.ts';
import { MAX_DISK_MS } from '../browser/createDatabase.ts';
import type { Renewal, TokenPayload } from '../createIssuer.ts';
import type { Page } from '../createWorld.ts';
import { CREDENTIALS_SLOT, SESSION_SLOT } from '../openTab.ts';
import type { JudgeParts } from './createJudge.ts';
import { asRecord, readShared, readToken } from './readRecord.ts';

/** Judges what pages keep, and what they ask the issuer for. */
export interface WriteJudge {
  /** True when the page has claimed the slot with it. */
  readonly judgeWrite: (page: Page, slot: string, before: unknown, after: unknown) => boolean;
  readonly judgeSend: (page: Page, operation: string) => void;
  /** A refresh token has come again. */
  readonly judgeReuse: (page: Page, sentAt: number, before: Renewal) => void;
  /** A person signs in or out: until that is done, the page may change who is kept, to this one. */
  readonly allowChange: (page: Page, to: string | undefined, done: Promise<unknown>) => void;
  readonly mayChange: (page: Page, to: string | undefined) => boolean;
  readonly noteEvicted: () => void;
  /** The person gives up the sign-in that is under way in a page. */
  readonly noteGivenUp: (page: Page) => void;
  /** A page is being left: a sign-out that it has not had the time to keep is kept by whoever looks next. */
  readonly noteLeft: (page: Page) => void;
  /** Whether the page that last shared credentials could know, and so tell with them, how wrong the clock of the machine is now. */
  readonly isSharedTimeRight: () => boolean;
}

/** A page that has begun to renew a slot. */
interface Claimant {
  readonly page: Page;
  readonly claim: RenewalClaim;
}

/** What a sign-in that is under way has written over. */
interface Adoption {
  readonly page: Page;
  readonly family: string;
  readonly over: TokenPayload | undefined;
  /** True time. */
  readonly at: number;
}

const SLOT_OF: Readonly<Record<string, string>> = {
  GetTokensFromRefreshToken: SESSION_SLOT,
  GetId: CREDENTIALS_SLOT,
  GetCredentialsForIdentity: CREDENTIALS_SLOT,
};

// From a claim to the last request under it.
const MAX_TURN_MS = OBTAIN_TIMEOUT_MS + 2 * MAX_DISK_MS;

export function createWriteJudge({ world, issuer, browser, chronicle, subOf, isAlone, isForced, knowsTime, credentialLifetimeMs, say, trace }: JudgeParts): WriteJudge {
  const changes = new Set<{ readonly page: Page; readonly to: string | undefined }>();
  const claimants = new Map<string, Claimant>();
  const signedOut = new Set<string>();
  const givenUp = new Set<Page>();
  let lastLeftAt = -Infinity;
  const overtaken = new Map<Page, number>();
  /** When a page last began to ask for credentials, true time. */
  const asking = new Map<Page, number>();
  let adoption: Adoption | undefined;
  let sharedKnowingAt = -Infinity;
  let evictedAt = -Infinity;

  const isSharedTimeRight = (): boolean => sharedKnowingAt > world.jumpedAt();
  const mayChange = (page: Page, to: string | undefined): boolean =>
    [...changes].some((change) => change.page === page && change.to === to);

  /**
   * A sign-in that nobody wants any more, since the person has given up, or has signed out in another tab meanwhile, is taken
   * back by the page that wrote it: what it had written over is there again.
   */
  const isTakenBack = (page: Page, old: TokenPayload | undefined, next: TokenPayload | undefined): boolean =>
    adoption !== undefined &&
    adoption.page === page &&
    adoption.family === old?.family &&
    mayChange(page, old.sub) &&
    (next === undefined || (next.family === adoption.over?.family && next.serial === adoption.over.serial));

  function judgeSession(page: Page, before: unknown, after: unknown): void {
    const [was, is] = [asRecord(before), asRecord(after)];
    if (was.generation === is.generation && was.epoch === is.epoch) return;
    const [old, next] = [readToken(was), readToken(is)];
    trace(`page ${page.id} keeps ${next === undefined ? 'nobody' : `${next.family}/${next.serial}`}`);
    if (next !== undefined) issuer().noteKept(next);
    if (was.epoch === is.epoch) {
      if (next === undefined || next.family !== old?.family || next.serial <= old.serial) {
        say(`page ${page.id} wrote ${next?.family}/${next?.serial} over ${old?.family}/${old?.serial} as its renewal`);
      }
    } else if (isTakenBack(page, old, next)) {
      chronicle.noteOwner(next?.sub);
      // It has written, but not looked.
      chronicle.noteUntold(page, adoption?.at ?? Infinity);
      return;
    } else if (next === undefined) {
      // A page whose storage had failed removes what it had put there, as soon as it can be reached.
      const isEnded = old === undefined || !issuer().isIntact(old.family) || signedOut.has(old.family) || isAlone(page);
      if (!isEnded && !mayChange(page, undefined)) say(`page ${page.id} signed ${old.sub} out although nothing had ended`);
    } else {
      if (!mayChange(page, next.sub)) say(`page ${page.id} wrote ${next.sub} back`);
      if (next.serial > 1) say(`page ${page.id} signed ${next.sub} in with tokens that are not new`);
      adoption = { page, family: next.family, over: old, at: world.now() };
    }
    chronicle.noteOwner(next?.sub);
    chronicle.noteTold(page);
  }

  function judgeShared(page: Page, before: unknown, after: unknown): void {
    const [was, is] = [asRecord(before), asRecord(after)];
    if (was.generation === is.generation) return;
    const shared = readShared(is);
    trace(`page ${page.id} shares ${shared === undefined ? 'nothing' : `credentials of ${shared.owner}`}`);
    sharedKnowingAt = knowsTime(page, 'credentials') ? world.now() : -Infinity;
    if (shared !== undefined && !chronicle.mayBelieve(page, shared.owner)) say(`page ${page.id} shares credentials of ${shared.owner}, who is gone`);
  }

  return {
    judgeWrite(page, slot, before, after) {
      const { claim, epoch } = asRecord(after);
      const last = claimants.get(slot);
      // Who claims what is replaced has yet to learn of it.
      if (last !== undefined && claim === undefined && epoch !== asRecord(before).epoch) overtaken.set(last.page, world.now());
      const isClaim = claim !== undefined && claim.nonce !== asRecord(before).claim?.nonce;
      if (claim === undefined) claimants.delete(slot);
      else if (isClaim) {
        trace(`page ${page.id} claims ${slot === SESSION_SLOT ? 'tokens' : 'credentials'}`);
        claimants.set(slot, { page, claim });
      }
      if (slot === SESSION_SLOT) judgeSession(page, before, after);
      if (slot === CREDENTIALS_SLOT) judgeShared(page, before, after);
      return isClaim;
    },

    judgeSend(page, operation) {
      trace(`page ${page.id} sends ${operation}`);
      const slot = SLOT_OF[operation];
      if (slot === undefined || isAlone(page)) return;
      const claimant = claimants.get(slot);
      // A claim is an instant of the machine's clock, which has jumped since it was made (§3.2); or it went with what it was made
      // on, which has been replaced or removed: what it brings is not kept (§3.4).
      const isClaimLost = Math.max(world.jumpedAt(), evictedAt, overtaken.get(page) ?? -Infinity) >= world.now() - MAX_TURN_MS;
      // A page that was frozen in the middle of one turn goes on with the next request when it thaws; nobody keeps what it brings
      // (§3.4).
      const isSecond = slot === CREDENTIALS_SLOT && page.thawedAt() >= world.now() - MAX_TURN_MS && (asking.get(page) ?? Infinity) <= page.frozenAt();
      const isExcused = isClaimLost || isSecond;
      if (slot === CREDENTIALS_SLOT && !isSecond) asking.set(page, world.now());
      if (!isExcused && !(claimant?.page === page && isLive(claimant.claim, page.clock.now()))) {
        say(`page ${page.id} sends ${operation} without a claim`);
      }
      // A clock that has jumped since they came says that they have ended: the one call more brings the time as well.
      if (slot !== CREDENTIALS_SLOT || isExcused || isForced(page) || !isSharedTimeRight()) return;
      const shared = readShared(asRecord(browser().recordIn(CREDENTIALS_SLOT)));
      const leftMs = (shared?.expiration ?? 0) - world.now();
      if (shared !== undefined && subOf(page) === shared.owner && leftMs > credentialLifetimeMs / 4 + MAX_TURN_MS) {
        say(`page ${page.id} sends ${operation} although ${leftMs} ms are left`);
      }
    },

    judgeReuse(page, sentAt, before) {
      const hasArrived = before.arrivedAt !== undefined && before.page.isAlive() && before.page.disturbedAt() < before.arrivedAt;
      // An answer that was lost, or that its page cannot keep any more, is asked for once more within the grace (§3.3, §3.7).
      if (!before.kept && !hasArrived) return;
      // What was on its way when its page was left may arrive after what the page sends that took over at once (§3.6).
      if (page.leftAt() >= sentAt) return;
      // A claim is an instant of the machine's clock, which has jumped since it was made: it lapsed too soon (§3.2).
      if (world.jumpedAt() >= before.sentAt - 2 * MAX_DISK_MS) return;
      // A page whose storage has failed goes on alone, with the tokens that the others have (§3.10).
      if (isAlone(page) || isAlone(before.page)) return;
      say(`page ${page.id} refreshed what had been refreshed`);
    },

    allowChange(page, to, done) {
      const change = { page, to };
      givenUp.delete(page);
      changes.add(change);
      void done.finally(() => changes.delete(change));
    },
    mayChange,
    noteEvicted() {
      evictedAt = world.now();
      claimants.clear();
      adoption = undefined;
      chronicle.noteOwner(undefined);
    },
    noteGivenUp: (page) => void givenUp.add(page),
    noteLeft(page) {
      // There is room for one note: of two pages that are left before either has changed the record, one hides the other's.
      if (world.now() - lastLeftAt <= 2 * MAX_DISK_MS) chronicle.noteStopped();
      lastLeftAt = world.now();
      const token = readToken(asRecord(browser().recordIn(SESSION_SLOT)));
      // A sign-in that the person has given up is over as well, and others remove what is left of it.
      const isTakingBack = givenUp.has(page) && adoption?.page === page && adoption.family === token?.family;
      if (token !== undefined && (isTakingBack || mayChange(page, undefined))) signedOut.add(token.family);
    },
    isSharedTimeRight,
  };
}
