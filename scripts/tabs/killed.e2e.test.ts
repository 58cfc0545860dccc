import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startBrowser, type RealBrowser } from './startBrowser.ts';
import { startOrigin, type RealOrigin } from './startOrigin.ts';
import { timesOver } from './timesOver.ts';

let origin: RealOrigin;
let profiles: string[];
let browsers: Set<RealBrowser>;

beforeAll(async () => {
  origin = await startOrigin();
});

afterAll(() => origin.stop());

beforeEach(() => {
  profiles = [];
  browsers = new Set();
});

afterEach(async () => {
  await Promise.all(Array.from(browsers, kill));
  await Promise.all(profiles.map((profile) => rm(profile, { recursive: true, force: true })));
});

const KILLS = 50 * timesOver;
const KILLS_OF_WRITERS = 2 * timesOver;
const STEP_MS = 10 * 60_000;

async function createProfile(): Promise<string> {
  const profile = await mkdtemp(join(tmpdir(), 'killed-profile-'));
  profiles.push(profile);
  return profile;
}

async function start(profile: string): Promise<RealBrowser> {
  const browser = await startBrowser(origin.url, profile);
  browsers.add(browser);
  return browser;
}

async function kill(browser: RealBrowser): Promise<void> {
  browsers.delete(browser);
  await browser.kill();
}

/** Kills a browser the moment it reports of this topic. Resolves with the last reports of all. */
async function killOnceReported(browser: RealBrowser, topic: string, work: () => readonly Promise<unknown>[]): Promise<ReadonlyMap<string, string>> {
  const reports = new Map<string, string>();
  await new Promise<void>((resolve, reject) => {
    const stop = origin.onReport((about, text) => {
      reports.set(about, text);
      if (about !== topic) return;
      stop();
      kill(browser).then(resolve, reject);
    });
    // Whoever is killed comes to no answer.
    void Promise.allSettled(work()).then((ended) => {
      if (browsers.has(browser)) reject(new Error('There was nothing to report.', { cause: ended }));
    });
  });
  return reports;
}

/** Refreshes, and says so the moment that is kept. */
function refresh(tab: Page, topic: string): Promise<void> {
  return tab.evaluate(async (about) => {
    const { serial } = await window.driver.refresh();
    await fetch(`/reports/${about}/${encodeURIComponent(serial)}`);
  }, topic);
}

test(`what was kept is there after the browser is killed in the next moment, at ${KILLS} points`, async () => {
  const issuer = origin.renewIssuer({ graceMs: 0 });
  const people = await Promise.all(['ada', 'bob'].map(async (name) => ({ name, profile: await createProfile() })));
  for (let step = 1; step <= KILLS / people.length; step += 1) {
    issuer.setClock(step * STEP_MS);
    await Promise.all(
      people.map(async ({ name, profile }) => {
        const browser = await start(profile);
        const tab = await browser.openTab();
        if (step === 1) await tab.evaluate((person) => window.driver.signIn(person), name);
        await tab.waitForFunction(() => window.driver.status() === 'signed-in');
        await tab.evaluate((aheadMs) => window.driver.setClock(aheadMs), step * STEP_MS);
        const reports = await killOnceReported(browser, name, () => [refresh(tab, name)]);
        // The token of before, lost, would have been used again.
        expect(reports.get(name)).toMatch(new RegExp(`^refresh-token:${name} .*/${step + 1}$`));
      }),
    );
  }
  expect(issuer.counts).toMatchObject({ refreshes: KILLS, reuseErrors: 0 });
});

// Each in a profile of its own: Chromium deletes the whole database some starts after it was killed in the middle of a write.
// It appends to the log in which LevelDB has half of a record, and finds a wrong checksum there later.
test('what was being kept when the browser is killed is there as a whole or not at all, and what had been kept is there', async () => {
  const writers = ['one', 'other'];
  for (let round = 0; round < KILLS_OF_WRITERS; round += 1) {
    const profile = await createProfile();
    const browser = await start(profile);
    const tab = await browser.openTab();
    const write = (slot: string): Promise<void> =>
      tab.evaluate(async (name) => {
        for (let count = 1; ; count += 1) {
          await window.driver.keep(name, count);
          await fetch(`/reports/${count === 10 ? 'enough' : name}/${count}`);
        }
      }, slot);
    const reports = await killOnceReported(browser, 'enough', () => writers.map(write));
    const next = await start(profile);
    const page = await next.openTab();
    for (const slot of writers) {
      const kept = await page.evaluate((name) => window.driver.kept(name), slot);
      const reported = Number(reports.get(slot) ?? 0);
      expect([reported, reported + 1]).toContain(kept ?? 0);
    }
    await kill(next);
  }
});
