import type { Frame, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBrowser, type RealBrowser } from './startBrowser.ts';
import { startOrigin, type RealOrigin } from './startOrigin.ts';
import { timesOver } from './timesOver.ts';

let origin: RealOrigin;
let browser: RealBrowser;

// Of four faults: by night 100.
const ROUNDS = 5 * timesOver;
const STEP_MS = 10 * 60_000;
let rounds = 0;

beforeAll(async () => {
  origin = await startOrigin();
  origin.renewIssuer({ graceMs: 0, signInLifetimeMs: 0 });
  browser = await startBrowser(origin.url);
});

afterAll(async () => {
  await browser.close();
  await origin.stop();
});

/** What a person does, with refresh tokens that work once: what is not kept, nowhere and for ever, is missed. */
async function live(page: Page | Frame, onSignedIn: () => Promise<unknown> = async () => undefined): Promise<void> {
  await page.evaluate(() => window.driver.signIn('ada'));
  await onSignedIn();
  const used = [await page.evaluate(() => window.driver.refresh()), await page.evaluate(() => window.driver.refresh())];
  expect(used.map(({ serial }) => serial.split('/')[1])).toEqual(['2', '2']);
  await page.evaluate((aheadMs) => window.driver.setClock(aheadMs), STEP_MS);
  expect((await page.evaluate(() => window.driver.refresh())).serial).toMatch(/\/3$/);
  expect((await page.evaluate(() => window.driver.use())).leftMs).toBeGreaterThan(0);
  await page.evaluate(() => window.driver.signOut());
  expect(await page.evaluate(() => window.driver.status())).toBe('signed-out');
}

/** Gives the site so much room beyond what it uses, bytes, as long as the tab is open. */
async function giveRoom(tab: Page, bytes: number): Promise<void> {
  const session = await tab.context().newCDPSession(tab);
  const site = { origin: new URL(origin.url).origin };
  const { usage } = await session.send('Storage.getUsageAndQuota', site);
  await session.send('Storage.overrideQuotaForOrigin', { ...site, quotaSize: usage + bytes });
}

/** Uses up what room the site has. */
function fillUp(frame: Frame): Promise<void> {
  return frame.evaluate(async () => {
    const opening = indexedDB.open('ballast', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('store', { autoIncrement: true });
    await new Promise((resolve) => (opening.onsuccess = resolve));
    const database = opening.result;
    const add = (bytes: number): Promise<boolean> =>
      new Promise((resolve) => {
        const transaction = database.transaction('store', 'readwrite');
        transaction.oncomplete = () => resolve(true);
        transaction.onabort = () => resolve(false);
        transaction.objectStore('store').add(crypto.getRandomValues(new Uint8Array(bytes)));
      });
    for (let bytes = 8_192; bytes >= 64; bytes /= 2) while (await add(bytes));
    database.close();
  });
}

/** Plays it in so many fresh frames of a tab. */
async function playIn(tab: Page, attributes: Readonly<Record<string, string>>, play: (frame: Frame) => Promise<void>): Promise<void> {
  for (let round = 1; round <= ROUNDS; round += 1) {
    const frame = await browser.openFrame(tab, { scene: `round${(rounds += 1)}` }, attributes);
    await play(frame);
    await (await frame.frameElement()).evaluate((element) => (element as Element).remove());
  }
}

const expectMemory = async (frame: Frame): Promise<void> => {
  expect(await frame.evaluate(() => window.driver.failures())).toEqual(['STORAGE_UNAVAILABLE']);
};

test('where there is no room, the app works in memory, and is told so once', async () => {
  const tab = await browser.openBlank();
  // Chromium takes a quota of 0 for none.
  await giveRoom(tab, 1);
  await playIn(tab, {}, async (frame) => {
    await live(frame);
    await expectMemory(frame);
  });
  await tab.close();
});

test('where there is no room any more, the app goes on in memory with what it had, and is told so once', async () => {
  const tab = await browser.openBlank();
  await playIn(tab, {}, async (frame) => {
    await giveRoom(tab, 20_000);
    await live(frame, async () => {
      expect(await frame.evaluate(() => window.driver.failures())).toEqual([]);
      await fillUp(frame);
    });
    await expectMemory(frame);
  });
  await tab.close();
});

test.concurrent('where storage throws when it is touched, the app works in memory, and is told so once', async () => {
  const deny = (): void => {
    for (const name of ['indexedDB', 'localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('denied', 'SecurityError');
        },
      });
    }
  };
  const tab = await browser.openBlank();
  await tab.addInitScript(deny);
  await playIn(tab, {}, async (frame) => {
    await live(frame);
    await expectMemory(frame);
  });
});

test.concurrent('in a sandboxed frame, the app works in memory, and is told so once', async () => {
  const tab = await browser.openBlank();
  await playIn(tab, { sandbox: 'allow-scripts' }, async (frame) => {
    expect(await frame.evaluate(() => window.origin)).toBe('null');
    await live(frame);
    await expectMemory(frame);
  });
});
