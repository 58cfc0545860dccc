import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Flags for Chromium inside containers and on closed networks: no sandbox as root, no calls home. */
export const chromiumArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Finds the Chromium that tests and demos drive.
 * @returns {string | undefined} `CHROMIUM_PATH` or an installed one; undefined when Playwright must use its own download.
 */
export function findChromium() {
  const named = process.env['CHROMIUM_PATH'];
  if (named) return named;
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    try {
      const path = execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim();
      if (path && existsSync(path)) return path;
    } catch {
      // Not on PATH: try the next name.
    }
  }
  return undefined;
}
