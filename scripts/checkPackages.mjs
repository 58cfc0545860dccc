import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { unpack } from '@publint/pack';
import { findLeaks } from './findLeaks.mjs';
import { packPackages } from './packPackages.mjs';
import { root } from './root.mjs';
import { runCheck } from './runCheck.mjs';

/** @import { CheckResult } from './createChecklist.mjs' */

// Stands for a secret in tests: where it is published, tests are.
const CANARY = 'CANARY';

/**
 * Packs every package, has publint and "are the types wrong?" look at what would be published, and looks for secrets in it.
 * @returns {Promise<CheckResult>}
 */
export async function checkPackages() {
  const results = [];
  for (const tarball of await packPackages(join(root, '.cache/packed'))) {
    results.push(await runCheck('publint', ['run', '--strict', tarball]));
    // A style sheet has no types.
    results.push(await runCheck('attw', [tarball, '--profile', 'esm-only', '--no-emoji', '--exclude-entrypoints', './styles.css']));
    results.push(await checkSecrets(tarball));
  }
  const why = results.flatMap((result) => result.why ?? []).join('\n');
  return {
    passed: results.filter(({ failed }) => failed === 0).length,
    failed: results.filter(({ failed }) => failed > 0).length,
    ...(why === '' ? {} : { why }),
  };
}

/**
 * @param {string} tarball
 * @returns {Promise<CheckResult>}
 */
async function checkSecrets(tarball) {
  const { files } = await unpack(await readFile(tarball));
  const texts = files.map(({ name, data }) => ({ name: `${basename(tarball)}/${name}`, text: Buffer.from(data).toString('utf8') }));
  if (!texts.some(({ name }) => name.endsWith('.map'))) return { passed: 0, failed: 1, why: `${tarball} has no source map to look into.` };
  const leaks = await findLeaks(texts, [CANARY]);
  return leaks.length === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1, why: leaks.join('\n') };
}
