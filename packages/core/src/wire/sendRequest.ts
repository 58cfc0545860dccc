import type { Clock } from '../clock.ts';
import type { Environment } from '../environment.ts';
import { CredentialsError, isCredentialsError } from '../errors/credentialsError.ts';
import { withDeadline } from '../withDeadline.ts';

declare const process: { readonly env: { readonly NODE_ENV?: string } };

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
      if (isCredentialsError(cause)) throw cause;
      throw new CredentialsError('NETWORK', process.env.NODE_ENV === 'production' ? { cause } : { cause, detail: noAnswerFrom(endpoint) });
    }
  });
}

/** Names the host: it is another than was meant where an `endpoint` was forgotten. Nothing of a URL that has a password in it. */
function noAnswerFrom(endpoint: string): string | undefined {
  const [, host] = /^https?:\/\/([^/?#@]+)(?![^/?#])/.exec(endpoint) ?? [];
  return host && `No answer from ${host}.`;
}
