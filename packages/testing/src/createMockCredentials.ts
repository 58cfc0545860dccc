import type { ProvidedCredentials } from '@valetkey/core';

/**
 * Credentials that look like temporary ones and open nothing.
 * @param number - Told in the access key id, so that two sets can be told apart.
 * @param expiresAt - Epoch ms. `undefined`: they do not expire.
 */
export function createMockCredentials(number: number, expiresAt: number | undefined): ProvidedCredentials {
  const suffix = String(number).padStart(4, '0');
  return {
    accessKeyId: `ASIAMOCK00000000${suffix}`,
    secretAccessKey: `mock-secret-access-key-${suffix}`,
    sessionToken: `mock-session-token-${suffix}`,
    ...(expiresAt === undefined ? {} : { expiration: new Date(expiresAt) }),
  };
}
