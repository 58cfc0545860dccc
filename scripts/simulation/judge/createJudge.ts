import type { Browser } from '../browser/createBrowser.ts';
import type { Issuer } from '../createIssuer.ts';
import type { Page, World } from '../createWorld.ts';
import type { Tab } from '../openTab.ts';
import { MAX_WORK_MS } from './bounds.ts';
import { createChronicle, type Chronicle, type Service } from './createChronicle.ts';
import { createQuestionJudge, type QuestionJudge } from './createQuestionJudge.ts';
import { createWriteJudge, type WriteJudge } from './createWriteJudge.ts';

/** Watches a schedule and says what is wrong with it. */
export interface Judge extends WriteJudge, QuestionJudge {
  readonly violations: readonly string[];
  readonly say: (what: string) => void;
  readonly chronicle: Chronicle;
  /** Judges a tab from now on. */
  readonly watch: (tab: Tab) => void;
  /** Says what does not fit together at this moment: every tab is seen, and has had all the time it may need. */
  readonly judgeRest: (tabs: readonly Tab[]) => void;
}

/** What a judge knows of the world. */
export interface JudgeOptions {
  readonly world: World;
  readonly issuer: () => Issuer;
  readonly browser: () => Browser;
  readonly credentialLifetimeMs: number;
  readonly trace: (line: string) => void;
}

/** What its parts share. */
export interface JudgeParts extends JudgeOptions {
  readonly chronicle: Chronicle;
  readonly say: (what: string) => void;
  /** Who is signed in, as a page believes. */
  readonly subOf: (page: Page) => string | undefined;
  /** Whether a page's storage has failed it. */
  readonly isAlone: (page: Page) => boolean;
  /** Whether a page has been told by a service that what it has is expired, and asks for other. */
  readonly isForced: (page: Page) => boolean;
  readonly setForced: (page: Page, isForced: boolean) => void;
  /** Whether a page can know the server's time: its clock was never wrong, or it has been told since it last jumped. */
  readonly knowsTime: (page: Page, service: Service) => boolean;
  /** The sign-in whose tokens a page last held. */
  readonly lastFamilyOf: (page: Page) => string | undefined;
  readonly mayChange: (page: Page, to: string | undefined) => boolean;
}

export function createJudge(options: JudgeOptions): Judge {
  const { world, trace } = options;
  const violations: string[] = [];
  const chronicle = createChronicle(world);
  const tabs = new Map<Page, Tab>();
  const families = new Map<Page, string>();
  const forced = new Set<Page>();

  const say = (what: string): void => {
    violations.push(what);
    trace(`VIOLATION ${what}`);
  };
  const parts: JudgeParts = {
    ...options,
    chronicle,
    say,
    subOf(page) {
      const snapshot = tabs.get(page)?.session.getSnapshot();
      return snapshot?.status === 'signed-in' ? snapshot.user.id : undefined;
    },
    isAlone: (page) => tabs.get(page)?.isAlone() === true,
    isForced: (page) => forced.has(page),
    setForced: (page, isForced) => void (isForced ? forced.add(page) : forced.delete(page)),
    knowsTime: (page, service) =>
      (world.skewMs() === 0 && world.jumpedAt() === -Infinity) || chronicle.answeredAt(page, service) > world.jumpedAt(),
    lastFamilyOf: (page) => families.get(page),
    mayChange: (page, to) => writes.mayChange(page, to),
  };
  const writes = createWriteJudge(parts);
  const questions = createQuestionJudge(parts);

  function watch(tab: Tab): void {
    const { page, session, credentials } = tab;
    tabs.set(page, tab);
    session.subscribe(() => {
      const snapshot = session.getSnapshot();
      if (snapshot.status === 'signed-in') families.set(page, String(snapshot.user.claims['family']));
    });
    credentials.subscribe(() => {
      const snapshot = credentials.getSnapshot();
      if (snapshot.status !== 'ready') return;
      // With shared credentials comes how wrong the clock was when they were obtained.
      if (writes.isSharedTimeRight()) chronicle.noteAnswer(page, 'credentials');
      const owner = snapshot.credentials.sessionToken;
      const current = session.getSnapshot();
      if (current.status !== 'signed-in' || current.user.id !== owner) say(`page ${page.id} shows credentials of ${owner}, who is not signed in there`);
    });
  }

  function judgeRest(open: readonly Tab[]): void {
    for (const { page, session, credentials, isAlone } of open) {
      const snapshot = session.getSnapshot();
      const ready = credentials.getSnapshot();
      const signedIn = snapshot.status === 'signed-in';
      const owner = signedIn ? snapshot.user.id : undefined;
      if (!isAlone() && !chronicle.mayBelieve(page, owner)) say(`page ${page.id} believes that ${owner} is signed in, not ${chronicle.owner()}`);
      // Whose session has only just turned out to be over, is told that next.
      const hasJustEnded = ready.status === 'loading' && chronicle.hasOwnerChangedSince(world.now() - MAX_WORK_MS);
      if (!signedIn && ready.status !== 'signed-out' && !hasJustEnded) say(`page ${page.id}, where nobody is signed in, has credentials that are ${ready.status}`);
      const hasEnded = ready.status === 'ready' && (ready.expiresAt ?? 0) <= world.now() && parts.knowsTime(page, 'credentials');
      if (signedIn && (ready.status !== 'ready' || hasEnded)) say(`page ${page.id} has no valid credentials: ${ready.status}`);
    }
  }

  return { ...writes, ...questions, violations, say, chronicle, watch, judgeRest };
}
