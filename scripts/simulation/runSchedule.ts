import { createBrowser, type Browser } from './browser/createBrowser.ts';
import { isCached, MAX_DELAY_MS } from './browser/createChannels.ts';
import type { DiskFault } from './browser/createDatabase.ts';
import { CLAIM_MS } from '../../packages/core/src/tabs/sharedRecord.ts';
import { createIssuer, type Issuer } from './createIssuer.ts';
import type { Fault } from './createNetwork.ts';
import { createRandom } from './createRandom.ts';
import { createWorld, type Page } from './createWorld.ts';
import { MAX_FAULTY_WAIT_MS, RECOVERY_MS, SET_BACK_MS } from './judge/bounds.ts';
import { createJudge } from './judge/createJudge.ts';
import { openTab, SESSION_SLOT, type Tab } from './openTab.ts';

/** What came of one schedule. */
export interface ScheduleResult {
  readonly seed: number;
  /** What was wrong, in words. */
  readonly violations: readonly string[];
  /** What happened, in order. */
  readonly trace: readonly string[];
  readonly counts: Issuer['counts'];
  /** The longest that anybody waited while the network was well, after the last disturbance, ms. */
  readonly longestWaitMs: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const TOKEN_LIFETIME_MS = 5 * MINUTE_MS;
const CREDENTIAL_LIFETIME_MS = 15 * MINUTE_MS;
const DURATION_MS = 12 * MINUTE_MS;
const FAULTS: readonly Fault[] = [
  'unreachable', 'answer lost', 'half a body', 'torn body', 'hung', 'late', 'throttled', 'failing', 'captive portal',
];
const DISK_FAULTS: readonly DiskFault[] = ['full', 'broken', 'hung', 'blocked'];
const PEOPLE = ['ada', 'grace'] as const;

/**
 * Twelve minutes of some tabs of one app, in which people sign in, out and over, pages are closed, crash, freeze, are left
 * and come back, and the network fails in every way; in some of them disks fail as well, clocks jump, or the machine sleeps.
 * Then quiet, until everything must be well again, and a look at what is left. The seed decides all of it, so the same seed
 * is the same schedule.
 */
export async function runSchedule(seed: number): Promise<ScheduleResult> {
  const random = createRandom(seed);
  const world = createWorld(random.pick([0, 0, 0, 5, -5]) * HOUR_MS);
  const startedAt = world.now();
  const lines: string[] = [];
  const trace = (line: string): void => void lines.push(`${String(world.now() - startedAt).padStart(7)} ms  ${line}`);
  const faultyMessages = random.chance(0.15) ? undefined : random.pick([0, 0, 0.3]);
  const hasLocks = random.chance(0.7);
  const graceMs = random.chance(0.8) ? MINUTE_MS : 0;
  const hasDiskFaults = random.chance(0.15);
  const hasJumps = random.chance(0.15);
  const hasSleep = random.chance(0.1);
  trace(`seed ${seed}: locks ${hasLocks}, faulty messages ${faultyMessages ?? 'all'}, grace ${graceMs} ms`);

  const judge = createJudge({ world, issuer: () => issuer, browser: () => browser, credentialLifetimeMs: CREDENTIAL_LIFETIME_MS, trace });
  const { chronicle } = judge;
  const issuer: Issuer = createIssuer(world, random, {
    tokenLifetimeMs: TOKEN_LIFETIME_MS,
    credentialLifetimeMs: CREDENTIAL_LIFETIME_MS,
    graceMs,
    onReuse: judge.judgeReuse,
    onSend(page, operation) {
      judge.judgeSend(page, operation);
      if (random.chance(0.04) && !isQuiet) world.after(random.between(0, 300), () => stop(page));
    },
    onFailure: chronicle.noteFailure,
    onAnswer(page, operation) {
      // An identity's id comes without the time.
      if (operation !== 'GetId') chronicle.noteAnswer(page, operation === 'GetCredentialsForIdentity' ? 'credentials' : 'tokens');
    },
  });
  const browser: Browser = createBrowser(world, random, {
    hasLocks,
    faultyMessages,
    onWrite(page, slot, before, after) {
      const isClaim = judge.judgeWrite(page, slot, before, after);
      if (isClaim && random.chance(0.02)) world.after(random.between(0, 8), () => stop(page));
      // Where messages arrive, everybody is to be told.
      const writtenAt = world.now();
      if (slot === SESSION_SLOT && faultyMessages === 0) world.after(MAX_DELAY_MS, () => tellOthers(page, writtenAt));
    },
    onTold: (page, slot = SESSION_SLOT) => slot === SESSION_SLOT && chronicle.noteTold(page),
  });
  function tellOthers(page: Page, at: number): void {
    for (const { page: other } of tabs) if (other !== page && !isCached(other)) other.deliver(() => chronicle.noteTold(other, at));
  }
  let wasEvicted = false;
  let isQuiet = false;
  const tabs: Tab[] = [];
  const open = (): void => {
    const tab = openTab({ world, browser, issuer, random, isSharing: true });
    tabs.push(tab);
    judge.watch(tab);
  };

  function show(tab: Tab): void {
    chronicle.noteTold(tab.page);
    tab.setVisible(true);
  }

  function thaw({ page }: Tab): void {
    page.thaw();
    countFrozen();
    chronicle.noteThawed(page);
  }

  function breakNetwork(): void {
    const fault = random.pick(FAULTS);
    const retryAfterMs = random.chance(0.5) ? random.between(1, 60) * 1_000 : undefined;
    trace(`the network: ${fault}, come back after ${retryAfterMs} ms`);
    chronicle.noteNetwork(true);
    issuer.setFault(fault, retryAfterMs);
    world.after(random.between(1_000, 40_000), mendNetwork);
  }

  function mendNetwork(): void {
    trace('the network is well');
    chronicle.noteNetwork(false);
    issuer.setFault('none');
  }

  function breakDisk(): void {
    if (random.chance(0.2)) {
      trace('everything kept is gone');
      wasEvicted = true;
      browser.evict();
      judge.noteEvicted();
      return;
    }
    const fault = random.pick(DISK_FAULTS);
    trace(`the disk: ${fault}`);
    chronicle.noteDisk(true);
    browser.setDiskFault(fault);
    world.after(random.between(100, 10_000), mendDisk);
  }

  function mendDisk(): void {
    trace('the disk is well');
    chronicle.noteDisk(false);
    browser.setDiskFault('none');
  }

  function signIn(tab: Tab, person: string): void {
    const { signIn: flow } = tab.session;
    // Who is signed in already goes back to the form, to use another account.
    if (flow.getSnapshot().step.kind === 'signed-in') flow.reset();
    const { step, pending } = flow.getSnapshot();
    if (step.kind !== 'password' || pending) return;
    trace(`page ${tab.page.id} signs ${person} in`);
    const done = step.submit({ username: person, password: 'password' });
    judge.allowChange(tab.page, person, done);
    judge.judgeSignIn(tab, done);
    if (random.chance(0.1)) {
      world.after(random.between(0, 600), () =>
        tab.page.deliver(() => {
          trace(`page ${tab.page.id} gives up`);
          judge.noteGivenUp(tab.page);
          flow.reset();
        }),
      );
    }
  }

  function leave(page: Page): void {
    judge.noteLeft(page);
    browser.leave(page);
  }

  function end(tab: Tab, how: 'crashes' | 'is closed'): void {
    trace(`page ${tab.page.id} ${how}`);
    if (how === 'crashes' || tab.page.isFrozen()) chronicle.noteStopped();
    // A frozen page that is closed does not learn of it.
    if (how === 'is closed' && !tab.page.isFrozen()) leave(tab.page);
    browser.end(tab.page);
    tabs.splice(tabs.indexOf(tab), 1);
    countFrozen();
    if (tabs.length === 0 || random.chance(0.7)) open();
  }

  /** Out of sight for a while: frozen where it stands, or in the back/forward cache. */
  function putAway(tab: Tab, isLeft: boolean, forMs = random.between(1_000, 5 * MINUTE_MS)): void {
    const { page } = tab;
    if (page.isFrozen()) return;
    trace(`page ${page.id} is ${isLeft ? 'left' : 'frozen'}`);
    if (isLeft) leave(page);
    else chronicle.noteStopped();
    page.freeze();
    countFrozen();
    world.after(forMs, () => page.isAlive() && bringBack(tab, isLeft));
  }

  function countFrozen(): void {
    chronicle.noteFrozen(tabs.filter(({ page }) => page.isFrozen()).length);
  }

  /** What happens to a page in the middle of its work matters most. */
  function stop(page: Page): void {
    const tab = tabs.find((open) => open.page === page);
    if (tab === undefined || isQuiet) return;
    if (random.chance(0.4)) return end(tab, random.pick(['crashes', 'is closed']));
    // Back in the very moment in which another has taken over.
    putAway(tab, random.chance(0.3), random.chance(0.5) ? CLAIM_MS + random.between(-300, 300) : undefined);
    for (const other of tabs) if (other !== tab && !other.page.isFrozen()) judge.use(other);
  }

  function bringBack(tab: Tab, wasLeft: boolean): void {
    const { page } = tab;
    if (!page.isFrozen()) return;
    trace(`page ${page.id} is back`);
    thaw(tab);
    if (wasLeft) page.deliver(() => browser.restore(page));
    page.deliver(() => show(tab));
  }

  function sleep(): void {
    const awake = tabs.filter(({ page }) => !page.isFrozen());
    trace('the machine sleeps for eight hours');
    for (const { page } of awake) page.freeze();
    world.sleep(8 * HOUR_MS, random.chance(0.5));
    trace('the machine wakes');
    for (const tab of awake) thaw(tab);
    for (const tab of awake) show(tab);
  }

  function jump(): void {
    const byMs = random.pick([-1, 1]) * random.pick([random.between(1, 10) * MINUTE_MS, random.between(1, 6) * HOUR_MS]);
    trace(`the clock jumps by ${byMs} ms`);
    world.jumpClock(byMs);
  }

  function act(): void {
    const tab = random.pick(tabs);
    const { page, session } = tab;
    const kind = random.between(1, 100);
    if (kind > 90) breakNetwork();
    else if (kind > 84) end(tab, random.pick(['crashes', 'is closed']));
    else if (kind > 72) putAway(tab, random.chance(0.5));
    else if (kind > 71) {
      trace('everybody is revoked');
      issuer.revokeAll();
    } else if (page.isFrozen()) return;
    else if (kind > 62) signIn(tab, random.pick(PEOPLE));
    else if (kind > 57) {
      trace(`page ${page.id} signs out`);
      judge.allowChange(page, undefined, session.signOut());
    } else if (kind > 50) {
      tab.setVisible(false);
      world.after(random.between(1_000, 3 * MINUTE_MS), () => page.deliver(() => show(tab)));
    } else judge.use(tab);
  }

  for (let count = random.between(1, 4); count > 0; count -= 1) open();
  world.after(10, () => signIn(tabs[0] as Tab, 'ada'));
  const atAnyTime = (task: () => void): void => void world.after(random.between(0, DURATION_MS), task);
  for (let count = random.between(10, 40); count > 0; count -= 1) atAnyTime(act);
  if (hasDiskFaults) for (let count = random.between(1, 2); count > 0; count -= 1) atAnyTime(breakDisk);
  if (hasJumps) for (let count = random.between(1, 3); count > 0; count -= 1) atAnyTime(jump);
  if (hasSleep) atAnyTime(sleep);
  // Around the moment at which tokens and credentials end, everybody wants something.
  for (const at of [TOKEN_LIFETIME_MS - MINUTE_MS, TOKEN_LIFETIME_MS, 2 * TOKEN_LIFETIME_MS - MINUTE_MS]) {
    world.after(at + random.between(-500, 500), () => {
      for (const tab of tabs) if (!tab.page.isFrozen()) judge.use(tab);
    });
  }
  await world.run(DURATION_MS);

  // Quiet: everything that was lost or stopped has its chance. Nobody is told that the network is well.
  isQuiet = true;
  trace('quiet');
  mendNetwork();
  mendDisk();
  for (const tab of tabs) bringBack(tab, tab.page.leftAt() === tab.page.frozenAt());
  const isAnybodyUntold = faultyMessages !== 0 || wasEvicted;
  for (const tab of tabs) if (!tab.isVisible() || isAnybodyUntold) tab.page.deliver(() => show(tab));
  await world.run(RECOVERY_MS + (hasJumps ? SET_BACK_MS : 0));
  judge.judgeRest(tabs);
  for (const tab of tabs) judge.use(tab);
  await world.run(MAX_FAULTY_WAIT_MS);

  for (const tab of tabs) tab.stop();
  await world.run(MINUTE_MS);
  if (judge.waiting() > 0) judge.say(`${judge.waiting()} still wait`);
  const timers = tabs.reduce((sum, { page }) => sum + page.pendingTimers(), 0);
  if (timers > 0) judge.say(`${timers} timers are left`);
  if (browser.leftovers() > 0) judge.say(`${browser.leftovers()} locks, channels or listeners are left`);
  const { violations } = judge;
  return { seed, violations, trace: lines, counts: issuer.counts, longestWaitMs: judge.longestWaitMs() };
}
