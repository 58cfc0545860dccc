import type { Clock } from '../clock.ts';
import type { Environment } from '../environment.ts';
import { CredentialsError } from '../errors/credentialsError.ts';

/** How long one request may take before it is given up, in ms. */
export const DEFAULT_REQUEST_TIMEOUT_MS = 10_000;

/** An error answer of an AWS JSON service, before it is mapped to a code. */
export interface ServiceRefusal {
  /** The error's name, e.g. `'NotAuthorizedException'`. */
  readonly name: string;
  /** The service's own words. May name a user: map it, never pass it on. */
  readonly message: string;
  readonly requestId: string | undefined;
}

/** One call of an AWS JSON 1.1 operation. */
export interface AwsJsonRequest {
  /** Full URL of the service endpoint. */
  readonly endpoint: string;
  /** The `x-amz-target`, e.g. `'AWSCognitoIdentityService.GetId'`. */
  readonly target: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly environment: Environment;
  readonly clock: Clock;
  /** Gives the request up early. */
  readonly signal?: AbortSignal | undefined;
  /** Default {@link DEFAULT_REQUEST_TIMEOUT_MS}. */
  readonly timeoutMs?: number;
  /** Turns the service's refusal into one of our errors. */
  readonly toError: (refusal: ServiceRefusal) => CredentialsError;
  /** Told the server's time (epoch ms) when the answer's `Date` header can be read and the answer is not a cached one. */
  readonly onServerTime?: ((serverTimeMs: number) => void) | undefined;
}

// A retry helps after these, whatever the status says (Smithy retry specification, throttling errors).
const THROTTLING = /^(TooManyRequests|Throttling|SlowDown|RequestLimitExceeded)/;

/**
 * Calls an unsigned AWS JSON 1.1 operation. Sends no cookies, and no `cache` mode: `no-store` would make Chromium repeat
 * every preflight. No retry here: who asked knows whether repeating is safe.
 * @throws CredentialsError `NETWORK`, `TIMEOUT`, `ABORTED`, `THROTTLED`, `SERVICE_UNAVAILABLE`, or what `toError` makes.
 */
export async function callAwsJson<Answer>(request: AwsJsonRequest): Promise<Answer> {
  const deadline = new AbortController();
  const cancelTimer = request.clock.setTimer(
    () => deadline.abort(new CredentialsError('TIMEOUT')),
    request.timeoutMs ?? DEFAULT_REQUEST_TIMEOUT_MS,
  );
  const onAbort = (): void => deadline.abort(new CredentialsError('ABORTED'));
  if (request.signal?.aborted === true) onAbort();
  request.signal?.addEventListener('abort', onAbort);
  try {
    const response = await request.environment.fetch(request.endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': request.target },
      body: JSON.stringify(request.body),
      credentials: 'omit',
      signal: deadline.signal,
    });
    const text = await response.text();
    return readAnswer<Answer>(request, response, text);
  } catch (error) {
    if (error instanceof CredentialsError) throw error;
    const reason: unknown = deadline.signal.reason;
    throw reason instanceof CredentialsError ? reason : new CredentialsError('NETWORK', { cause: error });
  } finally {
    cancelTimer();
    request.signal?.removeEventListener('abort', onAbort);
  }
}

function readAnswer<Answer>(request: AwsJsonRequest, response: Response, text: string): Answer {
  const requestId = response.headers.get('x-amzn-requestid') ?? undefined;
  const body = parseObject(text);
  if (response.ok && body !== undefined) {
    tellServerTime(request, response);
    return body as Answer;
  }
  const name = errorName(response, body);
  if (name !== undefined && THROTTLING.test(name)) {
    throw new CredentialsError('THROTTLED', { requestId, retryAfterMs: readRetryAfterMs(response) });
  }
  // A page instead of JSON is a captive portal or proxy; a 5xx is the service's own trouble. Both pass.
  if (name === undefined || response.status >= 500) {
    throw new CredentialsError(response.status === 429 ? 'THROTTLED' : 'SERVICE_UNAVAILABLE', {
      detail: `HTTP status ${response.status}.`,
      requestId,
      retryAfterMs: readRetryAfterMs(response),
    });
  }
  const message = body?.['message'] ?? body?.['Message'];
  throw request.toError({ name, message: typeof message === 'string' ? message : '', requestId });
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  // Some operations answer 200 with an empty body.
  if (text === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function errorName(response: Response, body: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const raw = body?.['__type'] ?? response.headers.get('x-amzn-errortype') ?? undefined;
  // `com.amazon.coral.service#Name` in bodies, `Name:http://…` in headers.
  return typeof raw === 'string' ? raw.replace(/^.*#/, '').replace(/:.*$/, '') : undefined;
}

function tellServerTime(request: AwsJsonRequest, response: Response): void {
  // `Age` means that a cache answered: its `Date` is old and would poison the clock offset.
  const date = response.headers.get('date');
  if (date === null || response.headers.has('age')) return;
  const serverTimeMs = Date.parse(date);
  if (!Number.isNaN(serverTimeMs)) request.onServerTime?.(serverTimeMs);
}

function readRetryAfterMs(response: Response): number | undefined {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}
