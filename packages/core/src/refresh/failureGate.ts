import type { CredentialsError } from '../errors/credentialsError.ts';
import type { ErrorCode } from '../errors/errorText.ts';

/**
 * How many attempts in a row callers who have nothing valid may cause at once. What fails more often is tried again when its
 * time has come, however often a component asks: until then it gets the last error.
 */
export const RETRY_BUDGET = 3;

/** The longest wait between two attempts, in ms, where the issuer names none. */
export const MAX_RETRY_DELAY_MS = 60_000;

/**
 * The longest that an issuer's `Retry-After` may have us wait, in ms. A proxy or a maintenance page can ask for a day. The AWS
 * SDK waits 5 s beyond its own delay at most, and that is 20 s at most (`StandardRetryStrategy` of `@smithy/core`); what a
 * broker of one's own says in an outage, minutes, is worth more than that.
 */
export const MAX_RETRY_AFTER_MS = 300_000;

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
  /** When it failed, epoch ms by this machine's clock. */
  readonly closedAt: number;
  /** No attempt by the owner's own motion before this instant, epoch ms by this machine's clock. */
  readonly retryAt: number;
}

/**
 * Whether it is too early for the next attempt. A clock that has been set back to before the failure says nothing of that.
 * @param now - Epoch ms by this machine's clock.
 */
export function isClosed(gate: FailureGate | undefined, now: number): gate is FailureGate {
  return !!gate && gate.closedAt <= now && now < gate.retryAt;
}

/** Whether it is closed to callers who have nothing valid, too: the issuer named a time, said no, or has failed too often. */
export function isClosedToAll({ error, fatal, failures }: FailureGate): boolean {
  return fatal || !!error.retryAfterMs || failures > RETRY_BUDGET;
}

/** What is left of it when the page wakes: the reason of a passing failure may be gone, unless the issuer named a time. */
export function reopen(gate: FailureGate | undefined): FailureGate | undefined {
  return gate?.fatal || gate?.error.retryAfterMs ? gate : undefined;
}

/**
 * Decides what follows a failed attempt: full-jitter exponential backoff from 1 s to 60 s, never before the issuer's
 * `Retry-After`, of which {@link MAX_RETRY_AFTER_MS} count at most. A fatal answer is repeated to callers for 1 to 5 s without asking the issuer again.
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
  const askedMs = Math.min(error.retryAfterMs ?? 0, MAX_RETRY_AFTER_MS);
  const delayMs = fatal ? 1_000 + random * 4_000 : Math.max(random * ceilingMs, MIN_RETRY_DELAY_MS, askedMs);
  return { error, failures, fatal, closedAt: now, retryAt: now + delayMs };
}
