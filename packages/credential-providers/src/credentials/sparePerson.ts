import { isCredentialsError } from '@valetkey/core';

/** How long a person has, ms, to look for a phone, wait for the next code and type it. */
export const PERSON_TIMEOUT_MS = 300_000;

/**
 * Spares a person who has to type a code for new credentials, while those before are still good: a code that is not given or
 * mistyped then is a failure that passes, and after any that does nobody is asked for another code at once.
 * @param error - Any error; what neither passes nor is about a code stays as it is.
 * @param goodForMs - How long those before are accepted still. 0 or less spares nobody.
 */
export function sparePerson(error: unknown, goodForMs: number): unknown {
  if (goodForMs > 0 && isCredentialsError(error) && (error.retryable || /^(CODE_MIS|MFA)/.test(error.code))) {
    Object.assign(error, { retryable: true, retryAfterMs: Math.min(PERSON_TIMEOUT_MS, goodForMs) });
  }
  return error;
}
