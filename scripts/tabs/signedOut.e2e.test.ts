import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Frame, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startBrowser, type RealBrowser } from './startBrowser.ts';
import { startOrigin, type RealOrigin } from './startOrigin.ts';
import { timesOver } from './timesOver.ts';

let origin: RealOrigin;
let profile: string;
let browser: RealBrowser;
let tab: Page;
let scenes: string[];
let sceneCount = 0;

beforeAll(async () => {
  origin = await startOrigin();
  profile = await mkdtemp(join(tmpdir(), 'signed-out-profile-'));
  await start();
});

afterAll(async () => {
  await browser.close();
  await origin.stop();
  await rm(profile, { recursive: true, force: true });
});

async function start(): Promise<void> {
  browser = await startBrowser(origin.url, profile);
  tab = await browser.openBlank();
  scenes = [];
}

/** Turns of the event loop between the click and the end of the page. */
const TURNS = [0, 1, 2, 5, 20];

const ways = [
  { what: 'goes elsewhere', leave: (page: Page, turns: number) => leaveFor(page, turns, `${origin.url}blank`) },
  { what: 'loads the app again', leave: (page: Page, turns: number) => leaveFor(page, turns, origin.url) },
  {
    what: 'closes the tab',
    async leave(page: Page, turns: number): Promise<void> {
      await page.evaluate((count) => window.driver.beginSignOut(count), turns);
      await page.close();
    },
  },
];

async function leaveFor(page: Page, turns: number, href: string): Promise<void> {
  const left = page.waitForEvent('load');
  await page.evaluate(([count, url]) => void window.driver.beginSignOut(count, url), [turns, href] as const);
  await left;
}

/** A tab in which somebody is signed in. */
async function signIn(isAsked = false): Promise<{ readonly page: Page; readonly scene: string }> {
  const scene = `scene${(sceneCount += 1)}`;
  scenes.push(scene);
  const page = await browser.openTab({ scene, isAsked });
  await page.evaluate(() => window.driver.signIn('ada'));
  return { page, scene };
}

/** Another page of the same, in another process. */
async function openOther(scene: string, isAsked = false): Promise<Frame> {
  const other = await browser.openFrame(tab, { scene, isAsked });
  await other.waitForFunction(() => window.driver.status() !== 'unknown');
  return other;
}

/** Who is there for whoever comes now. */
async function statusOf(scene: string): Promise<string> {
  return (await openOther(scene)).evaluate(() => window.driver.status());
}

async function statusesAfterRestart(): Promise<ReadonlySet<string>> {
  const before = scenes;
  await browser.close();
  await start();
  return new Set(await Promise.all(before.map(statusOf)));
}

/** Keeps everybody from the database, as a page that writes a lot. Resolves with what frees it. */
async function occupyDatabase(page: Page): Promise<() => Promise<void>> {
  const free = await page.evaluateHandle(async () => {
    const opening = indexedDB.open('valetkey');
    await new Promise((resolve) => (opening.onsuccess = resolve));
    const database = opening.result;
    const store = database.transaction('records', 'readwrite').objectStore('records');
    let isFree = false;
    await new Promise((resolve) => {
      const goOn = (): void => {
        resolve(undefined);
        if (isFree) database.close();
        else store.count().onsuccess = goOn;
      };
      store.count().onsuccess = goOn;
    });
    return () => void (isFree = true);
  });
  return () => free.evaluate((letGo) => letGo());
}

describe.each(ways)('who signs out and $what without waiting', ({ leave }) => {
  test('has signed out in other tabs, in those that come after, and after a restart', async () => {
    for (const turns of Array.from({ length: timesOver }, () => TURNS).flat()) {
      const { page, scene } = await signIn();
      const other = await openOther(scene);
      expect(await other.evaluate(() => window.driver.status())).toBe('signed-in');
      await leave(page, turns);
      await other.waitForFunction(() => window.driver.status() === 'signed-out');
      expect(await statusOf(scene)).toBe('signed-out');
      await page.close();
    }
    expect(await statusesAfterRestart()).toEqual(new Set(['signed-out']));
  });

  test('has signed out there although the database was busy until the page was gone', async () => {
    for (const isAsked of Array.from({ length: timesOver }, () => [false, true]).flat()) {
      const { page, scene } = await signIn(isAsked);
      const other = await openOther(scene, isAsked);
      const free = await occupyDatabase(tab);
      await leave(page, 0);
      await free();
      await other.waitForFunction(() => window.driver.status() === 'signed-out');
      expect(await statusOf(scene)).toBe('signed-out');
      await page.close();
    }
    expect(await statusesAfterRestart()).toEqual(new Set(['signed-out']));
  });

  test('has signed out after a restart although no other page was there', async () => {
    for (let round = 0; round < timesOver; round += 1) {
      const { page } = await signIn();
      const free = await occupyDatabase(tab);
      await leave(page, 0);
      await free();
      await page.close();
    }
    expect(await statusesAfterRestart()).toEqual(new Set(['signed-out']));
  });
});
