import type { Frame, Page } from 'playwright';
import type { IssuerCounts, RealIssuer } from './createRealIssuer.ts';
import type { Refreshed, Step } from './page/main.ts';
import { startBrowser, type RealBrowser } from './startBrowser.ts';
import { startOrigin, type RealOrigin } from './startOrigin.ts';

/** Where the page at work is stopped. While `calling`, the issuer has spent its refresh token and not yet answered. */
export type StoppedStep = Step | 'calling';

/** Pages of one person whose tokens have just expired. One is at work, stopped at a step, and the others wait for it. */
export interface Scene {
  readonly name: string;
  readonly holder: Page;
  readonly waiters: readonly Frame[];
  /** What the waiters come to. */
  readonly refreshed: Promise<readonly Refreshed[]>;
  /** What they made of it. */
  readonly judge: (disturbedAt: number) => Promise<Outcome>;
  readonly close: () => Promise<void>;
}

/** What came of a scene. */
export interface Outcome extends IssuerCounts {
  /** How many different tokens the waiters have in the end. */
  readonly tokens: number;
  /** When the last of them had any, ms after the disturbance. */
  readonly afterMs: number;
  readonly stolenLocks: number;
}

/** Where scenes are set: a browser in which many happen at once, each knowing nothing of the others. */
export interface Stage {
  readonly origin: RealOrigin;
  readonly browser: RealBrowser;
  /** Processes that came with the pages that wait. */
  readonly waiterProcesses: number;
  readonly setScene: (step: StoppedStep, hasLocks: boolean) => Promise<Scene>;
  readonly stop: () => Promise<void>;
}

/** @param waiterCount - How many pages wait in each scene, each a process. */
export async function startStage(waiterCount: number): Promise<Stage> {
  const origin = await startOrigin();
  const issuer = origin.renewIssuer({ signInLifetimeMs: 0 });
  const browser = await startBrowser(origin.url);
  const processesBefore = await browser.countRenderers();
  const waitingTabs = await Promise.all(Array.from({ length: waiterCount }, () => browser.openBlank()));
  const waiterProcesses = (await browser.countRenderers()) - processesBefore;
  let scenes = 0;

  async function setScene(step: StoppedStep, hasLocks: boolean): Promise<Scene> {
    const name = `scene${(scenes += 1)}`;
    // A message would throw the page out of the back/forward cache.
    const holder = await browser.openTab({ scene: name, hasLocks, hasChannel: false });
    await holder.evaluate((person) => window.driver.signIn(person), name);
    const waiters = await Promise.all(waitingTabs.map((tab) => browser.openFrame(tab, { scene: name, hasLocks })));
    for (const frame of waiters) await frame.waitForFunction(() => window.driver.status() === 'signed-in');
    const release = await stopHolder(issuer, holder, name, step);
    const refreshed = Promise.all(waiters.map((frame) => frame.evaluate(() => window.driver.refresh())));
    // Whoever fails is judged later.
    refreshed.catch(() => undefined);
    const isQueue = hasLocks ? (count: number): boolean => count === waiterCount : (): boolean => true;
    while (!isQueue((await waiters[0]?.evaluate(() => window.driver.queueLength())) ?? 0));

    return {
      name,
      holder,
      waiters,
      refreshed,
      judge: async (disturbedAt) => judge(waiters, await refreshed, disturbedAt, issuer.countsOf(name)),
      async close() {
        release();
        await holder.close();
        await Promise.all(waiters.map(async (frame) => (await frame.frameElement()).evaluate((element) => (element as Element).remove())));
      },
    };
  }

  return {
    origin,
    browser,
    waiterProcesses,
    setScene,
    async stop() {
      await browser.close();
      await origin.stop();
    },
  };
}

/** Lets the holder begin, and stops it. Resolves with what lets it go. */
async function stopHolder(issuer: RealIssuer, holder: Page, person: string, step: StoppedStep): Promise<() => void> {
  const begin = (): void => void holder.evaluate(() => window.driver.refresh()).catch(() => undefined);
  if (step === 'calling') {
    const gate = issuer.holdRefresh(person);
    begin();
    await gate.arrived;
    return gate.open;
  }
  await holder.evaluate((at) => window.driver.stopAt(at), step);
  begin();
  await holder.waitForFunction((at) => window.driver.stoppedAt() === at, step);
  return () => undefined;
}

async function judge(waiters: readonly Frame[], refreshed: readonly Refreshed[], disturbedAt: number, counts: IssuerCounts): Promise<Outcome> {
  const stolen = await Promise.all(waiters.map((frame) => frame.evaluate(() => window.driver.stolenLocks())));
  return {
    ...counts,
    tokens: new Set(refreshed.map(({ serial }) => serial)).size,
    afterMs: Math.max(...refreshed.map(({ at }) => at)) - disturbedAt,
    stolenLocks: stolen.reduce((sum, one) => sum + one, 0),
  };
}
