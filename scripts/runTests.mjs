import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';
import { runCommand } from './runCommand.mjs';

/** @import { CheckResult } from './createChecklist.mjs' */
/** @import { ProjectCount } from './countReporter.mjs' */

/** @typedef {{ projects: Record<string, ProjectCount>, unhandledErrors: number }} TestCounts */

/** The vitest projects of `npm test`, in the order in which they run. */
export const testProjects = ['node', 'dom', 'dom-compiled', 'browser', 'stories', 'e2e'];

/**
 * Runs vitest projects.
 * @param {readonly string[]} projects
 * @param {readonly string[]} [options] - Further options for vitest.
 * @returns {Promise<CheckResult>}
 */
export async function runTests(projects, options = []) {
  const folder = join(root, '.cache');
  const countsFile = join(folder, `test-counts-${process.pid}.json`);
  mkdirSync(folder, { recursive: true });
  const { ok } = await runCommand(
    'vitest',
    ['run', ...projects.flatMap((name) => ['--project', name]), '--reporter', 'default', '--reporter', './scripts/countReporter.mjs', ...options],
    { env: { VALETKEY_TEST_COUNTS: countsFile } },
  );
  /** @type {TestCounts | undefined} */
  let counts;
  try {
    counts = JSON.parse(readFileSync(countsFile, 'utf8'));
    rmSync(countsFile);
  } catch {
    // Vitest did not get as far as counting.
  }
  return judgeTestRun(counts, { ok, projects });
}

/**
 * Sums up a run. A project without a single test, an error outside the tests and a failed process each count as a failure.
 * @param {TestCounts | undefined} counts
 * @param {{ readonly ok: boolean, readonly projects: readonly string[] }} run
 * @returns {CheckResult}
 */
export function judgeTestRun(counts, { ok, projects }) {
  if (counts === undefined) return { passed: 0, failed: 1, why: 'The tests could not be run.' };
  const lines = [];
  let passed = 0;
  let failed = counts.unhandledErrors;
  if (failed > 0) lines.push(`  ${failed} errors outside the tests`);
  for (const name of projects) {
    const count = counts.projects[name] ?? { passed: 0, failed: 0, skipped: 0 };
    const ran = count.passed + count.failed;
    passed += count.passed;
    failed += ran === 0 ? 1 : count.failed;
    lines.push(`  ${name}: ${ran === 0 ? 'no tests ran' : describe(count)}`);
  }
  if (!ok && failed === 0) {
    failed = 1;
    lines.push('  vitest failed although no test did');
  }
  return { passed, failed, why: lines.join('\n') };
}

/** @param {ProjectCount} count */
function describe({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`.replace(', 0 failed', '');
}
