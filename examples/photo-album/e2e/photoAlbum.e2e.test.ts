import { emulatorDefaults } from '@valetkey/emulator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAlbum, signIn, signOut, waitForPictures, writeCaption, type Person } from './albumSteps.ts';
import { collectSecrets } from './collectSecrets.ts';
import { takeCalls } from './countCalls.ts';
import { seededPerson, startPhotoAlbum, type PhotoAlbum } from './startPhotoAlbum.ts';
import { readDeviceStorage } from './watchPage.ts';

let album: PhotoAlbum;

beforeAll(async () => {
  album = await startPhotoAlbum();
});

afterAll(() => album.stop());

const grace: Person = { email: 'grace@example.com', password: 'Compiler-A-0-1952' };
const minutes = (count: number): number => count * 60_000;
const calls = (): ReturnType<typeof takeCalls> => takeCalls(album.aws);

// What the overview asks for: the albums' names, three albums, and three pictures of each.
const publicGallery = { 'S3.ListObjectsV2': 4, 'S3.GetObject': 9 };
// The same beside one's own albums, of which there are none yet.
const overview = { 'S3.ListObjectsV2': 5, 'S3.GetObject': 9 };

test('a person signs up, uploads a photo, outlives their credentials without noticing, signs out and is refused', async () => {
  const { page, watch } = await album.visit();
  const secrets = collectSecrets(page);

  // A guest sees the public albums.
  await waitForPictures(page, 9);
  expect(calls()).toEqual({ GetId: 1, GetCredentialsForIdentity: 1, ...publicGallery });

  // Sign up, and confirm with the mailed code.
  await page.getByRole('banner').getByRole('link', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Create an account' }).click();
  await page.getByLabel('Email').fill(grace.email);
  await page.getByLabel('Password', { exact: true }).fill(grace.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('heading', { name: 'Confirm your account' }).waitFor();
  expect(calls()).toEqual({ SignUp: 1 });
  await page.getByLabel('Code').fill(mailedCode(grace.email));
  await page.getByRole('button', { name: 'Confirm', exact: true }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect(calls()).toEqual({ ConfirmSignUp: 1 });
  // The album's own styles leave those of the screens as they are.
  const notice = page.getByRole('region', { name: 'Sign in' }).getByText('Your account is confirmed.');
  expect(await notice.evaluate((element) => getComputedStyle(element).paddingInlineStart)).toBe('16px');

  // Sign in. The identity id was the guest's, so it is not asked for: three calls until the first signed request.
  expect(await page.getByLabel('Email').inputValue()).toBe(grace.email);
  await signIn(page, grace);
  await waitForPictures(page, 9);
  expect(calls()).toEqual({ InitiateAuth: 1, RespondToAuthChallenge: 1, GetCredentialsForIdentity: 1, ...overview });

  // Create an album: its mark in the bucket, then its photos and captions.
  await createAlbum(page, 'Iceland');
  expect(calls()).toEqual({ 'S3.PutObject': 1, 'S3.ListObjectsV2': 1, 'DynamoDB.Query': 1 });

  // Upload a photo and see it.
  await page.getByLabel('Photos to add').setInputFiles(await album.takePhoto());
  await page.getByRole('link', { name: 'geyser at dawn' }).waitFor();
  await waitForPictures(page, 1);
  expect(calls()).toEqual({ 'S3.PutObject': 1, 'S3.ListObjectsV2': 1, 'S3.GetObject': 1 });
  expect(watch.problems).toEqual([]);

  // Tokens and credentials expire, but the browser's clock does not know: AWS refuses the old key, the token is refreshed,
  // new credentials are fetched and the request is repeated. The person sees a saved caption. The photo's address was signed
  // with the old key, so it gets another.
  album.aws.emulator.clock.advance(minutes(65));
  const photoAtNewAddress = page.waitForResponse((answer) => answer.url().includes('X-Amz-Signature'));
  await writeCaption(page, 'geyser at dawn', 'Strokkur, waiting');
  await photoAtNewAddress;
  expect(calls()).toEqual({
    'DynamoDB.UpdateItem 400': 1,
    'GetCredentialsForIdentity 400': 1,
    GetTokensFromRefreshToken: 1,
    GetCredentialsForIdentity: 1,
    'DynamoDB.UpdateItem': 1,
    'DynamoDB.Query': 1,
    'S3.GetObject': 1,
  });
  // The browser itself writes a line for each refused request; nobody else has anything to say.
  expect(takeProblems(watch)).toEqual(Array(2).fill(expect.stringContaining('status of 400')));

  // And goes on working.
  await page.getByRole('link', { name: 'All albums' }).click();
  await page.getByRole('link', { name: 'Iceland' }).waitFor();
  await waitForPictures(page, 10);
  // The S3 client signs by the server's time, which the DynamoDB client's refusal told. Of the pictures, nine were last seen at
  // addresses of the old key; the tenth comes from the browser's cache.
  expect(calls()).toEqual({ 'S3.ListObjectsV2': 2, 'S3.GetObject': 9 });
  expect(watch.problems).toEqual([]);

  // Sign out: back to a guest, who gets an identity of their own.
  await signOut(page);
  await waitForPictures(page, 9);
  expect(calls()).toEqual({ RevokeToken: 1, GetId: 1, GetCredentialsForIdentity: 1, ...publicGallery });
  expect(await page.getByText('Iceland').count()).toBe(0);

  // Refused afterwards: the page asks to sign in, and the old refresh token is worth nothing.
  await page.goto(`${album.url}#/mine/Iceland`);
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect(await refreshOutsideThePage(secrets.latest.refreshToken)).toBe('NotAuthorizedException');

  // Sign in again, on the address that was asked for.
  calls();
  await page.getByLabel('Email').fill(grace.email);
  await page.getByLabel('Password', { exact: true }).fill(grace.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('link', { name: 'Strokkur, waiting' }).waitFor();
  await waitForPictures(page, 1);
  expect(calls()).toEqual({
    InitiateAuth: 1,
    RespondToAuthChallenge: 1,
    GetCredentialsForIdentity: 1,
    'S3.ListObjectsV2': 1,
    'DynamoDB.Query': 1,
    'S3.GetObject': 1,
  });

  // Nothing was said that should not be, and no secret left the place it belongs to.
  expect(watch.problems).toEqual([]);
  const seen = [...watch.consoleLines, ...watch.urls.map(decodeURIComponent), await readDeviceStorage(page)].join('\n');
  expect(secrets.all.size).toBeGreaterThan(8);
  for (const secret of [...secrets.all, grace.password]) expect(seen.includes(secret)).toBe(false);
});

test('where the browser knows the time, addresses and credentials are renewed before they end and nothing is refused', async () => {
  const { page, watch } = await album.visit('#/sign-in', { isClockMovable: true });
  const sleep = async (durationMs: number): Promise<void> => {
    album.aws.emulator.clock.advance(durationMs);
    await page.clock.fastForward(durationMs);
  };
  await signIn(page, seededPerson);
  await createAlbum(page, 'Faroe Islands');
  await page.getByLabel('Photos to add').setInputFiles(await album.takePhoto());
  await page.getByRole('link', { name: 'geyser at dawn' }).waitFor();
  await waitForPictures(page, 1);
  const picture = page.locator('main img.photo');
  const firstAddress = await picture.getAttribute('src');
  calls();

  // A presigned URL lives 15 minutes.
  await sleep(minutes(14.5));
  await expect.poll(() => picture.getAttribute('src')).not.toBe(firstAddress);
  await waitForPictures(page, 1);
  expect(calls()).toEqual({ 'S3.GetObject': 1 });
  const secondAddress = await picture.getAttribute('src');

  // The lid is closed for longer than tokens and credentials live.
  await sleep(minutes(65));
  await expect.poll(() => picture.getAttribute('src')).not.toBe(secondAddress);
  await waitForPictures(page, 1);
  await writeCaption(page, 'geyser at dawn', 'Before the boat left');
  expect(calls()).toEqual({
    GetTokensFromRefreshToken: 1,
    GetCredentialsForIdentity: 1,
    'S3.GetObject': 1,
    'DynamoDB.UpdateItem': 1,
    'DynamoDB.Query': 1,
  });
  expect(watch.problems).toEqual([]);
});

test('without guests, a first sign-in takes four calls until the first signed request, and the next one three', async () => {
  const members = await startPhotoAlbum({ guestsWelcome: false });
  try {
    const { page, watch } = await members.visit();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(takeCalls(members.aws)).toEqual({});

    await signIn(page, seededPerson);
    await waitForPictures(page, 9);
    const signInCalls = { InitiateAuth: 1, RespondToAuthChallenge: 1, GetCredentialsForIdentity: 1 };
    expect(takeCalls(members.aws)).toEqual({ ...signInCalls, GetId: 1, ...overview });

    await page.getByRole('button', { name: /^Account of/ }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await expect.poll(() => takeCalls(members.aws)).toEqual({ RevokeToken: 1 });

    await signIn(page, seededPerson);
    await waitForPictures(page, 9);
    expect(takeCalls(members.aws)).toEqual({ ...signInCalls, ...overview });
    expect(watch.problems).toEqual([]);
  } finally {
    await members.stop();
  }
});

function mailedCode(address: string): string {
  const code = album.aws.emulator.mailbox.latest(address)?.code;
  if (code === undefined) throw new Error('No code was mailed.');
  return code;
}

function takeProblems(watch: { readonly problems: string[] }): readonly string[] {
  return watch.problems.splice(0);
}

/** Tries a refresh token where no page is. Gives the name of the refusal, or `refreshed`. */
async function refreshOutsideThePage(refreshToken: string | undefined): Promise<string> {
  if (refreshToken === undefined) throw new Error('The page was handed no refresh token.');
  const response = await fetch(album.aws.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSCognitoIdentityProviderService.GetTokensFromRefreshToken',
    },
    body: JSON.stringify({ ClientId: emulatorDefaults.userPoolClientId, RefreshToken: refreshToken }),
  });
  const { __type: refusal = 'refreshed' } = (await response.json()) as { readonly __type?: string };
  return refusal;
}
