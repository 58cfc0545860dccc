import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pnpm } from './pnpm.mjs';
import { root } from './root.mjs';
import { runCommand } from './runCommand.mjs';
import { fail, say } from './say.mjs';

/** Installs what the lockfile names. Does nothing when that is installed already. */
export async function installDependencies() {
  if (isInstalled()) return;
  say(`Installing dependencies with ${pnpm} (the first time takes a minute or two)`);
  const { ok } = await runCommand('npx', ['-y', pnpm, 'install', '--frozen-lockfile']);
  if (!ok) fail('The dependencies could not be installed: check the network connection and the messages above, then run this again.');
}

/** pnpm keeps a copy of the lockfile it last installed. */
function isInstalled() {
  try {
    return readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8') === readFileSync(join(root, 'node_modules/.pnpm/lock.yaml'), 'utf8');
  } catch {
    return false;
  }
}
