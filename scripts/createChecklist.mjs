import { say } from './say.mjs';

/** @typedef {{ passed: number, failed: number, why?: string }} CheckResult */

/**
 * A list of checks that are all made, whatever the others say, and counted.
 * @param {(line: string) => void} [print]
 */
export function createChecklist(print = console.log) {
  let passed = 0;
  let failed = 0;
  /** @type {string[]} */
  const faults = [];

  return {
    /**
     * Makes one check. One that throws has failed.
     * @param {string} name - What is being done, for example `'Linting'`.
     * @param {() => Promise<CheckResult>} make
     */
    async check(name, make) {
      say(name);
      /** @type {CheckResult} */
      let result;
      try {
        result = await make();
      } catch (error) {
        result = { passed: 0, failed: 1, why: error instanceof Error ? error.message : String(error) };
      }
      // A check that looked at nothing has not passed.
      if (result.passed + result.failed === 0) result = { ...result, failed: 1, why: result.why ?? 'nothing was checked' };
      passed += result.passed;
      failed += result.failed;
      if (result.why !== undefined) print(result.why.trimEnd());
      if (result.failed > 0) faults.push(`${name}: ${result.failed} failed`);
    },

    /** Says what failed and closes with the line `N passed, N failed`. Returns the exit code. */
    finish() {
      for (const fault of faults) print(`✗ ${fault}`);
      print(`${passed} passed, ${failed} failed`);
      return failed === 0 && passed > 0 ? 0 : 1;
    },
  };
}
