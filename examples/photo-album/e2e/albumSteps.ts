import type { Page } from 'playwright';

/** Who signs in, and with what. */
export interface Person {
  readonly email: string;
  readonly password: string;
}

/** What a person does to sign in, on the sign-in screen. */
export async function signIn(page: Page, { email, password }: Person): Promise<void> {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('heading', { name: 'Your albums' }).waitFor();
}

/** Creates an album from the overview, and waits until it is open. */
export async function createAlbum(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'New album' }).click();
  await page.getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Create album' }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await page.getByText('Nothing here yet').waitFor();
}

/** Waits until so many pictures are on the page, each of them loaded and decoded. Uploads on their way are not counted. */
export async function waitForPictures(page: Page, count: number): Promise<void> {
  await page.waitForFunction((expected) => {
    const pictures = [...document.querySelectorAll<HTMLImageElement>('main img.photo:not(.upload *)')];
    return pictures.length === expected && pictures.every(({ complete, naturalWidth }) => complete && naturalWidth > 0);
  }, count);
}

/** Opens a photo of the open album and saves a caption. */
export async function writeCaption(page: Page, photo: string, caption: string): Promise<void> {
  await page.getByRole('link', { name: photo }).click();
  await page.getByRole('button', { name: 'Add a caption' }).click();
  await page.getByLabel('Caption').fill(caption);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: `Edit caption: ${caption}` }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: caption }).waitFor();
}

/** Signs out by the menu, and waits for the guest's view. */
export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByText('You are signed out.').waitFor();
  await page.getByRole('heading', { name: 'A quiet place for your photos' }).waitFor();
}
