import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';
import { runCommand } from './runCommand.mjs';
import { fail, say } from './say.mjs';

/** Installs what the lockfile names, with the pnpm that package.json names. Does nothing when that is installed already. */
export async function installDependencies() {
  if (isInstalled()) return;
  const pnpm = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).packageManager;
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
