import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startStage, type Outcome, type Scene, type Stage, type StoppedStep } from './setScene.ts';
import { timesOver } from './timesOver.ts';

let stage: Stage;

const WAITERS = 3;

beforeAll(async () => {
  stage = await startStage(WAITERS);
});

afterAll(() => stage.stop());

/** A claim lapses after 14 s. */
const STUCK_MS = 16_000;

/** A page that is put away says so. */
const AWAY_MS = 5_000;

/** A page that has been stopped. */
interface Stopped {
  /** Brings it back to life, and makes sure that it was stopped until now. */
  readonly revive: () => Promise<void>;
}

async function freeze({ holder }: Scene): Promise<Stopped> {
  const session = await holder.context().newCDPSession(holder);
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  const ticks = await holder.evaluate(() => window.driver.ticks());
  return {
    async revive() {
      expect(await holder.evaluate(() => window.driver.ticks())).toBe(ticks);
      await session.send('Page.setWebLifecycleState', { state: 'active' });
      expect(await holder.evaluate(() => window.driver.events)).toContain('freeze');
    },
  };
}

async function hang({ holder, name }: Scene): Promise<Stopped> {
  const gate = stage.origin.holdGate(name);
  const hung = holder.evaluate((at) => window.driver.hangAt(at), name);
  await gate.arrived;
  let isHung = true;
  void hung.finally(() => (isHung = false));
  return {
    async revive() {
      expect(isHung).toBe(true);
      gate.open();
      await hung;
    },
  };
}

async function putAway({ holder }: Scene): Promise<Stopped> {
  await holder.goto(`${stage.origin.url}blank`);
  return {
    async revive() {
      await holder.goBack({ waitUntil: 'commit' });
      await holder.waitForFunction(() => window.driver.events.includes('restored'));
    },
  };
}

// With the steps below: by night 130 rounds.
const stops = [
  { what: 'is frozen', withinMs: STUCK_MS, stop: freeze, rounds: 1 },
  { what: 'hangs', withinMs: STUCK_MS, stop: hang, rounds: 1 },
  { what: 'is put into the back/forward cache', withinMs: AWAY_MS, stop: putAway, rounds: 2 },
];

const steps: readonly { readonly step: StoppedStep; readonly hasLocks: boolean; readonly spent: number }[] = [
  { step: 'locked', hasLocks: true, spent: 0 },
  ...[true, false].flatMap((hasLocks) => [
    { step: 'claimed' as const, hasLocks, spent: 0 },
    { step: 'calling' as const, hasLocks, spent: 1 },
    { step: 'answered' as const, hasLocks, spent: 1 },
  ]),
];

async function play(step: StoppedStep, hasLocks: boolean, stop: (scene: Scene) => Promise<Stopped>): Promise<Outcome> {
  const scene = await stage.setScene(step, hasLocks);
  const stoppedAt = Date.now();
  const { revive } = await stop(scene);
  const outcome = await scene.judge(stoppedAt);
  const [first] = await scene.refreshed;
  await revive();
  expect(await goOn(scene.holder)).toBe(first?.serial);
  await scene.close();
  return outcome;
}

/** Lets a page go on with what it was at, which fails when it was at it for too long. Resolves with the tokens that it has then. */
function goOn(holder: Page): Promise<string> {
  return holder.evaluate(async () => {
    window.driver.go();
    const { serial } = await window.driver.refresh().catch(() => window.driver.refresh());
    return serial;
  });
}

// A browser throws a page out of its cache when others wait for its lock: there it is not put away.
const cases = stops.flatMap((stop) => steps.map((step) => ({ ...stop, ...step }))).filter(({ stop, step }) => stop !== putAway || step !== 'locked');

test('the page at work and those that wait for it are processes of their own', async () => {
  const before = await stage.browser.countRenderers();
  const scene = await stage.setScene('locked', true);
  await expect.poll(() => stage.browser.countRenderers()).toBeGreaterThan(before);
  expect(stage.waiterProcesses).toBeGreaterThanOrEqual(WAITERS);
  await scene.close();
});

test.concurrent.each(cases)(
  'when the page at work $what while $step, three that wait for it finish within $withinMs ms, with one call, and it has what they have when it comes back (Web Locks: $hasLocks)',
  async ({ withinMs, stop, rounds, step, hasLocks, spent }) => {
    for (let round = 0; round < rounds * timesOver; round += 1) {
      const outcome = await play(step, hasLocks, stop);
      expect(outcome).toMatchObject({ tokens: 1, refreshes: 1 + spent, graceUses: spent, reuseErrors: 0, stolenLocks: 0 });
      expect(outcome.afterMs).toBeLessThan(withinMs);
    }
  },
);
