import type { CredentialsError } from '../errors/credentialsError.ts';
import { findPassingFault } from './findPassingFault.ts';
import { readServerTime } from './readServerTime.ts';
import { sendRequest, type RequestTarget } from './sendRequest.ts';
import type { ServiceRefusal } from './serviceRefusal.ts';

/** One call of an AWS JSON 1.1 operation. */
export interface AwsJsonRequest extends RequestTarget {
  /** The `x-amz-target`, e.g. `'AWSCognitoIdentityService.GetId'`. */
  readonly target: string;
  readonly body: object;
  /** Turns the service's refusal into one of our errors. */
  readonly toError: (refusal: ServiceRefusal) => CredentialsError;
  /** Told the server's time (epoch ms) by the answer's `Date` header, or `NaN`: see {@link readServerTime}. */
  readonly onServerTime?: ((serverTimeMs: number) => void) | undefined;
}

/**
 * Calls an unsigned AWS JSON 1.1 operation. Sends no cookies.
 * @throws CredentialsError `NETWORK`, `TIMEOUT`, `ABORTED`, `THROTTLED`, `SERVICE_UNAVAILABLE`, or what `toError` makes.
 */
export function callAwsJson<Answer>(request: AwsJsonRequest): Promise<Answer> {
  const init: RequestInit = {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': request.target },
    body: JSON.stringify(request.body),
    credentials: 'omit',
  };
  return sendRequest(request, init, (response, text, isLate) => {
    const { headers, ok } = response;
    const body = parseObject(text);
    if (ok && body !== undefined) {
      if (!isLate) request.onServerTime?.(readServerTime(headers));
      return body as Answer;
    }
    // `com.amazon.coral.service#Name` in bodies, `Name:http://…` in headers.
    const name = (textOf(body?.['__type']) || headers.get('x-amzn-errortype') || '').replace(/^.*#|:.*/g, '');
    const message = textOf(body?.['message'] ?? body?.['Message']);
    const refusal = { name, message, requestId: headers.get('x-amzn-requestid') ?? undefined };
    throw findPassingFault(response, refusal) ?? request.toError(refusal);
  });
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
