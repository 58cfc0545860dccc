import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emulatorDefaults } from '@valetkey/emulator';
import { startEmulatorServer, type EmulatorServer } from '@valetkey/emulator/node';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright';
import { build, preview, type PreviewServer } from 'vite';
import { chromiumArgs, findChromium } from '../../../scripts/chromium.mjs';
import { paintLandscape } from '../seed/paintLandscape.ts';
import { photoAlbumSeed } from '../seed/photoAlbumSeed.ts';
import { publicAlbums } from '../seed/publicAlbums.ts';
import { watchPage, type PageWatch } from './watchPage.ts';

/** A photo album that runs: local AWS, web server and browser. */
export interface PhotoAlbum {
  readonly url: string;
  readonly aws: EmulatorServer;
  /** Opens the album in a browser of its own, as a new person. */
  readonly visit: (path?: string, options?: VisitOptions) => Promise<Visit>;
  /** A real JPEG, painted by the browser. */
  readonly takePhoto: () => Promise<Photo>;
  /** One that goes up in so many parts. */
  readonly takeLargePhoto: (parts: number) => Promise<Photo>;
  /** Ids of uploads that are neither completed nor removed. */
  readonly unfinishedUploads: () => readonly string[];
  readonly stop: () => Promise<void>;
}

/** A file as `setInputFiles` takes it. */
export interface Photo {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** One person's browser. */
export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly watch: PageWatch;
}

/** How somebody visits. */
export interface VisitOptions {
  /** Lets `page.clock` move the page's time and timers. Default false. */
  readonly isClockMovable?: boolean;
}

/** How the album is started. */
export interface PhotoAlbumOptions {
  /** Default true. */
  readonly guestsWelcome?: boolean;
}

/** Starts a local AWS and the album on free ports, and a browser. */
export async function startPhotoAlbum({ guestsWelcome = true }: PhotoAlbumOptions = {}): Promise<PhotoAlbum> {
  const aws = await startEmulatorServer({ port: 0, seed: photoAlbumSeed });
  const server = await serveAlbum({ VITE_VALETKEY_ENDPOINT: aws.url, VITE_GUESTS: guestsWelcome ? 'on' : 'off' });
  const executablePath = findChromium();
  const browser = await chromium.launch({ args: chromiumArgs, ...(executablePath === undefined ? {} : { executablePath }) });
  const url = server.resolvedUrls?.local[0] ?? '';
  return {
    url,
    aws,
    async visit(path = '', { isClockMovable = false } = {}) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
      context.setDefaultTimeout(15_000);
      const page = await context.newPage();
      const watch = watchPage(page);
      if (isClockMovable) await page.clock.install();
      await page.goto(`${url}${path}`);
      return { page, context, watch };
    },
    takePhoto: () => takePhoto(browser),
    async takeLargePhoto(parts) {
      const photo = await takePhoto(browser);
      // Behind the end of a JPEG anything may follow. All parts but the last are of 5 MiB.
      return { ...photo, buffer: Buffer.concat([photo.buffer, Buffer.alloc((parts - 1) * 5 * 1024 * 1024, 7)]) };
    },
    unfinishedUploads: () => Object.keys(aws.emulator.exportState().s3.buckets[emulatorDefaults.bucket]?.uploads ?? {}),
    async stop() {
      await browser.close();
      await server.close();
      await rm(server.config.build.outDir, { recursive: true, force: true });
      await aws.close();
    },
  };
}

/** Who can sign in at once. */
export const seededPerson = emulatorDefaults.user;

/** Builds the album as it would be shipped, and serves that: a dev server may reload the page in the middle of a test. */
async function serveAlbum(env: Readonly<Record<string, string>>): Promise<PreviewServer> {
  const root = `${import.meta.dirname}/..`;
  const outDir = await mkdtemp(join(tmpdir(), 'photo-album-'));
  // Vite lets the environment win over the .env file, as in `npm start`.
  const before = { ...process.env };
  Object.assign(process.env, env, { NODE_ENV: 'production' });
  await build({ root, logLevel: 'error', build: { outDir, emptyOutDir: true, reportCompressedSize: false } });
  for (const name of Object.keys(env)) delete process.env[name];
  Object.assign(process.env, before);
  return preview({ root, logLevel: 'error', build: { outDir }, preview: { port: 0, host: '127.0.0.1' } });
}

async function takePhoto(browser: Browser): Promise<Photo> {
  const landscape = Object.values(publicAlbums)[0]?.[0]?.landscape;
  if (landscape === undefined) throw new Error('There is no landscape to photograph.');
  const page = await browser.newPage({ viewport: { width: 800, height: 600 } });
  const svg = Buffer.from(paintLandscape(landscape)).toString('base64');
  await page.setContent(`<body style="margin:0"><img src="data:image/svg+xml;base64,${svg}" width="800">`);
  const buffer = await page.screenshot({ type: 'jpeg', quality: 80 });
  await page.close();
  return { name: 'geyser at dawn.jpg', mimeType: 'image/jpeg', buffer };
}
