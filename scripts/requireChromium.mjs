import { existsSync, readFileSync } from 'node:fs';
import { findChromium } from './chromium.mjs';
import { runCommand } from './runCommand.mjs';
import { fail, say } from './say.mjs';

/** Makes sure that there is a Chromium for the tests to drive, installing one where that can be done. */
export async function requireChromium() {
  const found = findChromium();
  if (found !== undefined && !existsSync(found)) fail(`There is no Chromium at ${found}: correct or unset CHROMIUM_PATH.`);
  if (found !== undefined) return;
  if (isDebian() && process.getuid?.() === 0) {
    say('Installing Chromium from Debian’s package');
    const update = await runCommand('apt-get', ['update'], { quiet: true });
    if (update.ok) await runCommand('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { quiet: true });
    if (findChromium() !== undefined) return;
  }
  say('Making sure of Playwright’s own Chromium');
  const { ok, output } = await runCommand('playwright', ['install', 'chromium'], { quiet: true });
  if (ok) return;
  console.error(output);
  fail('There is no Chromium to run the tests in: install one, or name one with CHROMIUM_PATH=/path/to/chromium, and run this again.');
}

/** Only Debian itself: Ubuntu's package of that name is an empty shell around a snap. */
function isDebian() {
  try {
    return /^ID="?debian"?$/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}
