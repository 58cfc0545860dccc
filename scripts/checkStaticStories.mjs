import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { chromiumArgs, findChromium } from './chromium.mjs';
import { root } from './root.mjs';
import { runCheck } from './runCheck.mjs';

/** @import { AddressInfo } from 'node:net' */
/** @import { Page } from 'playwright' */
/** @import { CheckResult } from './createChecklist.mjs' */

const folder = join(root, '.cache/storybook-static');
/** @type {Readonly<Record<string, string>>} */
const contentTypes = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json', '.svg': 'image/svg+xml' };

/**
 * Builds the stories as a static site and opens the first of every component: they must run on files alone.
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
    const page = await browser.newPage();
    const faults = [];
    const stories = await firstStories();
    for (const id of stories) {
      const fault = await openStory(page, `http://127.0.0.1:${port}/iframe.html?id=${id}&viewMode=story`);
      if (fault !== undefined) faults.push(`${id}: ${fault}`);
    }
    return { passed: stories.length - faults.length, failed: faults.length, ...(faults.length === 0 ? {} : { why: faults.join('\n') }) };
  } finally {
    await browser.close();
    site.close();
  }
}

/** Ids of the first story of every title. */
async function firstStories() {
  /** @type {{ entries: Record<string, { id: string, title: string, type: string }> }} */
  const { entries } = JSON.parse(await readFile(join(folder, 'index.json'), 'utf8'));
  const stories = Object.values(entries).filter(({ type }) => type === 'story');
  return [...new Map(stories.toReversed().map(({ title, id }) => [title, id])).values()];
}

/**
 * @param {Page} page
 * @param {string} url
 * @returns {Promise<string | undefined>} What went wrong.
 */
async function openStory(page, url) {
  await page.goto(url);
  try {
    await page.waitForSelector('body.sb-show-main #storybook-root > *, body.sb-show-errordisplay', { timeout: 20_000 });
  } catch {
    return 'did not render';
  }
  const error = page.locator('body.sb-show-errordisplay #error-message');
  return (await error.count()) === 0 ? undefined : await error.innerText();
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
