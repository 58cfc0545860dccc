import { isCredentialsError, type ErrorCode } from '@valetkey/core';
import { DEFAULT_TOKEN_REFRESH_WINDOW_MS } from '../../../packages/cognito/src/tokens/createSession.ts';
import { MAX_RETRY_DELAY_MS } from '../../../packages/core/src/refresh/failureGate.ts';
import { CLOCK_OFFSET_TOLERANCE_MS } from '../../../packages/core/src/serverClock.ts';
import { RENEWAL_TIMEOUT_MS } from '../../../packages/core/src/tabs/createSharedRecord.ts';
import { CLAIM_MS } from '../../../packages/core/src/tabs/sharedRecord.ts';
import { DEFAULT_REQUEST_TIMEOUT_MS } from '../../../packages/core/src/wire/sendRequest.ts';
import type { Page } from '../createWorld.ts';
import type { Tab } from '../openTab.ts';
import { AFTER_FAILURE_MS, DISK_FAILURE_MS, MAX_CLAIM_MS, MAX_FAULTY_WAIT_MS, MAX_QUEUE_MS, MAX_WORK_MS } from './bounds.ts';
import type { LastingFailure, Service } from './createChronicle.ts';
import type { JudgeParts } from './createJudge.ts';

/** Asks tabs, and judges what comes. */
export interface QuestionJudge {
  /** Asks a tab for tokens and credentials, as an app does: what a service refuses as expired is asked for once more. */
  readonly use: (tab: Tab) => void;
  /** Judges a sign-in that has been sent. */
  readonly judgeSignIn: (tab: Tab, done: Promise<unknown>) => void;
  /** How many who asked still wait. */
  readonly waiting: () => number;
  /** The longest that anybody waited while the network was well, after the last disturbance, ms. */
  readonly longestWaitMs: () => number;
}

interface Given {
  readonly sub: string;
  /** Epoch ms. */
  readonly expiresAt: number;
  /** Tells it from others. */
  readonly id: string;
}

interface Question {
  readonly tab: Tab;
  readonly what: Service;
  readonly askedAt: number;
  /** The session's, then. */
  readonly epoch: number;
  /** Whether the page agreed on who is signed in. */
  readonly agreed: boolean;
  /** When what the page held then ends; `undefined` when it held nothing, or cannot know. */
  readonly heldUntil: number | undefined;
}

// What is held is given at once while it has more than this left: the widest window in which callers wait for a refresh.
const AT_ONCE_MS = DEFAULT_TOKEN_REFRESH_WINDOW_MS + CLOCK_OFFSET_TOLERANCE_MS;

export function createQuestionJudge(parts: JudgeParts): QuestionJudge {
  const { world, issuer, chronicle, subOf, knowsTime, mayChange, lastFamilyOf, isForced, setForced, say, trace } = parts;
  const asked = new Map<object, Page>();
  let longestWaitMs = 0;

  function heldBy({ page, session, credentials }: Tab, what: Service): number | undefined {
    if (!knowsTime(page, what) || isForced(page)) return undefined;
    const signedIn = session.getSnapshot();
    if (what === 'tokens') return signedIn.status === 'signed-in' ? Number(signedIn.user.claims['exp']) * 1000 : undefined;
    const ready = credentials.getSnapshot();
    return ready.status === 'ready' && ready.epoch === signedIn.epoch ? ready.expiresAt : undefined;
  }

  async function judge(tab: Tab, what: Service, ask: () => Promise<Given>): Promise<Given | undefined> {
    const agreed = subOf(tab.page) === chronicle.owner();
    const question: Question = { tab, what, askedAt: world.now(), epoch: tab.session.getSnapshot().epoch, agreed, heldUntil: heldBy(tab, what) };
    asked.set(question, tab.page);
    let given: Given | undefined;
    let code: ErrorCode | undefined;
    try {
      given = await ask();
    } catch (error) {
      if (isCredentialsError(error)) code = error.code;
      else say(`page ${tab.page.id} was thrown ${String(error)}`);
    }
    asked.delete(question);
    const { page } = tab;
    trace(`page ${page.id} got ${what} ${given?.sub ?? code} after ${world.now() - question.askedAt} ms`);
    const wrong = [faultOfWait(question), given === undefined ? faultOfRefusal(question, code) : faultOfGift(question, given)];
    for (const fault of wrong) if (fault !== undefined) say(`page ${page.id} ${fault}`);
    return given;
  }

  function faultOfWait({ tab: { page, session }, what, askedAt, epoch, heldUntil }: Question): string | undefined {
    const now = world.now();
    const isSame = session.getSnapshot().epoch === epoch && page.disturbedAt() < askedAt;
    if (isSame && now > askedAt && (heldUntil ?? 0) - askedAt > AT_ONCE_MS) return `waited ${now - askedAt} ms for ${what} that it had`;
    const awakeSince = Math.max(askedAt, page.thawedAt());
    const diskMs = chronicle.wasDiskFaultySince(askedAt) ? DISK_FAILURE_MS : 0;
    if (now - awakeSince > MAX_FAULTY_WAIT_MS + diskMs) return `waited ${now - awakeSince} ms for ${what}`;
    // What was sent into a network that failed may be on its way until its deadline.
    if (chronicle.wasNetworkFaultySince(awakeSince - DEFAULT_REQUEST_TIMEOUT_MS)) return undefined;
    // Whose claim had not lapsed when this was asked, or was made since.
    const hasStopped = chronicle.stoppedAt() >= awakeSince - MAX_CLAIM_MS;
    const since = hasStopped ? Math.max(awakeSince, chronicle.stoppedAt()) : awakeSince;
    const idleMs = now - since - issuer().busyMs(since, now);
    // What a page had claimed that stopped lapses a second time where the clock comes to that time again; and whose disk fails
    // cannot give back what it has claimed there.
    const mayLapse = hasStopped || chronicle.mayLapseAgain(awakeSince) || chronicle.wasDiskFaultySince(awakeSince - MAX_CLAIM_MS);
    longestWaitMs = Math.max(longestWaitMs, now - since);
    const maxIdleMs = MAX_WORK_MS + diskMs + (mayLapse ? MAX_CLAIM_MS : 0) + (chronicle.wasAnyFrozenSince(awakeSince) ? MAX_QUEUE_MS : 0);
    return idleMs > maxIdleMs ? `waited ${idleMs} ms for ${what} while nothing was on its way` : undefined;
  }

  function faultOfGift({ tab, what, askedAt }: Question, { sub, expiresAt }: Given): string | undefined {
    const { page } = tab;
    if (!tab.isAlone() && !chronicle.mayBelieve(page, sub)) return `was given ${what} of ${sub}, who is gone`;
    const toleranceMs = world.skewMs() === 0 ? 0 : CLOCK_OFFSET_TOLERANCE_MS;
    const leftMs = expiresAt - world.now();
    // It had come when the page was frozen, and has ended since: whoever uses it is refused, and asks again.
    const wasFrozen = page.thawedAt() >= Math.max(askedAt, world.now() - settleMs(askedAt));
    return leftMs <= -toleranceMs && knowsTime(page, what) && !wasFrozen ? `was given ${what} that had ended ${-leftMs} ms before` : undefined;
  }

  function faultOfRefusal(question: Question, code: ErrorCode | undefined): string | undefined {
    const { tab, what, askedAt, epoch, agreed, heldUntil = 0 } = question;
    const { page, session } = tab;
    const refused = `was refused ${what}: ${code}`;
    const isSame = session.getSnapshot().epoch === epoch;
    const knewTime = world.jumpedAt() < askedAt;
    switch (code) {
      case 'NOT_SIGNED_IN':
        // Who signs out is signed out at once, before that is kept.
        return tab.isAlone() || mayChange(page, undefined) || chronicle.mayBelieve(page, undefined) ? undefined : refused;
      case 'SESSION_EXPIRED': {
        const family = lastFamilyOf(page);
        return family !== undefined && !issuer().isIntact(family) ? undefined : refused;
      }
      case 'ABORTED':
        // The person has changed, here or as far as the others know; or the page was left.
        return !isSame || !agreed || chronicle.hasOwnerChangedSince(askedAt) || page.leftAt() >= askedAt ? undefined : refused;
      case 'CREDENTIALS_EXPIRED':
        // They had come when the page was frozen, and have ended since; or when its clock jumped, so that it cannot know the time.
        return !knewTime || page.thawedAt() >= world.now() - settleMs(askedAt) ? undefined : refused;
      default:
        if (isSame && knewTime && heldUntil - CLOCK_OFFSET_TOLERANCE_MS > world.now()) return `${refused}, although it had some`;
        return hasCause(page, what, askedAt, code) ? undefined : refused;
    }
  }

  /**
   * Whether a request of this very page has failed in this very way a moment ago, or it was told to come back later, or so many
   * have failed in a row that it waits for the next to be due.
   */
  function hasCause(page: Page, what: Service, askedAt: number, code: ErrorCode | undefined): boolean {
    const now = world.now();
    const isCause = ({ at, atClock, pauseMs, code: known }: LastingFailure): boolean => {
      // Where it was frozen since, it has had that much less time to tell.
      const frozenMs = page.frozenAt() >= at ? Math.max(page.thawedAt() - page.frozenAt(), 0) : 0;
      // A pause is one of the machine's clock: set back to before the failure it does not count, and after that it does again.
      const pausedMs = page.clock.now() - atClock;
      const isPausing = pauseMs > 0 && pausedMs >= 0 && pausedMs <= pauseMs + settleMs(askedAt);
      return known === code && (isPausing || at + frozenMs + settleMs(askedAt) >= now);
    };
    const failed = chronicle.failuresOf(page, what).some(isCause);
    if (failed || code !== 'TIMEOUT') return failed;
    // Its own deadlines were all due when it thawed, and the pause after that may be the longest; or others were at it one after
    // the other, and each of them hung or stopped.
    const since = now - RENEWAL_TIMEOUT_MS - CLAIM_MS;
    return page.thawedAt() >= now - settleMs(askedAt) - MAX_RETRY_DELAY_MS || chronicle.stoppedAt() >= since || chronicle.wasNetworkFaultySince(since) || chronicle.wasDiskFaultySince(since);
  }

  const settleMs = (askedAt: number): number => AFTER_FAILURE_MS + (chronicle.wasDiskFaultySince(askedAt) ? DISK_FAILURE_MS : 0);

  async function judgeSignIn({ page, session }: Tab, done: Promise<unknown>): Promise<void> {
    const askedAt = world.now();
    asked.set(done, page);
    await done;
    asked.delete(done);
    const { error } = session.signIn.getSnapshot();
    if (error !== undefined && !hasCause(page, 'sign-in', askedAt, error.code)) say(`page ${page.id} did not sign in: ${error.code}`);
    const waitedMs = world.now() - Math.max(askedAt, page.thawedAt());
    if (waitedMs > DEFAULT_REQUEST_TIMEOUT_MS + settleMs(askedAt)) say(`page ${page.id} waited ${waitedMs} ms to sign in`);
  }

  async function useTokens(tab: Tab): Promise<void> {
    const { session } = tab;
    const ask = async (forceRefresh: boolean): Promise<Given> => {
      const { claims, expiresAt } = await session.getTokens({ forceRefresh });
      return { sub: claims.sub, expiresAt, id: `${String(claims['family'])}/${String(claims['serial'])}` };
    };
    const given = await judge(tab, 'tokens', () => ask(false));
    if (given !== undefined && given.expiresAt <= world.now()) await insist(tab, 'tokens', given, () => ask(true));
  }

  async function useCredentials(tab: Tab): Promise<void> {
    const { credentials } = tab;
    const ask = async (): Promise<Given> => {
      const { sessionToken = '', expiration, accessKeyId } = await credentials.getCredentials();
      return { sub: sessionToken, expiresAt: expiration?.getTime() ?? Infinity, id: accessKeyId };
    };
    const given = await judge(tab, 'credentials', ask);
    if (given === undefined || given.expiresAt > world.now()) return;
    credentials.invalidate(given.id);
    await insist(tab, 'credentials', given, ask);
  }

  /** Once more, after a service has said that they have expired: nobody is given the same again. */
  async function insist(tab: Tab, what: Service, refused: Given, ask: () => Promise<Given>): Promise<void> {
    setForced(tab.page, true);
    const given = await judge(tab, what, ask);
    setForced(tab.page, false);
    if (given?.id === refused.id) say(`page ${tab.page.id} was given expired ${what} twice`);
  }

  return {
    use(tab) {
      void useTokens(tab);
      void useCredentials(tab);
    },
    judgeSignIn: (tab, done) => void judgeSignIn(tab, done),
    waiting: () => [...asked.values()].filter((page) => page.isAlive()).length,
    longestWaitMs: () => longestWaitMs,
  };
}
