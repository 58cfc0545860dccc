import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { emulatorDefaults } from '@valetkey/emulator';
import { startEmulatorServer, type EmulatorServer } from '@valetkey/emulator/node';
import react from '@vitejs/plugin-react';
import { chromium, type Browser, type Page } from 'playwright';
import { createServer, type ViteDevServer } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chromiumArgs, findChromium } from '../chromium.mjs';
import { root } from '../root.mjs';
import { sourceConditions } from '../sourceConditions.mjs';

let aws: EmulatorServer;
let app: ViteDevServer;
let folder: string;
let browser: Browser;

// What the page of the documentation has its reader type, around the index.html that Vite's template brings.
beforeAll(async () => {
  aws = await startEmulatorServer({ port: 0 });
  const cache = join(root, '.cache');
  await mkdir(cache, { recursive: true });
  // Below the repository, so that the packages are found.
  folder = await mkdtemp(join(cache, 'quick-start-'));
  await cp(join(root, 'docs/snippets/quick-start'), folder, { recursive: true });
  await writeFile(join(folder, 'index.html'), '<!doctype html><html lang="en"><title>Notes</title><div id="root"></div><script type="module" src="/src/main.tsx"></script></html>');
  app = await createServer({
    root: folder,
    configFile: false,
    logLevel: 'error',
    plugins: [react()],
    define: { 'import.meta.env.VITE_VALETKEY_EMULATOR_URL': JSON.stringify(aws.url) },
    resolve: { conditions: sourceConditions },
    server: { port: 0, host: '127.0.0.1' },
  });
  await app.listen();
  const executablePath = findChromium();
  browser = await chromium.launch({ args: chromiumArgs, ...(executablePath === undefined ? {} : { executablePath }) });
});

afterAll(async () => {
  await browser.close();
  await app.close();
  await aws.close();
  await rm(folder, { recursive: true, force: true });
});

test('the app of the quick start keeps its promises: notes of one’s own, gone at sign-out and back at sign-in', async () => {
  const page = await browser.newPage();
  page.setDefaultTimeout(15_000);
  const refusals: string[] = [];
  page.on('response', (response) => {
    if (response.status() >= 400) refusals.push(`${response.request().method()} ${response.url()}`);
  });
  const credentials = await holdCredentials(page);
  await page.goto(app.resolvedUrls?.local[0] ?? '');
  await signIn(page);

  // Whose folder it is depends on the credentials: nothing can be added to nobody's.
  const add = page.getByRole('button', { name: 'Add a note' });
  expect(await add.isDisabled()).toBe(true);
  credentials.release();
  await add.click();
  await page.getByRole('listitem').filter({ hasText: '.txt' }).waitFor();

  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect(await page.getByRole('listitem').count()).toBe(0);

  await signIn(page);
  await page.getByRole('listitem').filter({ hasText: '.txt' }).waitFor();
  expect(refusals).toEqual([]);
});

async function signIn(page: Page): Promise<void> {
  await page.getByLabel('Email').fill(emulatorDefaults.user.email);
  await page.getByLabel('Password', { exact: true }).fill(emulatorDefaults.user.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('heading', { name: `Hello, ${emulatorDefaults.user.email}` }).waitFor();
}

/** Keeps the identity pool's answers back until they are released. */
async function holdCredentials(page: Page): Promise<{ readonly release: () => void }> {
  let release = (): void => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(`${aws.url}/**`, async (route) => {
    const target = route.request().headers()['x-amz-target'] ?? '';
    if (target.startsWith('AWSCognitoIdentityService.')) await released;
    await route.continue();
  });
  return { release };
}
