import type { Locator, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createAlbum, signIn, signOut, waitForPictures } from './albumSteps.ts';
import { takeCalls } from './countCalls.ts';
import { seededPerson, startPhotoAlbum, type PhotoAlbum, type Visit } from './startPhotoAlbum.ts';

let album: PhotoAlbum;
let visit: Visit;

beforeAll(async () => {
  album = await startPhotoAlbum();
});

beforeEach(async () => {
  album.aws.emulator.reset();
  visit = await album.visit('#/sign-in');
  await signIn(visit.page, seededPerson);
  await createAlbum(visit.page, 'Iceland');
  takeCalls(album.aws);
});

afterEach(() => visit.context.close());

afterAll(() => album.stop());

const PARTS = 3;

// Megabytes take a busy machine a while, ms.
const PATIENCE = { timeout: 15_000 };

/** Chooses a photo of three parts, and waits until all but the second have arrived, which hangs at the network's edge. */
async function uploadMost(page: Page): Promise<{ readonly cut: () => Promise<void> }> {
  const { emulator } = album.aws;
  let cut: () => Promise<void> = () => Promise.resolve();
  await page.route(/partNumber=2/, (route) => void (cut = () => route.abort('internetdisconnected')), { times: 1 });
  await page.getByLabel('Photos to add').setInputFiles(await album.takeLargePhoto(PARTS));
  await expect.poll(() => emulator.calls.count('S3.UploadPart'), PATIENCE).toBe(PARTS - 1);
  return { cut: () => cut() };
}

const progressBar = (page: Page): Locator => page.getByRole('progressbar', { name: 'Uploading geyser at dawn.jpg' });

const uploadCalls = { 'S3.CreateMultipartUpload': 1, 'S3.UploadPart': PARTS, 'S3.CompleteMultipartUpload': 1 };

test('a large photo shows its progress, is paused and resumed by keyboard, and is there: no part is sent twice', async () => {
  const { page, watch } = visit;
  await uploadMost(page);
  await expect.poll(() => progressBar(page).evaluate((bar: HTMLProgressElement) => bar.value), PATIENCE).toBeGreaterThan(0.4);

  const stopped = page.waitForEvent('requestfailed', (request) => request.url().includes('partNumber=2'));
  await page.getByRole('button', { name: 'Add photos' }).focus();
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Pause upload of geyser at dawn.jpg');
  await page.keyboard.press('Enter');
  expect((await stopped).failure()?.errorText).toBe('net::ERR_ABORTED');
  await page.getByRole('status').filter({ hasText: 'Paused' }).waitFor();
  // The focus stays where it is: one button pauses and resumes.
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Resume upload of geyser at dawn.jpg');

  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'geyser at dawn' }).waitFor();
  await waitForPictures(page, 1);
  expect(takeCalls(album.aws)).toEqual({ ...uploadCalls, 'S3.ListObjectsV2': 1, 'S3.GetObject': 1 });
  expect(watch.problems).toEqual([]);
});

test('a paused photo that is cancelled leaves nothing in the bucket', async () => {
  const { page } = visit;
  await uploadMost(page);
  await page.getByRole('button', { name: 'Pause upload of geyser at dawn.jpg' }).click();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('Nothing here yet').waitFor();
  await expect.poll(album.unfinishedUploads, PATIENCE).toEqual([]);
  expect(takeCalls(album.aws)).toEqual({ 'S3.CreateMultipartUpload': 1, 'S3.UploadPart': PARTS - 1, 'S3.AbortMultipartUpload': 1 });
});

test('in a tunnel an upload says that it waits, and goes on when the train is out of it', async () => {
  const { page, context } = visit;
  const { cut } = await uploadMost(page);
  await context.setOffline(true);
  await cut();
  await page.getByText('No connection. The upload goes on by itself.').waitFor();
  await context.setOffline(false);
  await page.getByRole('link', { name: 'geyser at dawn' }).waitFor();
  expect(takeCalls(album.aws)).toMatchObject(uploadCalls);
});

test('an upload outlives the credentials it began with, and nobody notices', async () => {
  const { page } = visit;
  await uploadMost(page);
  album.aws.emulator.clock.advance(65 * 60_000);
  await page.getByRole('button', { name: 'Pause upload of geyser at dawn.jpg' }).click();
  await page.getByRole('button', { name: 'Resume upload of geyser at dawn.jpg' }).click();
  await page.getByRole('link', { name: 'geyser at dawn' }).waitFor();
  expect(takeCalls(album.aws)).toMatchObject({ ...uploadCalls, GetCredentialsForIdentity: 1 });
});

test('signing out stops an upload at once, and sends nothing for it any more', async () => {
  const { page } = visit;
  await uploadMost(page);
  const stopped = page.waitForEvent('requestfailed', (request) => request.url().includes('partNumber=2'));
  await signOut(page);
  expect((await stopped).failure()?.errorText).toBe('net::ERR_ABORTED');
  const { 'S3.CreateMultipartUpload': opened, 'S3.UploadPart': parts, ...others } = takeCalls(album.aws);
  expect([opened, parts]).toEqual([1, PARTS - 1]);
  expect(Object.keys(others).filter((name) => /Multipart|UploadPart/.test(name))).toEqual([]);
});
