import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RealIssuer } from './createRealIssuer.ts';
import { startBrowser, type RealBrowser } from './startBrowser.ts';
import { startOrigin, type RealOrigin } from './startOrigin.ts';
import { timesOver } from './timesOver.ts';

let origin: RealOrigin;
let issuer: RealIssuer;
let browser: RealBrowser;

// By night 100.
const ROUNDS = 20 * timesOver;
const AWAY_MS = 10 * 60_000;

beforeAll(async () => {
  origin = await startOrigin();
  issuer = origin.renewIssuer({ graceMs: 0, credentialLifetimeMs: AWAY_MS - 60_000 });
  browser = await startBrowser(origin.url);
});

afterAll(async () => {
  await browser.close();
  await origin.stop();
});

test('a hidden tab whose timers have stood still for ten minutes is given fresh credentials the first time it uses any', async () => {
  const tab = await browser.openTab({ keepsFresh: true });
  const awake = await browser.openTab({ scene: 'awake' });
  const session = await tab.context().newCDPSession(tab);
  await tab.evaluate(() => window.driver.signIn('ada'));
  let { accessKeyId } = await tab.evaluate(() => window.driver.use());
  for (let round = 1; round <= ROUNDS; round += 1) {
    const before = { ...issuer.counts };
    issuer.setClock(round * AWAY_MS);
    const used = tab.evaluate((aheadMs) => window.driver.useOnResume(aheadMs), round * AWAY_MS);
    await session.send('Page.setWebLifecycleState', { state: 'frozen' });
    const frozenAt = await tab.evaluate(() => window.driver.ticks());
    const meanwhile = await awake.evaluate(() => window.driver.ticks());
    await awake.waitForFunction((from) => window.driver.ticks() >= from + 2, meanwhile);
    expect(await tab.evaluate(() => [document.visibilityState, window.driver.ticks()])).toEqual(['hidden', frozenAt]);
    await session.send('Page.setWebLifecycleState', { state: 'active' });
    const { leftMs, ...first } = await used;
    expect(leftMs).toBeGreaterThan(0);
    expect(first.accessKeyId).not.toBe(accessKeyId);
    expect(issuer.counts).toEqual({ ...before, refreshes: before.refreshes + 1, credentialCalls: before.credentialCalls + 1 });
    accessKeyId = first.accessKeyId;
  }
  expect(await tab.evaluate(() => window.driver.events.filter((event) => event === 'freeze'))).toHaveLength(ROUNDS);
});
