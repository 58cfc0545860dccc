import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pnpm } from './pnpm.mjs';
import { runCommand } from './runCommand.mjs';

/**
 * Packs every package as it would be published. They must have been built.
 * @param {string} folder - Where the tarballs go; emptied first.
 * @returns {Promise<readonly string[]>} Paths of the tarballs.
 * @throws Error with pnpm's words when that fails.
 */
export async function packPackages(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const args = ['-y', pnpm, '--recursive', '--filter', './packages/*', 'pack', '--pack-destination', folder];
  const { ok, output } = await runCommand('npx', args, { quiet: true });
  if (!ok) throw new Error(output);
  return readdirSync(folder).map((tarball) => join(folder, tarball));
}
