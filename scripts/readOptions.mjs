// Not by name: a Node.js without it must come as far as `requireNode`, which says so in one sentence.
import util from 'node:util';
import { fail } from './say.mjs';

/**
 * Reads a command's options from its arguments. Prints the usage and ends when asked for `--help`; ends with a sentence and
 * the usage when an argument is wrong.
 * @template {NonNullable<import('node:util').ParseArgsConfig['options']>} T
 * @param {string} usage
 * @param {T} options - As Node's `parseArgs` takes them.
 * @returns {ReturnType<typeof util.parseArgs<{ options: T }>>['values']}
 */
export function readOptions(usage, options) {
  if (process.argv.slice(2).includes('--help')) {
    console.log(usage);
    process.exit(0);
  }
  try {
    return util.parseArgs({ options }).values;
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : String(error)}.\n\n${usage}`);
  }
}

/**
 * @param {string} text
 * @returns {number} Ends the process when `text` is no port.
 */
export function readPort(text) {
  return readWhole(text, 'port', 65_535);
}

/**
 * @param {string} text
 * @param {string} what - For example `'number of rounds'`.
 * @param {number} [most]
 * @returns {number} Ends the process when `text` is no whole number from 1 to `most`.
 */
export function readWhole(text, what, most = Number.MAX_SAFE_INTEGER) {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= most) return number;
  return fail(`"${text}" is no ${what}: choose a whole number ${most === Number.MAX_SAFE_INTEGER ? 'above 0' : `from 1 to ${most}`}.`);
}
