import { fail } from './say.mjs';

/** The oldest Node.js that the tools of this repository run on. Also in `engines` of package.json. */
const OLDEST = { major: 20, minor: 19 };

/** Ends the process when Node.js is too old. */
export function requireNode() {
  if (isNewEnough(process.versions.node)) return;
  fail(`Node.js ${process.versions.node} is too old: install Node.js ${OLDEST.major}.${OLDEST.minor} or newer and run this again.`);
}

/** @param {string} version - For example `'20.19.4'`. */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > OLDEST.major || (major === OLDEST.major && minor >= OLDEST.minor);
}
