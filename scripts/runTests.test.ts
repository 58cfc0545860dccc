import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from './root.mjs';
import { judgeTestRun, testProjects } from './runTests.mjs';

const run = { ok: true, projects: ['node', 'dom'] };
const passed = { passed: 3, failed: 0, skipped: 0 };

describe('judging a test run', () => {
  test('sums up its projects', () => {
    const counts = { projects: { node: passed, dom: { passed: 2, failed: 1, skipped: 4 } }, unhandledErrors: 0 };
    expect(judgeTestRun(counts, { ...run, ok: false })).toEqual({
      passed: 5,
      failed: 1,
      why: '  node: 3 passed\n  dom: 2 passed, 1 failed, 4 skipped',
    });
  });

  test('counts a project without tests as a failure', () => {
    const counts = { projects: { node: passed, dom: { passed: 0, failed: 0, skipped: 9 } }, unhandledErrors: 0 };
    expect(judgeTestRun(counts, run)).toMatchObject({ passed: 3, failed: 1 });
    expect(judgeTestRun({ projects: { node: passed }, unhandledErrors: 0 }, run)).toMatchObject({ passed: 3, failed: 1 });
  });

  test('counts errors outside the tests as failures', () => {
    const counts = { projects: { node: passed, dom: passed }, unhandledErrors: 2 };
    expect(judgeTestRun(counts, { ...run, ok: false })).toMatchObject({ passed: 6, failed: 2 });
  });

  test('believes vitest when it failed for a reason of its own', () => {
    const counts = { projects: { node: passed, dom: passed }, unhandledErrors: 0 };
    expect(judgeTestRun(counts, { ...run, ok: false })).toMatchObject({ passed: 6, failed: 1 });
  });

  test('fails when there is nothing to judge', () => {
    expect(judgeTestRun(undefined, run)).toMatchObject({ passed: 0, failed: 1 });
  });
});

test('every project of the vitest configuration runs in npm test', async () => {
  const { default: config } = await import('../vitest.config.ts');
  const projects = config.test?.projects as readonly { readonly test: { readonly name: string } }[];
  expect(projects.map((project) => project.test.name).toSorted()).toEqual(testProjects.toSorted());
});

test('by night, real tabs are at it so much more often that each row of the reliability page has its hundred rounds', () => {
  expect(readFileSync(join(root, '.ci/nightly'), 'utf8')).toContain('\nVALETKEY_TABS_TIMES=5 npx vitest run --project e2e scripts/tabs\n');
});
