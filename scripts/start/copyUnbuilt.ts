import { cp, mkdir, mkdtemp, readdir, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { root } from '../root.mjs';

/** What commands leave behind; a fresh clone has none of it. */
const MADE = new Set(['dist', '.cache', '.vite', '.vite-temp', '.valetkey', 'packed', 'storybook-static', '.git']);

/**
 * Copies the repository as `pnpm install` leaves a fresh clone: dependencies are there, and nothing was ever built.
 * @returns The folder, for the caller to remove.
 */
export async function copyUnbuilt(): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'unbuilt-'));
  const options = { recursive: true, verbatimSymlinks: true, filter: (path: string) => !MADE.has(basename(path)) };
  for (const name of await readdir(root)) {
    if (name !== 'node_modules' && !MADE.has(name)) await cp(join(root, name), join(copy, name), options);
  }
  // Third parties' packages are the same everywhere; ours are linked by path from each package's own folder.
  await mkdir(join(copy, 'node_modules'));
  for (const name of await readdir(join(root, 'node_modules'))) {
    if (!MADE.has(name) && name !== '@valetkey') await symlink(join(root, 'node_modules', name), join(copy, 'node_modules', name));
  }
  return copy;
}
