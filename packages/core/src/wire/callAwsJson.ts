import type { Clock } from '../clock.ts';
import type { Environment } from '../environment.ts';
import { CredentialsError, isCredentialsError } from '../errors/credentialsError.ts';

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
const THROTTLING = /^(TooManyRequests|Throttling)/;

/**
 * Calls an unsigned AWS JSON 1.1 operation. Sends no cookies, and no `cache` mode: `no-store` would make Chromium repeat
 * every preflight. No retry here: who asked knows whether repeating is safe.
 * @throws CredentialsError `NETWORK`, `TIMEOUT`, `ABORTED`, `THROTTLED`, `SERVICE_UNAVAILABLE`, or what `toError` makes.
 */
export async function callAwsJson<Answer>(request: AwsJsonRequest): Promise<Answer> {
  const { clock, environment, signal, timeoutMs = DEFAULT_REQUEST_TIMEOUT_MS } = request;
  const controller = new AbortController();
  const giveUp = (): void => controller.abort(new CredentialsError(signal?.aborted ? 'ABORTED' : 'TIMEOUT'));
  const cancelDeadline = clock.setTimer(giveUp, timeoutMs);
  if (signal?.aborted) giveUp();
  signal?.addEventListener('abort', giveUp);
  try {
    const response = await environment.fetch(request.endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': request.target },
      body: JSON.stringify(request.body),
      credentials: 'omit',
      signal: controller.signal,
    });
    return readAnswer<Answer>(request, response, await response.text());
  } catch (cause) {
    if (isCredentialsError(cause)) throw cause;
    // An abort's reason is ours; without one the network failed.
    throw controller.signal.reason ?? new CredentialsError('NETWORK', { cause });
  } finally {
    cancelDeadline();
    signal?.removeEventListener('abort', giveUp);
  }
}

function readAnswer<Answer>(request: AwsJsonRequest, { headers, ok, status }: Response, text: string): Answer {
  const body = parseObject(text);
  if (ok && body !== undefined) {
    // `Age` means that a cache answered: its `Date` is old and would poison the clock offset.
    const serverTimeMs = headers.has('age') ? NaN : Date.parse(headers.get('date') ?? '');
    if (!Number.isNaN(serverTimeMs)) request.onServerTime?.(serverTimeMs);
    return body as Answer;
  }
  const requestId = headers.get('x-amzn-requestid') ?? undefined;
  // `com.amazon.coral.service#Name` in bodies, `Name:http://…` in headers.
  const name = /(?:.*#)?([^:]*)/.exec(textOf(body?.['__type']) || headers.get('x-amzn-errortype') || '')?.[1] ?? '';
  const throttled = status === 429 || THROTTLING.test(name);
  // A page instead of JSON is a captive portal or proxy; a 5xx is the service's own trouble. Both pass.
  if (throttled || status >= 500 || name === '') {
    const retryAfterMs = Number(headers.get('retry-after') ?? NaN) * 1000;
    throw new CredentialsError(throttled ? 'THROTTLED' : 'SERVICE_UNAVAILABLE', {
      detail: `HTTP ${status}.`,
      requestId,
      retryAfterMs: retryAfterMs >= 0 ? retryAfterMs : undefined,
    });
  }
  throw request.toError({ name, message: textOf(body?.['message'] ?? body?.['Message']), requestId });
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    // Some operations answer 200 with an empty body. What is no object has no members, but can be asked for them.
    return Object(JSON.parse(text || '{}')) as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
