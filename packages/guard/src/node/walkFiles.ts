import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

// What other people have published, and what Git keeps of it.
const SKIPPED: readonly string[] = ['node_modules', '.git'];

/**
 * Every file below a folder, in alphabetical order, or the file itself. Links are not followed, and `node_modules` and `.git`
 * are left out unless they are what is asked for.
 * @throws Error where there is nothing.
 */
export async function* walkFiles(path: string): AsyncGenerator<string> {
  if (!(await stat(path)).isDirectory()) {
    yield path;
    return;
  }
  const entries = await readdir(path, { withFileTypes: true });
  for (const entry of entries.toSorted((one, other) => (one.name < other.name ? -1 : 1))) {
    if (entry.isFile()) yield join(path, entry.name);
    else if (entry.isDirectory() && !SKIPPED.includes(entry.name)) yield* walkFiles(join(path, entry.name));
  }
}
