import type { Clock } from '../clock.ts';
import type { Environment } from '../environment.ts';
import { CredentialsError, isCredentialsError } from '../errors/credentialsError.ts';
import { withDeadline } from '../withDeadline.ts';

/** How long one request may take before it is given up, in ms. */
export const DEFAULT_REQUEST_TIMEOUT_MS = 10_000;

/** Where a request goes and how long it may take, whatever it says. */
export interface RequestTarget {
  /** Full URL. */
  readonly endpoint: string;
  readonly environment: Environment;
  readonly clock: Clock;
  /** Gives the request up early. */
  readonly signal?: AbortSignal | undefined;
  /** Default {@link DEFAULT_REQUEST_TIMEOUT_MS}. */
  readonly timeoutMs?: number;
}

/**
 * Sends one request and reads its answer, all within the deadline. No `cache` mode may be set: `no-store` would make
 * Chromium repeat every preflight. No retry here: who asked knows whether repeating is safe.
 * @param readAnswer - Makes the answer of a response whose body has arrived, or throws why it is none. `isLate` says that the
 * time in it may be long past: a page that was frozen, or a machine that slept, reads what came when it wakes, before its timers.
 * @throws CredentialsError `NETWORK`, `TIMEOUT`, `ABORTED`, or what `readAnswer` throws.
 */
export function sendRequest<Answer>(
  { endpoint, clock, environment, signal, timeoutMs = DEFAULT_REQUEST_TIMEOUT_MS }: RequestTarget,
  init: RequestInit,
  readAnswer: (response: Response, text: string, isLate: boolean) => Answer,
): Promise<Answer> {
  const sentAt = clock.now();
  return withDeadline(clock, timeoutMs, signal, async (ending) => {
    try {
      const response = await environment.fetch(endpoint, { ...init, signal: ending });
      const text = await response.text();
      return readAnswer(response, text, Math.abs(clock.now() - sentAt) >= timeoutMs);
    } catch (cause) {
      throw isCredentialsError(cause) ? cause : new CredentialsError('NETWORK', { cause });
    }
  });
}
