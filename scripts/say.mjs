const wantsColour = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;

/**
 * Tells the person at the terminal what is being done.
 * @param {string} stage - For example `'Building the packages'`.
 */
export function say(stage) {
  console.log(wantsColour ? `\u001B[36m▸\u001B[0m ${stage} …` : `> ${stage} ...`);
}

/**
 * Ends the process with one sentence that says what is wrong and how to mend it.
 * @param {string} sentence
 * @returns {never}
 */
export function fail(sentence) {
  console.error(wantsColour ? `\u001B[31m✗\u001B[0m ${sentence}` : sentence);
  process.exit(1);
}
