import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { root } from './root.mjs';

/**
 * Runs a TypeScript module of this repository on the packages' sources: Node.js 20 cannot, and a build need not come first.
 * @param {string} path - Within the repository.
 * @returns {Promise<any>} What the module exports.
 */
export async function importTypeScript(path) {
  const outfile = join(root, '.cache', path.replaceAll('/', '-').replace(/\.tsx?$/, '.mjs'));
  mkdirSync(join(root, '.cache'), { recursive: true });
  await build({
    entryPoints: [join(root, path)],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    conditions: ['@valetkey/source'],
    jsx: 'automatic',
    // Our own packages are bundled from source; everything else is loaded as installed.
    plugins: [{ name: 'installed-packages', setup: (esbuild) => esbuild.onResolve({ filter: /^[^./]/ }, external) }],
    logLevel: 'error',
  });
  return import(pathToFileURL(outfile).href);
}

/** @param {{ path: string, kind: string }} specifier */
function external({ path, kind }) {
  return kind === 'entry-point' || path.startsWith('@valetkey/') ? undefined : { path, external: true };
}
