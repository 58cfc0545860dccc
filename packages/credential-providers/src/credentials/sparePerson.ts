import type { CredentialsError } from '@valetkey/core';

/** How long a person has, ms, to look for a phone, wait for the next code and type it. */
export const PERSON_TIMEOUT_MS = 300_000;

/**
 * Makes of a code that a person did not give, or mistyped, a failure that passes, where what they gave one for before is
 * still good: who is busy does not lose that, and is not asked again at once.
 * @param error - Any error; others stay as they are.
 */
export function sparePerson(error: unknown, isStillGood: boolean): unknown {
  const { code } = Object(error) as Partial<CredentialsError>;
  const isOfPerson = code === 'CODE_MISMATCH' || code === 'MFA_CODE_MISSING';
  return isStillGood && isOfPerson ? Object.assign(error as CredentialsError, { retryable: true, retryAfterMs: PERSON_TIMEOUT_MS }) : error;
}
