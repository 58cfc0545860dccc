import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBrowser, type RealBrowser } from './startBrowser.ts';
import { startOrigin, type RealOrigin } from './startOrigin.ts';
import { timesOver } from './timesOver.ts';

let origin: RealOrigin;
let profile: string;

beforeAll(async () => {
  origin = await startOrigin();
  profile = await mkdtemp(join(tmpdir(), 'killed-profile-'));
});

afterAll(async () => {
  await origin.stop();
  await rm(profile, { recursive: true, force: true });
});

// Each at three points: right after a refresh was kept, and wherever two others who write are.
const KILLS = 50 * timesOver;
const STEP_MS = 10 * 60_000;
const WRITERS = ['one', 'other'];

/** Refreshes, and says so the moment that is kept. */
function refresh(tab: Page): Promise<void> {
  return tab.evaluate(async () => {
    const { serial } = await window.driver.refresh();
    await fetch(`/reports/session/${encodeURIComponent(serial)}`);
  });
}

/** Counts on, and says so whenever that is kept. */
function write(tab: Page, slot: string): Promise<void> {
  return tab.evaluate(async (name) => {
    for (let count = ((await window.driver.kept(name)) ?? 0) + 1; ; count += 1) {
      await window.driver.keep(name, count);
      await fetch(`/reports/${name}/${count}`);
    }
  }, slot);
}

/** Kills a browser the moment it reports of its session. Resolves with the last reports of all. */
async function killOnceKept(browser: RealBrowser, work: () => readonly Promise<unknown>[]): Promise<ReadonlyMap<string, string>> {
  const reports = new Map<string, string>();
  const killed = new Promise<void>((resolve, reject) => {
    origin.onReport((topic, text) => {
      if (reports.has('session')) return;
      reports.set(topic, text);
      if (topic === 'session') browser.kill().then(resolve, reject);
    });
  });
  // Whoever is killed comes to no answer.
  const ended = Promise.allSettled(work());
  await killed;
  await ended;
  return reports;
}

test('what was kept is there after the browser is killed in the next moment, and what was being kept is there as a whole or not at all', async () => {
  const issuer = origin.renewIssuer({ graceMs: 0 });
  const known = new Map(WRITERS.map((slot) => [slot, 0]));
  for (let kill = 0; kill <= KILLS; kill += 1) {
    const browser = await startBrowser(origin.url, profile);
    const tab = await browser.openTab();
    if (kill === 0) await tab.evaluate(() => window.driver.signIn('ada'));
    await tab.waitForFunction(() => window.driver.status() === 'signed-in');
    for (const [slot, reported] of known) {
      const kept = (await tab.evaluate((name) => window.driver.kept(name), slot)) ?? 0;
      expect([reported, reported + 1], `${slot} after ${kill} kills`).toContain(kept);
      known.set(slot, kept);
    }
    issuer.setClock((kill + 1) * STEP_MS);
    await tab.evaluate((aheadMs) => window.driver.setClock(aheadMs), (kill + 1) * STEP_MS);
    const reports = await killOnceKept(browser, () => [...WRITERS.map((slot) => write(tab, slot)), refresh(tab)]);
    expect(reports.get('session')).toMatch(new RegExp(`/${kill + 2}$`));
    for (const [slot, before] of known) known.set(slot, Number(reports.get(slot) ?? before));
  }
  for (const count of known.values()) expect(count).toBeGreaterThan(KILLS);
  expect(issuer.counts).toMatchObject({ refreshes: KILLS + 1, reuseErrors: 0 });
});
