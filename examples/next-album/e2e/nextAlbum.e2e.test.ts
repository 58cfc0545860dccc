import { emulatorDefaults } from '@valetkey/emulator';
import { chromium, type Browser, type Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chromiumArgs, findChromium } from '../../../scripts/chromium.mjs';
import { collectSecrets } from '../../photo-album/e2e/collectSecrets.ts';
import { watchPage } from '../../photo-album/e2e/watchPage.ts';
import { startNextAlbum, type NextAlbum } from './startNextAlbum.ts';

const { bucket, user } = emulatorDefaults;
const grace = { email: 'grace@example.com', password: user.password };

let album: NextAlbum;
let browser: Browser;

beforeAll(async () => {
  album = await startNextAlbum();
  album.aws.emulator.admin.createUser(grace);
  album.aws.emulator.admin.putObject({ bucket, key: 'public/iceland/geyser.jpg', body: new Uint8Array([1]) });
  const executablePath = findChromium();
  browser = await chromium.launch({ args: chromiumArgs, ...(executablePath === undefined ? {} : { executablePath }) });
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await album?.stop();
});

async function signIn(page: Page, person: { readonly email: string; readonly password: string }): Promise<void> {
  await page.getByLabel('Email').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText(`Signed in as ${person.email}`).waitFor();
}

/** Asks the route handler as the page does. */
async function countBy(idToken: string | undefined): Promise<unknown> {
  const headers = idToken === undefined ? undefined : { authorization: `Bearer ${idToken}` };
  const response = await fetch(`${album.url}api/photos`, { ...(headers && { headers }) });
  expect(response.headers.get('cache-control')).toBe('private, no-store');
  return { httpStatus: response.status, ...((await response.json()) as object) };
}

test('the server renders what everybody may see with one guest’s credentials, however many ask', async () => {
  const { calls } = album.aws.emulator;
  calls.clear();
  const pages = await Promise.all(Array.from({ length: 20 }, async () => (await fetch(album.url)).text()));
  for (const html of pages) expect(html).toContain('geyser.jpg');
  expect(calls.count('GetId')).toBe(1);
  expect(calls.count('GetCredentialsForIdentity')).toBe(1);
});

test('a page from the server is taken over without a mismatch; a person uploads, and browser and server see the same', async () => {
  const page = await browser.newPage();
  const watch = watchPage(page);
  await page.goto(album.url);
  await signIn(page, user);
  await page.getByLabel('Add a photo').setInputFiles({ name: 'cat.png', mimeType: 'image/png', buffer: Buffer.from([1]) });
  await page.getByRole('listitem').filter({ hasText: 'cat.png' }).waitFor();
  await page.getByText('The server counts 1.').waitFor();
  expect(watch.problems).toEqual([]);
});

test('what the server sends to somebody signed in tells nothing of them', async () => {
  const page = await browser.newPage();
  const secrets = collectSecrets(page);
  await page.goto(album.url);
  await signIn(page, user);
  const reloaded = await page.reload();
  await page.getByText(`Signed in as ${user.email}`).waitFor();
  const sent = [(await reloaded?.text()) ?? '', JSON.stringify(reloaded?.headers())].join();
  expect(secrets.all.size).toBeGreaterThan(2);
  for (const secret of [...secrets.all, user.email, 'ASIA']) expect(sent).not.toContain(secret);
});

test('a hundred requests of two people at once: each counts what is their own', async () => {
  const tokens: string[] = [];
  for (const person of [user, grace]) {
    const page = await browser.newPage();
    await page.goto(album.url);
    const [asked] = await Promise.all([page.waitForRequest(/api\/photos/), signIn(page, person)]);
    tokens.push(((await asked.headerValue('authorization')) ?? '').replace('Bearer ', ''));
  }
  const counts = await Promise.all(Array.from({ length: 100 }, (_, count) => countBy(tokens[count % 2])));
  for (const [count, answer] of counts.entries()) expect(answer).toEqual({ httpStatus: 200, count: count % 2 === 0 ? 1 : 0 });
});

test('whoever brings no token, or a false one, is refused', async () => {
  expect(await countBy(undefined)).toEqual({ httpStatus: 401, status: 'signed-out' });
  expect(await countBy('e30.e30.forged')).toMatchObject({ httpStatus: 401, status: 'error' });
});
