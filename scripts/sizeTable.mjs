/**
 * @typedef {object} SizeRow
 * @property {string} name
 * @property {number} bytes
 * @property {number} budget
 */

/**
 * The sizes that docs/performance.md tells.
 * @param {string} page
 * @param {string} name
 * @returns {SizeRow | undefined}
 */
export function readSizeRow(page, name) {
  const [, bytes, budget] = sizeRow(name).exec(page) ?? [];
  return bytes === undefined || budget === undefined ? undefined : { name, bytes: Number(bytes), budget: Number(budget) };
}

/**
 * Puts measured sizes into the page.
 * @param {string} page
 * @param {SizeRow} size
 */
export function writeSizeRow(page, { name, bytes, budget }) {
  return page.replace(sizeRow(name), (row) => row.replace(/\d+ \| \d+ \|$/, `${bytes} | ${budget} |`));
}

/** @param {string} name */
function sizeRow(name) {
  return new RegExp(`^\\| ${name.replaceAll('.', '\\.')} \\|.*\\| (\\d+) \\| (\\d+) \\|$`, 'm');
}
