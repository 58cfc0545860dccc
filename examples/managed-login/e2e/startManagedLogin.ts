import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultSeed, emulatorDefaults } from '@valetkey/emulator';
import { startEmulatorServer, type EmulatorServer } from '@valetkey/emulator/node';
import { chromium, type BrowserContext, type Page, type Request } from 'playwright';
import { build, preview } from 'vite';
import { chromiumArgs, findChromium } from '../../../scripts/chromium.mjs';

/** The app, a local AWS with its sign-in pages, and a browser. */
export interface ManagedLogin {
  /** With a slash at its end. */
  readonly url: string;
  readonly aws: EmulatorServer;
  /** Opens the app in a browser of its own, as a new person. */
  readonly visit: (path?: string) => Promise<Visit>;
  readonly stop: () => Promise<void>;
}

/** One person's browser. */
export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Everything that the browser has asked for, oldest first. */
  readonly requests: readonly Request[];
  /** Errors and warnings of the pages. */
  readonly problems: readonly string[];
}

/**
 * Builds the app as it would be shipped, and starts everything on free ports.
 * @param callback - The path that people come back to.
 */
export async function startManagedLogin(callback: string): Promise<ManagedLogin> {
  const root = join(import.meta.dirname, '..');
  const outDir = await mkdtemp(join(tmpdir(), 'managed-login-'));
  // First, since the local AWS has to know where people come back to.
  const server = await preview({ root, logLevel: 'error', build: { outDir }, preview: { port: 0, host: '127.0.0.1' } });
  const url = server.resolvedUrls?.local[0] ?? '';
  const managedLogin = { callbackUrls: [new URL(callback, url).href], logoutUrls: [url] };
  const userPools = (defaultSeed.userPools ?? []).map((pool) => ({
    ...pool,
    clients: pool.clients.map((client) => ({ ...client, managedLogin })),
  }));
  const aws = await startEmulatorServer({ port: 0, seed: { ...defaultSeed, userPools } });

  const before = { ...process.env };
  Object.assign(process.env, { VITE_VALETKEY_ENDPOINT: aws.url, VITE_CALLBACK: callback, NODE_ENV: 'production' });
  await build({ root, logLevel: 'error', build: { outDir, emptyOutDir: true, reportCompressedSize: false } });
  for (const name of ['VITE_VALETKEY_ENDPOINT', 'VITE_CALLBACK']) delete process.env[name];
  Object.assign(process.env, before);

  const executablePath = findChromium();
  const browser = await chromium.launch({
    args: chromiumArgs,
    // People come back by it, and what they find is what was left.
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
    ...(executablePath === undefined ? {} : { executablePath }),
  });
  return {
    url,
    aws,
    async visit(path = '') {
      const context = await browser.newContext();
      context.setDefaultTimeout(15_000);
      const requests: Request[] = [];
      const problems: string[] = [];
      context.on('request', (request) => requests.push(request));
      context.on('weberror', (error) => problems.push(error.error().message));
      context.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
      });
      const page = await context.newPage();
      await page.goto(`${url}${path}`);
      return { page, context, requests, problems };
    },
    async stop() {
      await browser.close();
      await server.close();
      await rm(outDir, { recursive: true, force: true });
      await aws.close();
    },
  };
}

/** Who can sign in at once. */
export const { user: seededPerson } = emulatorDefaults;

/** Goes to the sign-in page and back, as the seeded person. */
export async function signIn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('User name').fill(seededPerson.email);
  await page.getByLabel('Password').fill(seededPerson.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await waitUntilSignedIn(page);
}

/** Waits for the app to greet the seeded person. */
export async function waitUntilSignedIn(page: Page): Promise<void> {
  await page.getByRole('heading', { name: `Hello, ${seededPerson.email}` }).waitFor();
}
