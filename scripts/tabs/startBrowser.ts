import { mkdtemp, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright';
import { chromiumArgs, findChromium } from '../chromium.mjs';
import type { TabOptions } from './page/main.ts';

/** A browser with a profile of its own, in which every tab is a process. */
export interface RealBrowser {
  readonly context: BrowserContext;
  /** Opens a tab in which the engine runs. */
  readonly openTab: (options?: TabOptions) => Promise<Page>;
  /** Ends the whole browser at once, as the system does when memory runs out. */
  readonly kill: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** @param profile - The folder it keeps everything in. Default: one that is removed when it closes. */
export async function startBrowser(url: string, profile?: string): Promise<RealBrowser> {
  const folder = profile ?? (await mkdtemp(join(tmpdir(), 'real-tabs-profile-')));
  const executablePath = findChromium();
  const context = await chromium.launchPersistentContext(folder, {
    args: [...chromiumArgs, '--process-per-tab'],
    // Without this a test of the back/forward cache would test nothing.
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
    ...(executablePath === undefined ? {} : { executablePath }),
  });
  context.setDefaultTimeout(30_000);
  return {
    context,
    async openTab(options) {
      const page = await context.newPage();
      await page.goto(url);
      await page.evaluate((given) => window.driver.open(given), options);
      return page;
    },
    async kill() {
      const gone = new Promise<void>((resolve) => void context.once('close', () => resolve()));
      const [, pid] = /-(\d+)$/.exec(await readlink(join(folder, 'SingletonLock'))) ?? [];
      process.kill(Number(pid), 'SIGKILL');
      await gone;
    },
    async close() {
      await context.close();
      if (profile === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** How many processes run pages at the moment. */
export async function countRenderers(context: BrowserContext): Promise<number> {
  const session = await context.browser()?.newBrowserCDPSession();
  if (session === undefined) throw new Error('The browser cannot be asked.');
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.filter(({ type }) => type === 'renderer').length;
}
