import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { decodeText } from '../decodeText.ts';
import type { TextFile } from '../findLeaks.ts';
import { defaultMaxFileBytes } from '../node/scanPaths.ts';

/** The files that Vite copies into what it builds, by their names within the root. */
export function readPublicFiles(
  config: { readonly root: string; readonly publicDir: string; readonly build: { readonly copyPublicDir: boolean } } | undefined,
): readonly TextFile[] {
  if (config === undefined || !config.build.copyPublicDir || config.publicDir === '' || !existsSync(config.publicDir)) return [];
  const { publicDir, root } = config;
  return readdirSync(publicDir, { recursive: true, encoding: 'utf8' })
    .map((name) => join(publicDir, name))
    .filter(isReadable)
    .map((path) => ({ name: relative(root, path), text: decodeText(readFileSync(path)) }));
}

/** Links are followed, as Vite does. What is larger than a scan looks into is a film, as a rule. */
function isReadable(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.isFile() === true && found.size <= defaultMaxFileBytes;
}
