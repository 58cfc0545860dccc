import { CredentialsError } from '../errors/credentialsError.ts';
import type { ServiceRefusal } from './serviceRefusal.ts';

// A retry helps after these, whatever the status says (Smithy retry specification, throttling errors).
const THROTTLING = /^(TooManyRequests|Throttling)/;

/**
 * Tells what passes by itself from a refusal.
 * @param refusal.name - Empty when the answer names no error: a page instead of an answer is a captive portal or proxy, which
 * passes as a 5xx does.
 * @returns `undefined` for a refusal.
 */
export function findPassingFault(
  { status, headers }: Response,
  { name, requestId }: Pick<ServiceRefusal, 'name' | 'requestId'>,
): CredentialsError | undefined {
  const throttled = status === 429 || THROTTLING.test(name);
  const passes = throttled || status >= 500 || name === '';
  if (!passes) return undefined;
  return new CredentialsError(throttled ? 'THROTTLED' : 'SERVICE_UNAVAILABLE', {
    detail: `HTTP ${status}.`,
    requestId,
    // Seconds; a date, which AWS does not send, counts as none.
    retryAfterMs: parseFloat(headers.get('retry-after') ?? '') * 1000 || undefined,
  });
}
