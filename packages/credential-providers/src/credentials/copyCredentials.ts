import type { ProvidedCredentials } from '@valetkey/core';

/** The parts of credentials, by name. */
const PARTS = ['accessKeyId', 'secretAccessKey', 'sessionToken', 'expiration', 'credentialScope', 'accountId', 'identityId', 'guest', 'source'] as const;

/**
 * A plain copy, without what is not there. Of a store's own credentials, and of those of aws-sdk v2, `{ ...spread }` is none:
 * they hide their keys from it.
 */
export function copyCredentials(given: ProvidedCredentials): ProvidedCredentials {
  const parts = PARTS.map((name) => [name, given[name]]).filter(([, value]) => value !== undefined);
  return Object.fromEntries(parts) as ProvidedCredentials;
}
