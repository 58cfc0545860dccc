import type { Page } from 'playwright';
import { startBrowser } from './startBrowser.ts';
import type { RealOrigin } from './startOrigin.ts';

/** What came of rounds in which all tabs find their tokens expired at once. */
export interface RoundsResult {
  readonly tabs: number;
  readonly rounds: number;
  /** Processes that came with the tabs. */
  readonly processes: number;
  readonly refreshes: number;
  readonly reuseErrors: number;
  readonly callsPerRound: number;
  /** Rounds in which the tabs did not end with the same tokens. */
  readonly disagreements: number;
  /** How long a tab waited beyond the server's answer, median, ms. */
  readonly medianWaitMs: number;
}

const STEP_MS = 10 * 60_000;

/** Lets tokens expire in all tabs of a browser, again and again, and all tabs ask at once. No refresh token works twice. */
export async function runRounds(origin: RealOrigin, options: { readonly tabs: number; readonly rounds: number; readonly hasLocks: boolean }): Promise<RoundsResult> {
  const { tabs, rounds, hasLocks } = options;
  const issuer = origin.renewIssuer({ graceMs: 0 });
  const browser = await startBrowser(origin.url);
  try {
    const processesBefore = await browser.countRenderers();
    const pages: Page[] = [];
    for (let count = 0; count < tabs; count += 1) pages.push(await browser.openTab({ hasLocks }));
    await pages[0]?.evaluate(() => window.driver.signIn('ada'));
    for (const page of pages) await page.waitForFunction(() => window.driver.status() === 'signed-in');
    const processes = (await browser.countRenderers()) - processesBefore;
    const waits: number[] = [];
    let disagreements = 0;
    for (let round = 1; round <= rounds; round += 1) {
      issuer.setClock(round * STEP_MS);
      await Promise.all(pages.map((page) => page.evaluate((aheadMs) => window.driver.setClock(aheadMs), round * STEP_MS)));
      const refreshed = await Promise.all(pages.map((page) => page.evaluate(() => window.driver.refresh())));
      if (new Set(refreshed.map(({ serial }) => serial)).size !== 1) disagreements += 1;
      for (const { at } of refreshed) waits.push(Math.max(0, at - issuer.answeredAt()));
    }
    const { refreshes, reuseErrors } = issuer.counts;
    const medianWaitMs = waits.toSorted((one, other) => one - other)[Math.floor(waits.length / 2)] ?? NaN;
    return { tabs, rounds, processes, refreshes, reuseErrors, callsPerRound: refreshes / rounds, disagreements, medianWaitMs };
  } finally {
    await browser.close();
  }
}
