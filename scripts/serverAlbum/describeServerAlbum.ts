import { emulatorDefaults } from '@valetkey/emulator';
import { startEmulatorServer, type EmulatorServer } from '@valetkey/emulator/node';
import { chromium, type Browser, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collectSecrets } from '../../examples/photo-album/e2e/collectSecrets.ts';
import { watchPage } from '../../examples/photo-album/e2e/watchPage.ts';
import { chromiumArgs, findChromium } from '../chromium.mjs';

/** An album that renders on a server, once it runs. */
export interface ServerAlbum {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

const { bucket, user } = emulatorDefaults;
const grace = { email: 'grace@example.com', password: user.password };

/**
 * What must hold for every example that renders on a server.
 * @param start - Builds and serves it on the AWS at that URL.
 */
export function describeServerAlbum(name: string, start: (awsUrl: string) => Promise<ServerAlbum>): void {
  describe(name, () => {
    let aws: EmulatorServer;
    let album: ServerAlbum;
    let browser: Browser;

    beforeAll(async () => {
      aws = await startEmulatorServer({ port: 0 });
      aws.emulator.admin.createUser(grace);
      aws.emulator.admin.putObject({ bucket, key: 'public/iceland/geyser.jpg', body: new Uint8Array([1]) });
      album = await start(aws.url);
      const executablePath = findChromium();
      browser = await chromium.launch({ args: chromiumArgs, ...(executablePath === undefined ? {} : { executablePath }) });
    }, 300_000);

    afterAll(async () => {
      await browser?.close();
      await album?.stop();
      await aws?.close();
    });

    /** Opens the album in a browser of its own. */
    async function visit(): Promise<Page> {
      const context = await browser.newContext();
      return context.newPage();
    }

    /** Asks the server to count somebody's photos, as the page does. */
    async function countBy(idToken: string | undefined): Promise<object> {
      const headers = idToken === undefined ? undefined : { authorization: `Bearer ${idToken}` };
      const response = await fetch(`${album.url}api/photos`, { ...(headers && { headers }) });
      expect(response.headers.get('cache-control')).toBe('private, no-store');
      return { httpStatus: response.status, ...((await response.json()) as object) };
    }

    test('renders what everybody may see with one guest’s credentials, however many ask', async () => {
      const { calls } = aws.emulator;
      const pages = await Promise.all(Array.from({ length: 20 }, async () => (await fetch(album.url)).text()));
      for (const html of pages) expect(html).toContain('geyser.jpg');
      expect(calls.count('GetId')).toBe(1);
      expect(calls.count('GetCredentialsForIdentity')).toBe(1);
    });

    test('is taken over by the browser without a mismatch; a person uploads, and browser and server see the same', async () => {
      const page = await visit();
      const watch = watchPage(page);
      await page.goto(album.url);
      await signIn(page, user);
      await page.getByLabel('Add a photo').setInputFiles({ name: 'cat.png', mimeType: 'image/png', buffer: Buffer.from([1]) });
      await page.getByRole('listitem').filter({ hasText: 'cat.png' }).waitFor();
      await page.getByText('The server counts 1.').waitFor();
      expect(watch.problems).toEqual([]);
    });

    test('sends to somebody signed in nothing that tells of them', async () => {
      const page = await visit();
      const secrets = collectSecrets(page);
      await page.goto(album.url);
      await signIn(page, user);
      const reloaded = await page.reload();
      await page.getByText(`Signed in as ${user.email}`).waitFor();
      const sent = [(await reloaded?.text()) ?? '', JSON.stringify(reloaded?.headers())].join();
      expect(secrets.all.size).toBeGreaterThan(2);
      for (const secret of [...secrets.all, user.email, 'ASIA']) expect(sent).not.toContain(secret);
    });

    test('counts for a hundred requests of two people at once what is each one’s own', async () => {
      const tokens: string[] = [];
      for (const person of [user, grace]) {
        const page = await visit();
        await page.goto(album.url);
        const [asked] = await Promise.all([page.waitForRequest(/api\/photos/), signIn(page, person)]);
        tokens.push(((await asked.headerValue('authorization')) ?? '').replace('Bearer ', ''));
      }
      const counts = await Promise.all(Array.from({ length: 100 }, (_, count) => countBy(tokens[count % 2])));
      for (const [count, answer] of counts.entries()) expect(answer).toEqual({ httpStatus: 200, count: count % 2 === 0 ? 1 : 0 });
    });

    test('refuses whoever brings no token, or a false one', async () => {
      expect(await countBy(undefined)).toEqual({ httpStatus: 401, status: 'signed-out' });
      expect(await countBy('e30.e30.forged')).toMatchObject({ httpStatus: 401, status: 'error' });
    });
  });
}

async function signIn(page: Page, person: { readonly email: string; readonly password: string }): Promise<void> {
  await page.getByLabel('Email').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText(`Signed in as ${person.email}`).waitFor();
}
