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
});

afterEach(() => visit.context.close());

afterAll(() => album.stop());

// Until the faults are cleared: the browser itself tries again on a connection it has used before.
const breakConnections = (operation: string): void =>
  album.aws.emulator.faults.enqueue({ operation, kind: 'network', times: 100 });

// What an <img> asks for: the signature is in the address.
const isPicture = /geyser.*X-Amz-Signature/;

const calls = (): ReturnType<typeof takeCalls> => takeCalls(album.aws);

test('a large upload that breaks keeps its file, is opened once, and succeeds when retried', async () => {
  const { page } = visit;
  await createAlbum(page, 'Iceland');
  breakConnections('S3.UploadPart');
  await page.getByLabel('Photos to add').setInputFiles(await album.takeLargePhoto(2));
  await page.getByText('Upload failed. The connection broke.').waitFor();
  album.aws.emulator.faults.clear();
  calls();

  await page.getByRole('button', { name: 'Retry geyser at dawn.jpg' }).click();
  await page.getByRole('link', { name: 'geyser at dawn' }).waitFor();
  await waitForPictures(page, 1);
  expect(calls()).toEqual({ 'S3.UploadPart': 2, 'S3.CompleteMultipartUpload': 1, 'S3.ListObjectsV2': 1, 'S3.GetObject': 1 });
});

test('a large upload that broke leaves no parts behind when it is removed', async () => {
  const { page } = visit;
  await createAlbum(page, 'Iceland');
  breakConnections('S3.UploadPart');
  await page.getByLabel('Photos to add').setInputFiles(await album.takeLargePhoto(2));
  await page.getByText('Upload failed. The connection broke.').waitFor();
  await page.getByRole('button', { name: 'Remove geyser at dawn.jpg' }).click();
  await page.getByText('Nothing here yet').waitFor();
  await expect.poll(album.unfinishedUploads, { timeout: 15_000 }).toEqual([]);
});

test('a small upload whose connection breaks is not taken for a success', async () => {
  const { page } = visit;
  await createAlbum(page, 'Iceland');
  breakConnections('S3.PutObject');
  await page.getByLabel('Photos to add').setInputFiles(await album.takePhoto());
  await page.getByText('Upload failed. The connection broke.').waitFor();
  expect(await page.getByRole('link', { name: 'geyser at dawn' }).count()).toBe(0);
  album.aws.emulator.faults.clear();
  await page.getByRole('button', { name: 'Retry geyser at dawn.jpg' }).click();
  await page.getByRole('link', { name: 'geyser at dawn' }).waitFor();
});

test('a cancelled upload stops its request, and the photo does not turn up later', async () => {
  const { page } = visit;
  await createAlbum(page, 'Iceland');
  // The request hangs at the network's edge until it is cancelled.
  await page.route(/geyser/, () => undefined, { times: 1 });
  const stopped = page.waitForEvent('requestfailed', (request) => request.method() === 'PUT');
  await page.getByLabel('Photos to add').setInputFiles(await album.takePhoto());
  await page.getByRole('progressbar', { name: 'Uploading geyser at dawn.jpg' }).waitFor();
  await page.getByRole('button', { name: 'Cancel upload of geyser at dawn.jpg' }).click();
  expect((await stopped).failure()?.errorText).toBe('net::ERR_ABORTED');
  await page.getByText('Nothing here yet').waitFor();
  expect(Object.keys(album.aws.emulator.exportState().s3.buckets['photo-album']?.objects ?? {}).join()).not.toContain('geyser');
});

test('several files go up one after the other; what is no picture is left out and named', async () => {
  const { page } = visit;
  await createAlbum(page, 'Iceland');
  const photo = await album.takePhoto();
  const notes = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('packing list') };
  await page.getByLabel('Photos to add').setInputFiles([photo, notes, photo]);
  await page.getByText('“notes.txt” is not a picture').waitFor();
  // One notice for all that arrived, not one each.
  await page.getByText('2 photos are in “Iceland”.').waitFor();
  expect(await page.getByText('is in “Iceland”.').count()).toBe(0);
  await page.getByRole('link', { name: 'geyser at dawn (2)' }).waitFor();
  await waitForPictures(page, 2);
  // What was said to one person is not shown to the next.
  await signOut(page);
  await page.getByText('You are signed out.').waitFor();
  expect(await page.getByText('Iceland').count()).toBe(0);
});

test('a caption typed offline survives closing the photo, waits for the connection and is then saved', async () => {
  const { page, context } = visit;
  await createAlbum(page, 'Iceland');
  await page.getByLabel('Photos to add').setInputFiles(await album.takePhoto());
  const photo = page.getByRole('link', { name: 'geyser at dawn' });
  await photo.click();
  await page.getByRole('button', { name: 'Add a caption' }).click();
  await context.setOffline(true);
  await page.getByText('You are offline. You can go on typing.').waitFor();
  await page.getByLabel('Caption').fill('No signal in the valley');

  await page.keyboard.press('Escape');
  await page.getByText('What you see stays here').waitFor();
  await photo.click();
  expect(await page.getByLabel('Caption').inputValue()).toBe('No signal in the valley');

  calls();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('The caption is saved as soon as you are back.').waitFor();
  expect(calls()).toEqual({});
  await context.setOffline(false);
  await page.getByRole('button', { name: 'Edit caption: No signal in the valley' }).waitFor();
  expect(calls()).toEqual({ 'DynamoDB.UpdateItem': 1, 'DynamoDB.Query': 1 });
});

test('a session that ends while a caption is typed asks to sign in, and the text is there afterwards', async () => {
  const { page } = visit;
  const { admin, clock } = album.aws.emulator;
  await createAlbum(page, 'Iceland');
  await page.getByLabel('Photos to add').setInputFiles(await album.takePhoto());
  const photo = page.getByRole('link', { name: 'geyser at dawn' });
  await photo.click();
  await page.getByRole('button', { name: 'Add a caption' }).click();
  await page.getByLabel('Caption').fill('Strokkur');
  admin.revokeTokens(seededPerson.email);
  clock.advance(65 * 60_000);
  await page.keyboard.press('Enter');
  await page.getByRole('paragraph').filter({ hasText: 'your session ended' }).waitFor();
  await page.getByLabel('Email').fill(seededPerson.email);
  await page.getByLabel('Password', { exact: true }).fill(seededPerson.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  expect(await page.getByLabel('Caption').inputValue()).toBe('Strokkur');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Edit caption: Strokkur' }).waitFor();
});

test('a caption that could not be saved stays in the field, which has the focus', async () => {
  const { page } = visit;
  await createAlbum(page, 'Iceland');
  await page.getByLabel('Photos to add').setInputFiles(await album.takePhoto());
  await page.getByRole('link', { name: 'geyser at dawn' }).click();
  await page.getByRole('button', { name: 'Add a caption' }).click();
  await page.getByLabel('Caption').fill('Strokkur');
  album.aws.emulator.faults.enqueue({ operation: 'DynamoDB.UpdateItem', kind: 'server-error', times: 9 });
  await page.keyboard.press('Enter');
  await page.getByText('Not saved.').waitFor();
  expect(await page.getByLabel('Caption').inputValue()).toBe('Strokkur');
  expect(await page.getByLabel('Caption').evaluate((field) => field === document.activeElement)).toBe(true);
  album.aws.emulator.faults.clear();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Edit caption: Strokkur' }).waitFor();
});

test('an album name survives a failure, and a name that is taken is refused before anything is sent', async () => {
  const { page } = visit;
  await page.getByRole('button', { name: 'New album' }).click();
  album.aws.emulator.faults.enqueue({ operation: 'S3.PutObject', kind: 'server-error', times: 9 });
  await page.getByLabel('Name').fill('Iceland');
  await page.keyboard.press('Enter');
  await page.getByText('The service could not do this just now').waitFor();
  expect(await page.getByLabel('Name').inputValue()).toBe('Iceland');
  album.aws.emulator.faults.clear();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Iceland' }).waitFor();

  await page.getByRole('link', { name: 'All albums' }).click();
  await page.getByRole('link', { name: 'Iceland' }).waitFor();
  await page.getByRole('button', { name: 'New album' }).click();
  calls();
  await page.getByLabel('Name').fill('Iceland');
  await page.keyboard.press('Enter');
  await page.getByText('You already have an album of this name.').waitFor();
  expect(calls()).toEqual({});
});

test('photos and albums are deleted after a question, with their captions', async () => {
  const { page } = visit;
  await createAlbum(page, 'Iceland');
  const photo = await album.takePhoto();
  await page.getByLabel('Photos to add').setInputFiles([photo, photo]);
  await page.getByRole('link', { name: 'geyser at dawn (2)' }).click();
  await page.getByRole('button', { name: 'Add a caption' }).click();
  await page.getByLabel('Caption').fill('Twice the same');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Edit caption: Twice the same' }).waitFor();
  await page.getByRole('button', { name: 'Delete photo' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete photo' }).click();
  await page.getByText('“geyser at dawn (2)” is deleted.').waitFor();
  await waitForPictures(page, 1);

  await page.getByRole('button', { name: 'Delete album' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete album' }).click();
  await page.getByText('“Iceland” is deleted.').waitFor();
  await page.getByText('No albums yet').waitFor();
  const { s3, dynamoDb } = album.aws.emulator.exportState();
  expect(Object.keys(s3.buckets['photo-album']?.objects ?? {}).filter((key) => key.startsWith('users/'))).toEqual([]);
  expect(JSON.stringify(dynamoDb)).not.toContain('Twice the same');
});

test('a picture that does not load is signed again and shown', async () => {
  const { page } = visit;
  await createAlbum(page, 'Iceland');
  await page.route(isPicture, (route) => route.abort(), { times: 1 });
  calls();
  await page.getByLabel('Photos to add').setInputFiles(await album.takePhoto());
  await page.getByRole('link', { name: 'geyser at dawn' }).waitFor();
  await waitForPictures(page, 1);
  // One to ask why, one for the picture.
  expect(calls()).toEqual({ 'S3.PutObject': 1, 'S3.ListObjectsV2': 1, 'S3.GetObject': 2 });
});

test('a picture that cannot be shown says so, and can be tried again', async () => {
  const { page } = visit;
  await createAlbum(page, 'Iceland');
  await page.route(isPicture, (route) => route.abort());
  await page.getByLabel('Photos to add').setInputFiles(await album.takePhoto());
  await page.getByText('This photo cannot be shown.').waitFor();
  await page.unroute(isPicture);
  await page.getByRole('button', { name: 'Try again' }).click();
  await waitForPictures(page, 1);
});

test('a listing that fails offers to try again', async () => {
  const { page } = visit;
  await page.getByRole('link', { name: 'First light' }).waitFor();
  album.aws.emulator.faults.enqueue({ operation: 'S3.ListObjectsV2', kind: 'server-error', times: 9 });
  await page.getByRole('link', { name: 'First light' }).click();
  await page.getByText('The photos could not be loaded.').waitFor();
  album.aws.emulator.faults.clear();
  await page.getByRole('button', { name: 'Try again' }).click();
  await waitForPictures(page, 4);
});
