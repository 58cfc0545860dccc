import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { decodeText } from '../decodeText.ts';
import type { TextFile } from '../findLeaks.ts';

/** The files that Vite copies into what it builds, by their names within the root. */
export function readPublicFiles(
  config: { readonly root: string; readonly publicDir: string; readonly build: { readonly copyPublicDir: boolean } } | undefined,
): readonly TextFile[] {
  if (config === undefined || !config.build.copyPublicDir || config.publicDir === '' || !existsSync(config.publicDir)) return [];
  const { publicDir, root } = config;
  return readdirSync(publicDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ name: relative(root, path), text: decodeText(readFileSync(path)) }));
}
