import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { chromiumArgs, findChromium } from './chromium.mjs';
import { root } from './root.mjs';
import { runCheck } from './runCheck.mjs';

/** @import { AddressInfo } from 'node:net' */
/** @import { Page } from 'playwright' */
/** @import { CheckResult } from './createChecklist.mjs' */

const folder = join(root, '.cache/storybook-static');
/** Stories that are open at once: much of their time is waiting. */
const PAGES = 3;
/** @type {Readonly<Record<string, string>>} */
const contentTypes = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json', '.svg': 'image/svg+xml' };

/**
 * Builds the stories as a static site and plays every one of them: they must run on files alone, and on production builds.
 * @returns {Promise<CheckResult>}
 */
export async function checkStaticStories() {
  const build = await runCheck('storybook', ['build', '--quiet', '--output-dir', folder]);
  if (build.failed > 0) return build;

  const { chromium } = await import('playwright');
  const executablePath = findChromium();
  const browser = await chromium.launch({ args: chromiumArgs, ...(executablePath === undefined ? {} : { executablePath }) });
  const site = createServer((request, response) => void sendFile(request.url ?? '/', response));
  await new Promise((resolve) => site.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {AddressInfo} */ (site.address());
  try {
    const stories = await storyIds();
    const waiting = [...stories];
    /** @type {string[]} */
    const faults = [];
    const playAll = async () => {
      const page = await browser.newPage();
      for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
        const fault = await playStory(page, `http://127.0.0.1:${port}/iframe.html?id=${id}&viewMode=story`);
        if (fault !== undefined) faults.push(`${id}: ${fault}`);
      }
    };
    await Promise.all(Array.from({ length: PAGES }, playAll));
    return { passed: stories.length - faults.length, failed: faults.length, ...(faults.length === 0 ? {} : { why: faults.join('\n') }) };
  } finally {
    await browser.close();
    site.close();
  }
}

async function storyIds() {
  /** @type {{ entries: Record<string, { id: string, type: string }> }} */
  const { entries } = JSON.parse(await readFile(join(folder, 'index.json'), 'utf8'));
  return Object.values(entries)
    .filter(({ type }) => type === 'story')
    .map(({ id }) => id);
}

/**
 * @param {Page} page
 * @param {string} url
 * @returns {Promise<string | undefined>} What went wrong.
 */
async function playStory(page, url) {
  await page.goto(url);
  try {
    const ended = await page.waitForFunction(howItEnded, undefined, { timeout: 20_000 });
    const said = (await ended.jsonValue())?.fault;
    // Where an element was expected, the whole page follows.
    return said === undefined ? undefined : stripVTControlCharacters(said).slice(0, 400);
  } catch {
    return 'did not finish';
  }
}

/**
 * How a story ended that was rendered, played and checked; undefined before that. Runs in the page.
 * @returns {{ fault: string | undefined } | undefined}
 */
function howItEnded() {
  /** @type {{ last: (event: string) => [{ status?: string, message?: string }] | undefined } | undefined} */
  const channel = Reflect.get(globalThis, '__STORYBOOK_ADDONS_CHANNEL__');
  const [finished] = channel?.last('storyFinished') ?? [];
  if (finished === undefined) return undefined;
  // A play function that throws is reported apart: the story itself still counts as rendered.
  const [thrown] = channel?.last('playFunctionThrewException') ?? [];
  return { fault: thrown?.message ?? (finished.status === 'success' ? undefined : 'it did not render, or is not accessible') };
}

/**
 * @param {string} url
 * @param {import('node:http').ServerResponse} response
 */
async function sendFile(url, response) {
  const path = normalize(join(folder, new URL(url, 'http://localhost').pathname));
  try {
    const body = await readFile(path);
    response.writeHead(200, { 'content-type': contentTypes[extname(path)] ?? 'application/octet-stream' }).end(body);
  } catch {
    response.writeHead(404).end();
  }
}
