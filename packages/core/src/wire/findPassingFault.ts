import { CredentialsError } from '../errors/credentialsError.ts';
import { readRetryAfter } from './readRetryAfter.ts';
import type { ServiceRefusal } from './serviceRefusal.ts';

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
  // A retry helps after these, whatever the status says (Smithy retry specification, throttling errors).
  const throttled = status === 429 || /^(TooManyRequests|Throttling)/.test(name);
  const passes = throttled || status >= 500 || name === '';
  if (!passes) return undefined;
  return new CredentialsError(throttled ? 'THROTTLED' : 'SERVICE_UNAVAILABLE', {
    detail: `HTTP ${status}.`,
    requestId,
    retryAfterMs: readRetryAfter(headers),
  });
}
