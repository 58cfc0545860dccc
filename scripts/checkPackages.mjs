import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';
import { runCheck } from './runCheck.mjs';
import { runCommand } from './runCommand.mjs';

/** @import { CheckResult } from './createChecklist.mjs' */

/**
 * Packs every package as it would be published and has publint and "are the types wrong?" look at the result.
 * @returns {Promise<CheckResult>}
 */
export async function checkPackages() {
  const folder = join(root, '.cache/packed');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const pnpm = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).packageManager;
  const packed = await runCommand('npx', ['-y', pnpm, '--recursive', '--filter', './packages/*', 'pack', '--pack-destination', folder], { quiet: true });
  if (!packed.ok) return { passed: 0, failed: 1, why: packed.output };

  const results = [];
  for (const tarball of readdirSync(folder)) {
    results.push(await runCheck('publint', ['run', '--strict', join(folder, tarball)]));
    results.push(await runCheck('attw', ['--profile', 'esm-only', '--no-emoji', '--exclude-entrypoints', './styles.css', '--', join(folder, tarball)]));
  }
  const why = results.flatMap((result) => result.why ?? []).join('\n');
  return {
    passed: results.filter(({ failed }) => failed === 0).length,
    failed: results.filter(({ failed }) => failed > 0).length,
    ...(why === '' ? {} : { why }),
  };
}
