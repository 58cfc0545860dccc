import { runCommand } from './runCommand.mjs';

/** @import { CheckResult } from './createChecklist.mjs' */

/**
 * Runs a program that succeeds or fails as a whole; shows its output only when it fails.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Readonly<Record<string, string>>} [env]
 * @returns {Promise<CheckResult>}
 */
export async function runCheck(command, args, env = {}) {
  const { ok, output } = await runCommand(command, args, { quiet: true, env });
  return ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1, why: output };
}
