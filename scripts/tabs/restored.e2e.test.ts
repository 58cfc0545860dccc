import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBrowser, type RealBrowser } from './startBrowser.ts';
import { startOrigin, type RealOrigin } from './startOrigin.ts';
import { timesOver } from './timesOver.ts';

let origin: RealOrigin;
let browser: RealBrowser;

beforeAll(async () => {
  origin = await startOrigin();
  origin.renewIssuer();
  browser = await startBrowser(origin.url);
});

afterAll(async () => {
  await browser.close();
  await origin.stop();
});

// For two changes: by night 100.
const ROUNDS = 10 * timesOver;

/** Goes back to a page that was left. Resolves with what it has shown since, once it shows this. */
async function goBackTo(page: Page, shown: string): Promise<readonly string[]> {
  await page.goBack({ waitUntil: 'commit' });
  await page.waitForFunction((last) => window.driver.events.includes('restored') && window.driver.frames.at(-1) === last, shown);
  return page.evaluate(() => window.driver.frames);
}

const changes = [
  { what: 'has signed out', scene: 'leaving', shown: 'signed-out', after: async () => undefined },
  {
    what: 'has made way for somebody else',
    scene: 'switching',
    shown: 'bob',
    after: (page: Page) => page.evaluate(() => window.driver.signIn('bob')),
  },
];

test.concurrent.each(changes)(
  'a page that comes back from the back/forward cache shows nothing in any frame of the person who $what in another tab',
  async ({ scene, shown, after }) => {
    // A message would throw the page out of the cache.
    const page = await browser.openTab({ scene, hasChannel: false });
    const other = await browser.openTab({ scene });
    for (let round = 0; round < ROUNDS; round += 1) {
      await page.evaluate(() => window.driver.signIn('ada'));
      await other.evaluate(() => window.dispatchEvent(new Event('online')));
      await other.waitForFunction(() => window.driver.status() === 'signed-in');
      await page.goto(`${origin.url}blank`);
      await other.evaluate(() => window.driver.signOut());
      await after(other);
      const frames = await goBackTo(page, shown);
      expect(frames.filter((frame) => frame !== 'covered' && frame !== shown)).toEqual([]);
      await other.evaluate(() => window.driver.signOut());
      await page.evaluate(() => window.driver.signOut());
    }
    const restored = await page.evaluate(() => window.driver.events.filter((event) => event === 'restored'));
    expect(restored).toHaveLength(ROUNDS);
  },
);

test('a page that comes back while the same person is signed in shows that person again', async () => {
  const page = await browser.openTab({ scene: 'same', hasChannel: false });
  await page.evaluate(() => window.driver.signIn('ada'));
  await page.goto(`${origin.url}blank`);
  const frames = await goBackTo(page, 'ada');
  expect(new Set(frames)).toEqual(new Set(['covered', 'ada']));
});
