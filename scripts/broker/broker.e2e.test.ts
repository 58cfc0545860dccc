import type { BrowserContext, Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { collectSecrets, type HandedSecrets } from '../../examples/photo-album/e2e/collectSecrets.ts';
import { readEverything } from '../../examples/photo-album/e2e/readEverything.ts';
import { readDeviceStorage, watchPage } from '../../examples/photo-album/e2e/watchPage.ts';
import { readHeap } from './readHeap.ts';
import { person, startBrokerSite, type BrokerSite } from './startBrokerSite.ts';

let site: BrokerSite;
beforeAll(async () => {
  site = await startBrokerSite();
});
afterAll(() => site?.stop());

let browser: BrowserContext;
let page: Page;
let secrets: HandedSecrets;
beforeEach(async () => {
  browser = await site.openBrowser();
  page = await browser.newPage();
  secrets = collectSecrets(page);
  await page.goto(site.url);
  await signIn(page);
  return () => browser.close();
});

async function signIn(tab: Page): Promise<void> {
  await tab.getByLabel('Email').fill(person.email);
  await tab.getByLabel('Password', { exact: true }).fill(person.password);
  await tab.getByRole('button', { name: 'Sign in' }).click();
  await tab.getByText(`Hello, ${person.email}`).waitFor();
}

const notes = (tab: Page) => tab.getByRole('listitem');
/** What has come from pages that are not the app’s own, which goes on asking. */
const sentByOthers = () => site.requests.filter(({ site: from }) => from !== 'same-origin');
const askedOf = (from: number): readonly string[] => site.requests.slice(from).map(({ endpoint, status }) => `${endpoint} ${status}`);

/** What a page gets that asks the broker for credentials with the person’s cookie, in every way that there is. */
function askAsPage(tab: Page, broker: string = `${site.url}broker/`): Promise<readonly string[]> {
  return tab.evaluate(async (url) => {
    const outcome = async (init: RequestInit): Promise<string> => {
      try {
        const response = await fetch(url, { credentials: 'include', ...init });
        return `${response.type} ${response.status} ${await response.text()}`;
      } catch (error) {
        return (error as Error).name;
      }
    };
    return Promise.all([
      outcome({ method: 'POST', headers: { 'x-valetkey': '1' } }),
      outcome({ method: 'POST' }),
      outcome({ method: 'POST', mode: 'no-cors' }),
      outcome({}),
    ]);
  }, `${broker}credentials`);
}

/** Sends a form to the broker, as any page can, and gives what the browser then shows. */
async function sendForm(tab: Page): Promise<string> {
  await tab.evaluate((action) => {
    const form = document.body.appendChild(document.createElement('form'));
    Object.assign(form, { action, method: 'POST' });
    form.submit();
  }, `${site.url}broker/credentials`);
  await tab.waitForURL(`${site.url}broker/credentials`);
  return tab.locator('body').innerText();
}

describe('a page whose tokens are with a broker', () => {
  test('signs in, and calls S3 with the credentials that it was given', async () => {
    const watch = watchPage(page);
    await page.getByRole('button', { name: 'Add a note' }).click();
    await notes(page).first().waitFor();
    expect(await notes(page).count()).toBe(1);
    expect(watch.problems).toEqual([]);
  });

  test('never sent the password to the broker, nor asked the identity pool', async () => {
    const asked = site.requests.map(({ body }) => body).join();
    expect(asked).toContain('refreshToken');
    expect(asked).not.toContain(person.password);
    expect([...secrets.all].some((secret) => asked.includes(secret))).toBe(true);
    expect(secrets.latest.credentials).toBeUndefined();
  });

  test('holds no token where a script that was injected could look: globals, storage, IndexedDB, HTML, cookies', async () => {
    const refreshToken = secrets.latest.refreshToken ?? '';
    expect(refreshToken).not.toBe('');
    const texts = await readEverything(page);
    expect(texts.some((text) => text.includes(person.email))).toBe(true);
    const kept = await readDeviceStorage(page);
    const ofTab = await page.evaluate(() => JSON.stringify([Object.entries(sessionStorage), document.cookie]));
    const html = await page.content();
    for (const token of secrets.all) expect([...texts, kept, ofTab, html].filter((text) => text.includes(token))).toEqual([]);
    expect(await page.evaluate(() => document.cookie)).toBe('');
    // There is a cookie, and it is out of reach.
    const cookies = await browser.cookies();
    expect(cookies).toMatchObject([{ name: '__Host-valetkey', httpOnly: true, secure: true, sameSite: 'Strict', path: '/' }]);
    expect([...texts, kept, ofTab, html].filter((text) => text.includes(cookies[0]?.value ?? ''))).toEqual([]);
  });

  test('holds no token in its memory either, closures included, after the sign-in', async () => {
    const refreshToken = secrets.latest.refreshToken ?? '';
    await page.evaluate(() => {
      const planted = ['planted', 'where', 'closures', 'are'].join(' ');
      Object.assign(document.body, { remember: () => planted.length });
    });
    expect(secrets.all).toContain(refreshToken);
    const found = async (texts: readonly string[]): Promise<readonly string[]> => {
      const heap = await readHeap(page);
      return texts.filter((text) => heap.some((one) => one.includes(text)));
    };
    expect(await found(['planted where closures are'])).toHaveLength(1);
    // Of long ones a part that a snapshot shows, without the head, which many have in common.
    const tokens = [...secrets.all].map((token) => (token.length < 600 ? token : token.slice(200, 400)));
    await expect.poll(() => found(tokens), { timeout: 20_000 }).toEqual([]);
  });

  test('asks once for credentials, and once who it is, after a reload', async () => {
    await page.getByRole('button', { name: 'Add a note' }).click();
    await notes(page).first().waitFor();
    const before = site.requests.length;
    await page.reload();
    await notes(page).first().waitFor();
    expect(askedOf(before).toSorted()).toEqual(['credentials 200', 'session 200']);
  });

  test('has signed out although it is left in the same moment', async () => {
    const before = site.requests.length;
    await page.evaluate((elsewhere) => {
      for (const button of document.querySelectorAll('button')) if (button.textContent === 'Sign out') button.click();
      location.assign(elsewhere);
    }, site.foreignUrl);
    await page.waitForURL(site.foreignUrl);
    await expect.poll(() => askedOf(before)).toContain('sign-out 200');
    await expect.poll(() => browser.cookies(site.url)).toEqual([]);
  });

  test('ends in another tab with a sign-out in this one, at once, and the broker gives that tab nothing more', async () => {
    const other = await browser.newPage();
    await other.goto(site.url);
    await other.getByText(`Hello, ${person.email}`).waitFor();
    const before = site.requests.length;
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await expect.poll(() => askedOf(before)).toContain('sign-out 200');
    expect(await browser.cookies()).toEqual([]);
    await other.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(site.aws.emulator.calls.count('RevokeToken')).toBeGreaterThan(0);
    const asked = await other.evaluate(async () => (await fetch('/broker/credentials', { method: 'POST', headers: { 'x-valetkey': '1' } })).status);
    expect(asked).toBe(401);
  });
});

describe('a page that is not the app’s', () => {
  test('of a sibling subdomain, to whose requests the browser adds the cookie, gets nothing', async () => {
    const before = sentByOthers().length;
    const sibling = await browser.newPage();
    await sibling.goto(site.siblingUrl);
    expect(await askAsPage(sibling)).toEqual(Array(4).fill('TypeError'));
    expect(await sendForm(sibling)).toBe('{"Code":"CROSS_SITE"}');
    const sent = sentByOthers().slice(before);
    // One of five is stopped by its preflight.
    expect(sent.map(({ status }) => String(status)).toSorted()).toEqual(['403', '403', '403', '405']);
    for (const { site: from, hasCookie } of sent) expect([from, hasCookie]).toEqual(['same-site', true]);
  });

  test('of a sibling subdomain that the broker allows gets credentials with the header, and only so; one of another site still nothing', async () => {
    const [sibling, foreign] = [await browser.newPage(), await browser.newPage()];
    await Promise.all([sibling.goto(site.siblingUrl), foreign.goto(site.foreignUrl)]);
    expect(await askAsPage(sibling, site.openUrl)).toEqual([
      expect.stringMatching(/^cors 200 {"AccessKeyId"/),
      'cors 403 {"Code":"HEADER_MISSING"}',
      'opaque 0 ',
      'cors 405 {"Code":"METHOD_NOT_ALLOWED"}',
    ]);
    expect(await askAsPage(foreign, site.openUrl)).toEqual(Array(4).fill('TypeError'));
  });

  test('of another site gets nothing, and the cookie stays at home', async () => {
    const before = sentByOthers().length;
    const foreign = await browser.newPage();
    await foreign.goto(site.foreignUrl);
    expect(await askAsPage(foreign)).toEqual(Array(4).fill('TypeError'));
    expect(await sendForm(foreign)).toBe('{"Code":"CROSS_SITE"}');
    const sent = sentByOthers().slice(before);
    expect(sent).toHaveLength(4);
    for (const { status, site: from, hasCookie } of sent) expect([status >= 400, from, hasCookie]).toEqual([true, 'cross-site', false]);
  });

  test('but one of the app’s own that lacks the header gets nothing either', async () => {
    expect(await askAsPage(page)).toEqual([
      expect.stringMatching(/^basic 200 {"AccessKeyId"/),
      'basic 403 {"Code":"HEADER_MISSING"}',
      'basic 403 {"Code":"HEADER_MISSING"}',
      'basic 405 {"Code":"METHOD_NOT_ALLOWED"}',
    ]);
  });
});
