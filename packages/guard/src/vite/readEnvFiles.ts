import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { TextFile } from '../findLeaks.ts';

/** The files that Vite reads its environment from, by their names within the root. */
export function readEnvFiles(config: { readonly mode: string; readonly root: string; readonly envDir: string | false } | undefined): readonly TextFile[] {
  if (config === undefined || config.envDir === false) return [];
  const { envDir, mode, root } = config;
  return ['.env', '.env.local', `.env.${mode}`, `.env.${mode}.local`]
    .map((name) => join(envDir, name))
    .filter((path) => existsSync(path))
    .map((path) => ({ name: relative(root, path), text: readFileSync(path, 'utf8') }));
}
