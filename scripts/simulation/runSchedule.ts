import { createIssuer, type Fault, type Issuer } from './createIssuer.ts';
import { createJudge } from './createJudge.ts';
import { createOrigin, type Origin } from './createOrigin.ts';
import { createRandom } from './createRandom.ts';
import { createWorld } from './createWorld.ts';
import { CREDENTIALS_SLOT, openTab, type Tab } from './openTab.ts';

/** What came of one schedule. */
export interface ScheduleResult {
  readonly seed: number;
  /** What was wrong, in words. */
  readonly violations: readonly string[];
  /** What happened, in order. */
  readonly trace: readonly string[];
  readonly counts: Issuer['counts'];
}

const MINUTE_MS = 60_000;
const TOKEN_LIFETIME_MS = 5 * MINUTE_MS;
const CREDENTIAL_LIFETIME_MS = 15 * MINUTE_MS;
const DURATION_MS = 12 * MINUTE_MS;
const FAULTS: readonly Fault[] = ['unreachable', 'answer lost', 'hung', 'throttled', 'failing', 'captive portal'];
const PEOPLE = ['ada', 'grace'] as const;

/**
 * Twelve minutes of some tabs of one app, in which people sign in, out and over, pages are closed, crash, freeze, are left
 * and come back, and the network fails in every way; then two quiet minutes, and a look at what is left. The seed decides
 * all of it, so the same seed is the same schedule.
 */
export async function runSchedule(seed: number): Promise<ScheduleResult> {
  const random = createRandom(seed);
  const world = createWorld(random.pick([0, 0, 0, 5, -5]) * 60 * MINUTE_MS);
  const startedAt = world.now();
  const lines: string[] = [];
  const trace = (line: string): void => void lines.push(`${String(world.now() - startedAt).padStart(7)} ms  ${line}`);
  const hasHints = random.chance(0.85);
  const hasLocks = random.chance(0.7);
  const graceMs = random.chance(0.8) ? 60_000 : 0;
  trace(`seed ${seed}: locks ${hasLocks}, hints ${hasHints}, grace ${graceMs} ms`);

  const judge = createJudge({ world, issuer: () => issuer, origin: () => origin, hasHints, credentialLifetimeMs: CREDENTIAL_LIFETIME_MS, trace });
  const issuer: Issuer = createIssuer(world, random, {
    tokenLifetimeMs: TOKEN_LIFETIME_MS,
    credentialLifetimeMs: CREDENTIAL_LIFETIME_MS,
    graceMs,
    onRefreshedTwice: (page) => judge.say(`page ${page.id} refreshed what had been refreshed`),
    onCredentials: judge.judgeCredentialCall,
    onRequest: (page, operation) => trace(`page ${page.id} sends ${operation}`),
  });
  const origin: Origin = createOrigin(world, random, { hasLocks, hasHints, onWrite: judge.judgeWrite });
  const tabs: Tab[] = [];
  const open = (): Tab => {
    const tab = openTab({ world, origin, issuer, random, isSharing: true });
    tabs.push(tab);
    return tab;
  };
  const disturb = (what: string): void => {
    judge.noteDisturbance();
    trace(what);
  };

  function setFault(fault: Fault): void {
    trace(`the network: ${fault}`);
    judge.noteFault(fault !== 'none');
    issuer.setFault(fault);
  }

  function signIn(tab: Tab, person: string): void {
    const { step } = tab.session.signIn.getSnapshot();
    if (step.kind !== 'password') return;
    trace(`page ${tab.page.id} signs ${person} in`);
    judge.allowChange(tab.page, person, step.submit({ username: person, password: 'password' }));
  }

  function end(tab: Tab, how: 'crashes' | 'is closed'): void {
    disturb(`page ${tab.page.id} ${how}`);
    tab.page.disturb();
    if (how === 'is closed') origin.leave(tab.page);
    origin.end(tab.page);
    tabs.splice(tabs.indexOf(tab), 1);
    if (tabs.length === 0 || random.chance(0.7)) open();
  }

  /** Out of sight for a while: frozen where it stands, or in the back/forward cache. */
  function putAway(tab: Tab, isLeft: boolean): void {
    if (tab.page.isFrozen()) return;
    disturb(`page ${tab.page.id} is ${isLeft ? 'left' : 'frozen'}`);
    if (isLeft) origin.leave(tab.page);
    tab.page.freeze();
    world.after(random.between(1_000, 5 * MINUTE_MS), () => {
      if (!tab.page.isAlive()) return;
      disturb(`page ${tab.page.id} is back`);
      tab.page.thaw();
      if (isLeft) tab.page.deliver(() => origin.restore(tab.page));
      tab.page.deliver(() => tab.setVisible(true));
    });
  }

  function act(): void {
    const tab = random.pick(tabs);
    const { page, session } = tab;
    const kind = random.between(1, 100);
    if (kind > 90) {
      const fault = random.pick(FAULTS);
      setFault(fault);
      world.after(random.between(1_000, 40_000), () => setFault('none'));
    } else if (kind > 84) end(tab, random.pick(['crashes', 'is closed']));
    else if (kind > 72) putAway(tab, random.chance(0.5));
    else if (kind > 71) {
      disturb('everybody is revoked');
      issuer.revokeAll();
    } else if (page.isFrozen()) return;
    else if (kind > 62) signIn(tab, random.pick(PEOPLE));
    else if (kind > 57) {
      trace(`page ${page.id} signs out`);
      judge.allowChange(page, undefined, session.signOut());
    } else if (kind > 50) {
      tab.setVisible(false);
      world.after(random.between(1_000, 3 * MINUTE_MS), () => page.deliver(() => tab.setVisible(true)));
    } else judge.use(tab);
  }

  for (let count = random.between(1, 4); count > 0; count -= 1) open();
  world.after(10, () => signIn(tabs[0] as Tab, 'ada'));
  for (let count = random.between(10, 40); count > 0; count -= 1) world.after(random.between(0, DURATION_MS), act);
  // Around the moment at which tokens and credentials end, everybody wants something.
  for (const at of [TOKEN_LIFETIME_MS - 60_000, TOKEN_LIFETIME_MS, 2 * TOKEN_LIFETIME_MS - 60_000]) {
    world.after(at + random.between(-500, 500), () => {
      for (const tab of tabs) if (!tab.page.isFrozen()) judge.use(tab);
    });
  }
  await world.run(DURATION_MS);

  // Quiet: everything that was lost or stopped has its chance.
  disturb('quiet');
  setFault('none');
  for (const { page } of tabs) page.thaw();
  for (const tab of tabs) tab.page.deliver(() => origin.restore(tab.page));
  for (const tab of tabs) tab.page.deliver(() => tab.setVisible(true));
  await world.run(100_000);
  for (const tab of tabs) judge.use(tab);
  await world.run(20_000);

  const statuses = tabs.map(({ session }) => session.getSnapshot());
  const isOut = judge.owner() === undefined;
  if (hasHints && statuses.some(({ status }) => (status === 'signed-out') !== isOut)) judge.say('tabs do not agree on who is signed in');
  const shared = origin.textIn(CREDENTIALS_SLOT);
  const owner = shared && (JSON.parse(shared) as { readonly owner: string }).owner;
  if (hasHints && owner !== undefined && owner !== judge.owner()) judge.say(`credentials of ${owner} are left behind`);
  for (const tab of tabs) tab.stop();
  await world.run(60_000);
  if (judge.waiting() > 0) judge.say(`${judge.waiting()} still wait`);
  const timers = tabs.reduce((sum, { page }) => sum + page.pendingTimers(), 0);
  if (timers > 0) judge.say(`${timers} timers are left`);
  if (origin.leftovers() > 0) judge.say(`${origin.leftovers()} locks or listeners are left`);
  return { seed, violations: judge.violations, trace: lines, counts: issuer.counts };
}
