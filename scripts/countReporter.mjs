import { writeFileSync } from 'node:fs';

/** @import { Reporter, TestModule } from 'vitest/node' */

/**
 * @typedef {object} ProjectCount
 * @property {number} passed
 * @property {number} failed Tests that failed, and files and hooks that failed outside any test.
 * @property {number} skipped
 */

/**
 * Counts the tests of each vitest project and writes the counts, as JSON, to the file that `VALETKEY_TEST_COUNTS` names.
 * @implements {Reporter}
 */
export default class CountReporter {
  /**
   * @param {readonly TestModule[]} testModules
   * @param {readonly unknown[]} unhandledErrors
   */
  onTestRunEnd(testModules, unhandledErrors) {
    /** @type {Record<string, ProjectCount>} */
    const projects = {};
    for (const module of testModules) {
      // A project in browsers is one project a browser: `stories (chromium)`.
      const name = module.project.name.replace(/ \(.*\)$/, '');
      const count = (projects[name] ??= { passed: 0, failed: 0, skipped: 0 });
      let failedTests = 0;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') count.passed += 1;
        else if (state === 'skipped') count.skipped += 1;
        else failedTests += 1;
      }
      // A file that cannot be loaded, or whose hook throws, fails without a failed test.
      count.failed += failedTests > 0 || module.ok() ? failedTests : 1;
    }
    const path = process.env['VALETKEY_TEST_COUNTS'];
    if (path !== undefined) writeFileSync(path, JSON.stringify({ projects, unhandledErrors: unhandledErrors.length }));
  }
}
