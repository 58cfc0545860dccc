/** @import { TextFile } from '@valetkey/guard' */

/** What must not be published besides AWS keys. */
const ALSO = [
  { rule: 'token', pattern: /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/g },
  { rule: 'private-key', pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----(?:\s|\\n)*[A-Za-z\d+/]{40,}/g },
];

/**
 * Finds what must not be published: keys and tokens by their shape, as everybody's builds do, and secrets that are known.
 * @param {readonly TextFile[]} files
 * @param {readonly string[]} [secrets] - Texts that may be nowhere.
 * @returns {Promise<readonly string[]>} Where and what, with four characters of it.
 */
export async function findLeaks(files, secrets = []) {
  // Where it is used, the packages have been built; where this file is loaded, perhaps not yet.
  const guard = await import('@valetkey/guard');
  const known = secrets.map((secret) => ({ rule: 'known-secret', pattern: new RegExp(secret.replace(/\W/g, '\\$&'), 'g') }));
  return guard.findLeaks(files, { also: [...ALSO, ...known] }).map(guard.describeLeak);
}
