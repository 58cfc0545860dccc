import { join } from 'node:path';
import { root } from './root.mjs';

/**
 * Runs a TypeScript module of this repository on the packages' sources: Node.js 20 cannot, and a build need not come first.
 * @param {string} path - Within the repository.
 * @returns {Promise<any>} What the module exports.
 */
export async function importTypeScript(path) {
  const { runnerImport } = await import('vite');
  const { serverSourceConditions } = await import('./sourceConditions.mjs');
  const resolve = { conditions: serverSourceConditions, externalConditions: ['node'], noExternal: [/^@valetkey\//] };
  const { module } = await runnerImport(join(root, path), {
    root,
    configFile: false,
    logLevel: 'error',
    environments: { inline: { resolve } },
  });
  return module;
}
