import { systemClock } from '@valetkey/core';

const HOUR_MS = 3_600_000;

/** What never may be seen in an error, a log or a store's snapshot. */
export const CANARY = 'canary-secret-that-nobody-may-read';

/** Temporary keys as metadata services spell them. Each number makes other ones. */
export function issuedKeys(number: number) {
  return {
    AccessKeyId: `ASIATEST${number}`,
    SecretAccessKey: `${CANARY}-${number}`,
    Token: `${CANARY}-token-${number}`,
    Expiration: new Date(systemClock.now() + HOUR_MS).toISOString(),
  };
}
