import type { CredentialsError } from '../errors/credentialsError.ts';
import type { ErrorCode } from '../errors/errorText.ts';

/** The longest wait between two attempts, in ms, where the issuer names none. */
export const MAX_RETRY_DELAY_MS = 60_000;

const FIRST_RETRY_DELAY_MS = 1_000;

// Full jitter alone may say "at once", several times in a row.
const MIN_RETRY_DELAY_MS = 250;

// What may pass although trying the very same thing again would not help: an answer we do not know, or a bad one.
// Any other refusal is fatal: what the issuer gave this identity before must not be used either.
const PASSING: readonly ErrorCode[] = ['SERVICE_REFUSED', 'CREDENTIALS_MISSING', 'CREDENTIALS_EXPIRED', 'ABORTED'];

/** What the last failed attempt means for the next one. */
export interface FailureGate {
  readonly error: CredentialsError;
  /** Failures in a row, this one included. */
  readonly failures: number;
  /** True when the error ends what the identity holds, however long it would have lived. */
  readonly fatal: boolean;
  /** No attempt by the owner's own motion before this instant, epoch ms. */
  readonly retryAt: number;
}

/**
 * Decides what follows a failed attempt: full-jitter exponential backoff from 1 s to 60 s, never before the issuer's
 * `Retry-After`. A fatal answer is repeated to callers for 1 to 5 s without asking the issuer again.
 * @param now - Epoch ms by this machine's clock.
 * @param random - A number in [0, 1) that spreads tabs apart.
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function closeFailureGate(
  previous: FailureGate | undefined,
  error: CredentialsError,
  now: number,
  random: number,
): FailureGate {
  const failures = (previous?.failures ?? 0) + 1;
  const fatal = !error.retryable && !PASSING.includes(error.code);
  const ceilingMs = Math.min(FIRST_RETRY_DELAY_MS * 2 ** (failures - 1), MAX_RETRY_DELAY_MS);
  const delayMs = fatal ? 1_000 + random * 4_000 : Math.max(random * ceilingMs, MIN_RETRY_DELAY_MS, error.retryAfterMs ?? 0);
  return { error, failures, fatal, retryAt: now + delayMs };
}
