import type { Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { seededPerson, signIn, startManagedLogin, waitUntilSignedIn, type ManagedLogin, type Visit } from './startManagedLogin.ts';

/** What a script in the page can read of where it is and has been, of what was loaded, and of what is kept. */
const readPage = (page: Page) =>
  page.evaluate(() => ({
    address: document.URL,
    referrer: document.referrer,
    // The address that the document itself was loaded from, which no script can change.
    loadedFrom: performance.getEntriesByType('navigation').map(({ name }) => name),
    entries: performance.getEntries().flatMap(({ name, entryType }) => (entryType === 'navigation' ? [] : [name])),
    kept: JSON.stringify([Object.entries(sessionStorage), Object.entries(localStorage), document.cookie, history.state]),
  }));

/** Addresses that "back" and "forward" lead to, as the browser keeps them. */
async function historyOf({ context, page }: Visit): Promise<readonly string[]> {
  const devTools = await context.newCDPSession(page);
  const { entries } = await devTools.send('Page.getNavigationHistory');
  return entries.flatMap(({ url, userTypedURL }) => [url, userTypedURL]);
}

describe.each([
  { callback: '/callback.html', what: 'a page of its own', usedUp: '' },
  { callback: '/signed-in', what: 'the app itself', usedUp: 'signed-in' },
])('an app whose people come back to $what', ({ callback, usedUp }) => {
  const isOwnPage = callback.endsWith('.html');
  let app: ManagedLogin;

  beforeAll(async () => {
    app = await startManagedLogin(callback);
  });

  afterAll(() => app.stop());

  beforeEach(() => app.aws.emulator.calls.clear());

  const tokenCalls = () => app.aws.emulator.calls.count('ManagedLogin.Token');
  const callbackOf = ({ requests }: Visit) => {
    const found = requests.map((request) => new URL(request.url())).find(({ pathname }) => pathname === callback);
    if (found === undefined) throw new Error('Nobody has come back.');
    return found;
  };

  test('goes to the sign-in page and back to where the person was, for AWS credentials of their own', async () => {
    const visit = await app.visit('album?page=2#top');
    await signIn(visit.page);
    expect(visit.page.url()).toBe(`${app.url}album?page=2#top`);
    await visit.page.locator('[data-guest=false]').filter({ hasText: 'eu-west-1:' }).waitFor();
    expect(tokenCalls()).toBe(1);
    expect(visit.problems).toEqual([]);
    // The password was typed elsewhere: nothing of the app has been told it.
    const bodies = visit.requests.filter((request) => !request.url().includes('/login')).map((request) => request.postData() ?? '');
    expect(bodies.join(' ')).not.toContain(seededPerson.password);
    await visit.context.close();
  });

  test('the code of a callback is in no history, referrer, storage or later request, and the next page is not told it', async () => {
    const visit = await app.visit('album?page=2');
    const { page, requests } = visit;
    await signIn(page);
    await page.locator('[data-guest=false]').filter({ hasText: 'eu-west-1:' }).waitFor();
    const { href, searchParams } = callbackOf(visit);
    const [code = '', state = ''] = ['code', 'state'].map((name) => searchParams.get(name) ?? '');
    expect(code).toMatch(/^[\da-f-]{36}$/);
    expect(state).toMatch(/^[\w-]{43}$/);

    const { loadedFrom, ...inPage } = await readPage(page);
    await page.getByRole('link', { name: 'Help' }).click();
    await page.getByRole('heading', { name: 'Help' }).waitFor();
    const onNextPage = await readPage(page);
    const addresses = await historyOf(visit);
    expect(JSON.stringify([inPage, onNextPage, addresses])).not.toContain(code);
    // The sign-in page has the state in its own address, as it must; nothing of the app has.
    const ofTheApp = addresses.filter((address) => address.startsWith(app.url));
    expect(JSON.stringify([inPage, onNextPage, ofTheApp])).not.toContain(state);
    // What only the document itself knows is gone with it: at once where people come back to a page of its own.
    expect(loadedFrom).toEqual([isOwnPage ? `${app.url}album?page=2` : href]);

    // Of all that the browser has ever asked for, the code is in two: what led back, and what redeemed it.
    const toldIn: unknown[] = [];
    for (const request of requests) {
      const { referer = '', ...headers } = await request.allHeaders();
      const parts = { address: request.url(), referer, headers: JSON.stringify(headers), body: request.postData() ?? '' };
      for (const [part, text] of Object.entries(parts)) if (text.includes(code)) toldIn.push([new URL(request.url()).pathname, part]);
    }
    expect(toldIn).toEqual([
      [callback, 'address'],
      ['/oauth2/token', 'body'],
    ]);
    // Among them scripts, styles and pictures of the page that the code led to, from the first, and the next page.
    const paths = requests.slice(requests.findIndex((request) => request.url() === href)).map((request) => new URL(request.url()).pathname);
    for (const path of [/^\/assets\/.+\.js$/, /^\/assets\/.+\.css$/, /^\/key\.svg$/, /^\/help\.html$/]) {
      expect(paths).toContainEqual(expect.stringMatching(path));
    }
    await visit.context.close();
  });

  test('a reload, the back button and the callback in another tab ask for no token again', async () => {
    const visit = await app.visit('album');
    const { page, context } = visit;
    await signIn(page);
    const { href } = callbackOf(visit);
    await page.reload();
    await waitUntilSignedIn(page);
    await page.goto(href);
    await waitUntilSignedIn(page);
    expect(page.url()).toBe(app.url + usedUp);
    // What comes out of the back/forward cache is not loaded.
    await page.goBack({ waitUntil: 'commit' });
    await waitUntilSignedIn(page);
    const elsewhere = await context.newPage();
    await elsewhere.goto(href);
    await elsewhere.getByRole('alert').filter({ hasText: 'already finished' }).waitFor();
    expect(elsewhere.url()).toBe(new URL(callback, app.url).href);
    await elsewhere.reload();
    await elsewhere.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(elsewhere.url()).toBe(app.url + usedUp);
    expect(tokenCalls()).toBe(1);
    await context.close();
  });

  test('whoever cancels is told so, can go back to where they were, and try again', async () => {
    const visit = await app.visit('album');
    const { page } = visit;
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('alert').filter({ hasText: 'You are not signed in.' }).waitFor();
    if (isOwnPage) await page.getByRole('link', { name: 'Back to the app' }).click();
    await page.waitForURL(`${app.url}album`);
    expect(tokenCalls()).toBe(0);
    await signIn(page);
    await visit.context.close();
  });

  test('whoever comes back by the back button without having signed in finds a page that works', async () => {
    const visit = await app.visit('album');
    const { page } = visit;
    await page.evaluate(() => addEventListener('pageshow', ({ persisted }) => (document.title = persisted ? 'as it was left' : 'loaded again')));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByLabel('Password').waitFor();
    await page.goBack({ waitUntil: 'commit' });
    await page.waitForFunction(() => document.title === 'as it was left');
    await expect.poll(() => page.getByRole('button', { name: 'Sign in' }).isEnabled()).toBe(true);
    await signIn(page);
    await visit.context.close();
  });

  test('signing out of the app only leaves the person signed in at the sign-in page, which lets the next one in', async () => {
    const visit = await app.visit();
    await signIn(visit.page);
    await visit.page.getByRole('button', { name: 'Sign out of this app only' }).click();
    await visit.page.getByRole('button', { name: 'Sign in' }).click();
    await waitUntilSignedIn(visit.page);
    await visit.context.close();
  });

  test('signing out at the sign-in page as well makes it ask again', async () => {
    const visit = await app.visit();
    await signIn(visit.page);
    await visit.page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await visit.page.getByRole('button', { name: 'Sign in' }).waitFor();
    await visit.page.waitForURL(app.url);
    await expect.poll(() => app.aws.emulator.calls.count('ManagedLogin.SignOut')).toBe(1);
    await visit.page.getByRole('button', { name: 'Sign in' }).click();
    await visit.page.getByLabel('Password').waitFor();
    expect(app.aws.emulator.calls.count('RevokeToken')).toBe(1);
    await visit.context.close();
  });
});
