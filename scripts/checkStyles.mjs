import { join } from 'node:path';
import { chromiumArgs, findChromium } from './chromium.mjs';
import { root } from './root.mjs';

/** @import { CheckResult } from './createChecklist.mjs' */

/** How a page may choose its colours, and the background of a primary button that follows. */
const pages = [
  { says: 'nothing', html: '<html>', expected: 'rgb(43, 74, 203)' },
  { says: 'light', html: '<html data-vk-theme="light">', expected: 'rgb(43, 74, 203)' },
  { says: 'dark', html: '<html data-vk-theme="dark">', expected: 'rgb(142, 166, 255)' },
];

/**
 * Minifies the style sheet as Vite does for an app, which rewrites `light-dark()`, and looks whether its colours are still there.
 * @returns {Promise<CheckResult>}
 */
export async function checkStyles() {
  const css = await buildStyles();
  const { chromium } = await import('playwright');
  const executablePath = findChromium();
  const browser = await chromium.launch({ args: chromiumArgs, ...(executablePath === undefined ? {} : { executablePath }) });
  try {
    const page = await browser.newPage();
    const faults = [];
    for (const { says, html, expected } of pages) {
      await page.setContent(`<!doctype html>${html}<style>${css}</style><p style="background: var(--vk-color-primary)">`);
      const colour = await page.locator('p').evaluate((element) => getComputedStyle(element).backgroundColor);
      if (colour !== expected) faults.push(`On a page that says ${says}, the primary colour is ${colour} and not ${expected}.`);
    }
    return { passed: pages.length - faults.length, failed: faults.length, ...(faults.length === 0 ? {} : { why: faults.join('\n') }) };
  } finally {
    await browser.close();
  }
}

/** @returns {Promise<string>} */
async function buildStyles() {
  const { build } = await import('vite');
  const result = await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: { write: false, rolldownOptions: { input: join(root, 'packages/ui/src/styles.css') } },
  });
  const outputs = [result].flat().flatMap((one) => ('output' in one ? one.output : []));
  const style = outputs.find(({ fileName }) => fileName.endsWith('.css'));
  if (style?.type !== 'asset') throw new Error('Vite made no style sheet.');
  return String(style.source);
}
