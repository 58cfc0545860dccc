import { join } from 'node:path';
import { packPackages } from './packPackages.mjs';
import { root } from './root.mjs';
import { runCheck } from './runCheck.mjs';

/** @import { CheckResult } from './createChecklist.mjs' */

/**
 * Packs every package and has publint and "are the types wrong?" look at what would be published.
 * @returns {Promise<CheckResult>}
 */
export async function checkPackages() {
  const results = [];
  for (const tarball of await packPackages(join(root, '.cache/packed'))) {
    results.push(await runCheck('publint', ['run', '--strict', tarball]));
    // A style sheet has no types.
    results.push(await runCheck('attw', [tarball, '--profile', 'esm-only', '--no-emoji', '--exclude-entrypoints', './styles.css']));
  }
  const why = results.flatMap((result) => result.why ?? []).join('\n');
  return {
    passed: results.filter(({ failed }) => failed === 0).length,
    failed: results.filter(({ failed }) => failed > 0).length,
    ...(why === '' ? {} : { why }),
  };
}
