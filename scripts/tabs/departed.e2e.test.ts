import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startStage, type Outcome, type Stage, type StoppedStep } from './setScene.ts';
import { timesOver } from './timesOver.ts';

let stage: Stage;

const WAITERS = 1;

beforeAll(async () => {
  stage = await startStage(WAITERS);
});

afterAll(() => stage.stop());

// In 28 ways: by night 140 rounds.
const ROUNDS = timesOver;

/** A claim lapses after 14 s. */
const CRASH_MS = 16_000;

/** A page that is left says so. A lock that it does not let go of is waited for once, 3 s. */
const LEAVE_MS = 5_000;

async function crash(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  session.send('Page.crash').catch(() => undefined);
  await crashed;
}

const departures = [
  { what: 'crashes', withinMs: CRASH_MS, depart: crash },
  { what: 'is closed', withinMs: LEAVE_MS, depart: (page: Page) => page.close() },
  { what: 'is loaded again', withinMs: LEAVE_MS, depart: (page: Page) => page.reload() },
  { what: 'goes elsewhere', withinMs: LEAVE_MS, depart: (page: Page) => page.goto(`${stage.origin.url}blank`) },
];

const steps: readonly { readonly step: StoppedStep; readonly hasLocks: boolean; readonly spent: number }[] = [
  { step: 'locked', hasLocks: true, spent: 0 },
  ...[true, false].flatMap((hasLocks) => [
    { step: 'claimed' as const, hasLocks, spent: 0 },
    { step: 'calling' as const, hasLocks, spent: 1 },
    { step: 'answered' as const, hasLocks, spent: 1 },
  ]),
];

async function play(step: StoppedStep, hasLocks: boolean, depart: (page: Page) => Promise<unknown>): Promise<Outcome> {
  const scene = await stage.setScene(step, hasLocks);
  const departedAt = Date.now();
  await depart(scene.holder);
  const outcome = await scene.judge(departedAt);
  await scene.close();
  return outcome;
}

test('the page at work and those that wait for it are processes of their own', async () => {
  const before = await stage.browser.countRenderers();
  const scene = await stage.setScene('locked', true);
  await expect.poll(() => stage.browser.countRenderers()).toBeGreaterThan(before);
  expect(stage.waiterProcesses).toBeGreaterThanOrEqual(WAITERS);
  await scene.close();
});

test.concurrent.each(departures.flatMap((departure) => steps.map((step) => ({ ...departure, ...step }))))(
  'when the page at work $what while $step, the next succeeds within $withinMs ms, with one call (Web Locks: $hasLocks)',
  async ({ withinMs, depart, step, hasLocks, spent }) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const outcome = await play(step, hasLocks, depart);
      expect(outcome).toMatchObject({ tokens: 1, refreshes: 1 + spent, graceUses: spent, reuseErrors: 0, stolenLocks: 0 });
      expect(outcome.afterMs).toBeLessThan(withinMs);
    }
  },
);
