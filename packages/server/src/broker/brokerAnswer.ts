import { CredentialsError, isCredentialsError, type CredentialsError as Failure } from '@valetkey/core';
import type { BrokerRefusal } from './brokerEvent.ts';
import type { ResolvedBrokerOptions } from './resolveBrokerOptions.ts';

/** What a broker answers, before it is a response. */
export interface BrokerAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  /** `Set-Cookie` headers. */
  readonly cookies?: readonly string[];
  readonly retryAfterMs?: number | undefined;
}

const STATUS: Readonly<Record<BrokerRefusal, number>> = {
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  CROSS_SITE: 403,
  HEADER_MISSING: 403,
  CONTENT_TYPE: 415,
  BODY_INVALID: 400,
  RATE_LIMITED: 429,
  COOKIE_INVALID: 401,
  SESSION_OVER: 401,
  SESSION_TOO_LARGE: 500,
  SCOPE_REFUSED: 403,
};

/** The answer to what a broker refuses. */
export function refusalAnswer(reason: BrokerRefusal): BrokerAnswer {
  return { status: STATUS[reason], body: { Code: reason } };
}

/**
 * The answer to a failure. `fromHttp` reads it so: 401 is nobody signed in, 429 and 5xx pass, 4xx do not. What went wrong goes to the
 * page as a code alone.
 */
export function failureAnswer({ code, retryable, retryAfterMs }: Failure): BrokerAnswer {
  const body = { Code: code };
  if (isSignedOut(code)) return { status: 401, body };
  if (code === 'THROTTLED') return { status: 429, body, retryAfterMs: retryAfterMs ?? 1_000 };
  if (retryable || code === 'ABORTED') return { status: 503, body, retryAfterMs };
  return { status: 403, body };
}

/** Whether a code says that nobody is signed in. */
export function isSignedOut(code: string): boolean {
  return code === 'NOT_SIGNED_IN' || code === 'SESSION_EXPIRED';
}

/** What was thrown, as an error of ours: what is not one says nothing to the outside, and passes. */
export function toFailure(cause: unknown): Failure {
  return isCredentialsError(cause) ? cause : new CredentialsError('SERVICE_UNAVAILABLE', { cause });
}

/**
 * Makes the response. Nobody may keep it: not a browser, not a proxy, and no validator is sent with which one could ask whether it
 * is still good.
 * @param origin - The request's `Origin`: an allowed one may read the answer.
 */
export function toResponse({ status, body, cookies = [], retryAfterMs }: BrokerAnswer, origin: string | null, options: ResolvedBrokerOptions): Response {
  const { allowedOrigins } = options;
  const headers = answerHeaders(origin, options);
  headers.set('content-type', 'application/json');
  headers.set('x-content-type-options', 'nosniff');
  headers.set('cross-origin-resource-policy', allowedOrigins.length > 0 ? 'same-site' : 'same-origin');
  if (status === 405) headers.set('allow', 'POST, OPTIONS');
  if (retryAfterMs !== undefined) headers.set('retry-after', String(Math.ceil(retryAfterMs / 1000)));
  for (const cookie of cookies) headers.append('set-cookie', cookie);
  return new Response(JSON.stringify(body), { status, headers });
}

/** The response that lets another origin send its request. */
export function preflightResponse(origin: string | null, options: ResolvedBrokerOptions): Response {
  const headers = answerHeaders(origin, options);
  headers.set('access-control-allow-methods', 'POST');
  headers.set('access-control-allow-headers', `content-type, ${options.header}`);
  headers.set('access-control-max-age', '600');
  return new Response(null, { status: 204, headers });
}

function answerHeaders(origin: string | null, { allowedOrigins, header }: ResolvedBrokerOptions): Headers {
  const headers = new Headers({
    'cache-control': 'private, no-store',
    vary: `Origin, Cookie, Sec-Fetch-Site, ${header}`,
  });
  if (origin !== null && allowedOrigins.includes(origin)) {
    headers.set('access-control-allow-origin', origin);
    headers.set('access-control-allow-credentials', 'true');
    headers.set('access-control-expose-headers', 'date, retry-after');
  }
  return headers;
}
