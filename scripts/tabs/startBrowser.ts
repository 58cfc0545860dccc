import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Frame, type Page } from 'playwright';
import { chromiumArgs, findChromium } from '../chromium.mjs';
import type { PageOptions } from './page/main.ts';

/** A browser with a profile of its own, in which every tab is a window and a process. */
export interface RealBrowser {
  /** Opens a tab in which the engine runs. */
  readonly openTab: (options?: PageOptions) => Promise<Page>;
  /** Opens a tab of the same site, without the engine. */
  readonly openBlank: () => Promise<Page>;
  /** Opens a frame in a tab, in which the engine runs. Closed with the tab. */
  readonly openFrame: (tab: Page, options?: PageOptions, attributes?: Readonly<Record<string, string>>) => Promise<Frame>;
  /** How many processes run pages at the moment. */
  readonly countRenderers: () => Promise<number>;
  /** Ends the whole browser at once, as the system does when memory runs out. Resolves when it is gone. */
  readonly kill: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const ARGS = [
  ...chromiumArgs,
  '--headless',
  '--remote-debugging-port=0',
  '--no-startup-window',
  '--process-per-tab',
  '--disable-extensions',
  '--disable-default-apps',
  '--password-store=basic',
  // What is measured is the engine, not how browsers slow down what nobody looks at.
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
];

/**
 * Starts Chromium as it is: what Playwright starts has no back/forward cache, and its pages pretend to have the focus and
 * therefore never freeze.
 * @param profile - The folder it keeps everything in. Default: one that is removed when it closes.
 */
export async function startBrowser(url: string, profile?: string): Promise<RealBrowser> {
  const folder = profile ?? (await mkdtemp(join(tmpdir(), 'real-tabs-profile-')));
  const child = spawn(findChromium() ?? chromium.executablePath(), [...ARGS, `--user-data-dir=${folder}`], { stdio: ['ignore', 'ignore', 'pipe'] });
  const gone = once(child, 'exit');
  const browser = await chromium.connectOverCDP(await readEndpoint(child.stderr), { noDefaults: true, isLocal: true });
  const [context] = browser.contexts();
  if (context === undefined) throw new Error('The browser has no profile.');
  context.setDefaultTimeout(30_000);
  const nextPage = (): Promise<Page> => context.waitForEvent('page');
  const session = await browser.newBrowserCDPSession();
  let opening: Promise<unknown> = Promise.resolve();

  /** One after the other: which page comes of a window cannot be told otherwise. */
  function openWindow(): Promise<Page> {
    const opened = opening.then(() => Promise.all([nextPage(), session.send('Target.createTarget', { url: 'about:blank', newWindow: true })]));
    opening = opened;
    return opened.then(([page]) => page);
  }

  return {
    async openTab(options) {
      const page = await openWindow();
      await page.goto(url);
      await page.evaluate((given) => window.driver.open(given), options);
      return page;
    },
    async openBlank() {
      const page = await openWindow();
      await page.goto(`${url}blank`);
      return page;
    },
    async openFrame(tab, options, attributes = {}) {
      const element = await tab.evaluateHandle(
        async ([src, given]) => {
          const frame = document.createElement('iframe');
          for (const [name, value] of Object.entries(given)) frame.setAttribute(name, value);
          frame.src = src;
          document.body.append(frame);
          await new Promise((resolve) => frame.addEventListener('load', resolve));
          return frame;
        },
        [url, attributes] as const,
      );
      const frame = await element.contentFrame();
      if (frame === null) throw new Error('The frame has no page.');
      await frame.evaluate((given) => window.driver.open(given), options);
      return frame;
    },
    async countRenderers() {
      const { processInfo } = await session.send('SystemInfo.getProcessInfo');
      return processInfo.filter(({ type }) => type === 'renderer').length;
    },
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
    async close() {
      await session.send('Browser.close');
      await gone;
      if (profile === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Where a browser that has just been started can be talked to. Its output is read on, so that it is never kept waiting. */
function readEndpoint(output: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve, reject) => {
    createInterface(output)
      .on('line', (line) => {
        const [, endpoint] = /DevTools listening on (ws:.+)/.exec(line) ?? [];
        if (endpoint !== undefined) resolve(endpoint);
      })
      .on('close', () => reject(new Error('Chromium did not start.')));
  });
}
