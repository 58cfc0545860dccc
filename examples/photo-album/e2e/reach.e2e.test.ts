import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createAlbum, signIn, signOut, waitForPictures } from './albumSteps.ts';
import { seededPerson, startPhotoAlbum, type PhotoAlbum, type Visit } from './startPhotoAlbum.ts';

let album: PhotoAlbum;
let visit: Visit;

beforeAll(async () => {
  album = await startPhotoAlbum();
});

beforeEach(async () => {
  album.aws.emulator.reset();
  visit = await album.visit();
  await waitForPictures(visit.page, 9);
});

afterEach(() => visit.context.close());

afterAll(() => album.stop());

describe('by keyboard alone', () => {
  test('the first stop is a link past the header', async () => {
    const { page } = visit;
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Skip to content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
  });

  test('a photo opens, the arrows step through its album, and Escape leads back to where it began', async () => {
    const { page } = visit;
    await page.getByRole('link', { name: 'First light' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'First light' }).waitFor();
    expect(await focused(page)).toBe('First light');
    await waitForPictures(page, 4);

    await page.keyboard.press('Tab');
    const first = await focused(page);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: first }).waitFor();
    expect(await focused(page)).toBe('Close');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => page.getByRole('dialog').locator('h2').innerText()).not.toBe(first);
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await page.getByRole('dialog', { name: first }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await focused(page)).toBe(first);
  });

  test('whoever signs in or out begins at the heading of what they see then', async () => {
    const { page } = visit;
    await page.getByRole('link', { name: 'sign in', exact: true }).click();
    await signIn(page, seededPerson);
    await expect.poll(() => focused(page)).toBe('Your albums');
    await signOut(page);
    await expect.poll(() => focused(page)).toBe('A quiet place for your photos');
  });

  test('a dialog begins at its field and gives the focus back to the button that opened it', async () => {
    const { page } = visit;
    await page.getByRole('link', { name: 'sign in', exact: true }).click();
    await signIn(page, seededPerson);
    await page.getByRole('button', { name: 'New album' }).focus();
    await page.keyboard.press('Enter');
    expect(await page.getByLabel('Name').evaluate((field) => field === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    await page.getByText('Give the album a name.').waitFor();
    expect(await page.getByLabel('Name').evaluate((field) => field === document.activeElement)).toBe(true);
    await page.keyboard.press('Escape');
    expect(await focused(page)).toBe('New album');
  });

  test('when the photo a person came from is deleted, they go on at the heading of its album', async () => {
    const { page } = visit;
    await page.getByRole('link', { name: 'sign in', exact: true }).click();
    await signIn(page, seededPerson);
    await createAlbum(page, 'Iceland');
    await page.getByLabel('Photos to add').setInputFiles(await album.takePhoto());
    await page.getByRole('link', { name: 'geyser at dawn' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Delete photo' }).focus();
    await page.keyboard.press('Enter');
    expect(await focused(page)).toBe('Cancel');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('“geyser at dawn” is deleted.').waitFor();
    await expect.poll(() => focused(page)).toBe('Iceland');
  });

  test('the account menu opens, holds the way out and closes on Escape', async () => {
    const { page } = visit;
    await page.getByRole('link', { name: 'sign in', exact: true }).click();
    await signIn(page, seededPerson);
    await page.getByRole('button', { name: /^Account of/ }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Sign out');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Sign out' }).waitFor({ state: 'hidden' });
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(/^Account of/);
  });
});

describe.each(['light', 'dark'] as const)('in %s colours', (colorScheme) => {
  test('no screen has an accessibility violation, and none is wider than a small phone', async () => {
    const { page, context } = visit;
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await check(page, 'guest');
    await page.getByRole('link', { name: 'First light' }).click();
    await page.getByRole('link', { name: 'Rose ridge' }).click();
    await page.getByRole('dialog', { name: 'Rose ridge' }).waitFor();
    await check(page, 'public photo');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('banner').getByRole('link', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await check(page, 'sign-in');
    await signIn(page, seededPerson);
    await waitForPictures(page, 9);
    await check(page, 'overview without albums');
    await page.getByRole('button', { name: /^Account of/ }).click();
    await check(page, 'account menu');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'New album' }).click();
    await page.getByRole('button', { name: 'Create album' }).click();
    await page.getByText('Give the album a name.').waitFor();
    await check(page, 'new album');
    await page.keyboard.press('Escape');
    await createAlbum(page, 'A name that needs several lines on the smallest of phones');
    await check(page, 'empty album');
    const photo = await album.takePhoto();
    await page.route(/another/, (route) => route.abort());
    await page.getByLabel('Photos to add').setInputFiles([photo, { ...photo, name: 'another.jpg' }]);
    await page.getByText('Upload failed.').waitFor();
    await waitForPictures(page, 1);
    await check(page, 'album with a failed upload');
    await page.route(/underway/, () => undefined);
    await page.getByLabel('Photos to add').setInputFiles({ ...photo, name: 'underway.jpg' });
    await page.getByRole('button', { name: 'Pause upload of underway.jpg' }).click();
    await check(page, 'album with a paused upload');
    await page.getByRole('button', { name: 'Cancel upload of underway.jpg' }).click();
    await page.getByRole('link', { name: 'geyser at dawn' }).click();
    await page.getByRole('button', { name: 'Add a caption' }).waitFor();
    await check(page, 'photo');
    await page.getByRole('button', { name: 'Add a caption' }).click();
    await context.setOffline(true);
    await page.getByLabel('Caption').fill('Strokkur');
    await page.getByRole('button', { name: 'Save' }).click();
    await check(page, 'caption offline');
    await page.keyboard.press('Escape');
    await check(page, 'album offline');
    await context.setOffline(false);
    await page.getByRole('button', { name: 'Delete album' }).click();
    await check(page, 'delete album');
  });
});

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const axeRules = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] };

async function check(page: Page, screen: string): Promise<void> {
  // Not as a script of the page: its content security policy lets in only its own.
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(
    (rules) => (window as unknown as { axe: { run: (options: object) => Promise<AxeResults> } }).axe.run(rules),
    axeRules,
  );
  const found = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${screen}: ${id}: ${html}`));
  expect(found).toEqual([]);

  await page.setViewportSize({ width: 320, height: 640 });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(`${screen}: ${width} px`).toBe(`${screen}: 320 px`);
  await page.setViewportSize({ width: 1280, height: 800 });
}

/** What the focused element says. */
async function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    return element?.getAttribute('aria-label') ?? element?.textContent ?? '';
  });
}
