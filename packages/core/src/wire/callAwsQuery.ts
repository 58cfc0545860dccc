import type { CredentialsError } from '../errors/credentialsError.ts';
import { findPassingFault } from './findPassingFault.ts';
import { readServerTime } from './readServerTime.ts';
import { sendRequest, type RequestTarget } from './sendRequest.ts';
import type { ServiceRefusal } from './serviceRefusal.ts';

/** What a parameter can be: a text or number, or a list or structure of such. What is `undefined` is not sent. */
export type AwsQueryValue = string | number | undefined | readonly AwsQueryValue[] | { readonly [member: string]: AwsQueryValue };

/** Parameters of one operation, `Action` and `Version` among them. */
export type AwsQueryParameters = Readonly<Record<string, AwsQueryValue>>;

/** One call of an operation of a service that speaks the AWS Query protocol, such as STS: a form in, XML out. */
export interface AwsQueryRequest<Answer> extends RequestTarget {
  readonly parameters: AwsQueryParameters;
  /** Makes the headers that sign this body: see `signForm`. Default: the call is not signed. */
  readonly sign?: ((contentType: string, body: string) => Promise<Readonly<Record<string, string>>>) | undefined;
  /** Makes the answer, given what reads the text of the first element with a name; empty where there is none. */
  readonly readAnswer: (read: (element: string) => string) => Answer;
  /** Turns the service's refusal into one of our errors. */
  readonly toError: (refusal: ServiceRefusal) => CredentialsError;
  /** Told the server's time (epoch ms) by the answer's or refusal's `Date` header, or `NaN`: see `readServerTime`. */
  readonly onServerTime?: ((serverTimeMs: number) => void) | undefined;
}

const FORM = 'application/x-www-form-urlencoded';

/**
 * Calls an operation of the AWS Query protocol. Sends no cookies.
 * @throws CredentialsError `NETWORK`, `TIMEOUT`, `ABORTED`, `THROTTLED`, `SERVICE_UNAVAILABLE`, or what `toError`,
 * `readAnswer` or `sign` make.
 */
export async function callAwsQuery<Answer>(request: AwsQueryRequest<Answer>): Promise<Answer> {
  const { parameters, sign } = request;
  const body = new URLSearchParams(Object.entries(parameters).flatMap(spell)).toString();
  const headers = { 'content-type': FORM, ...(await sign?.(FORM, body)) };

  return sendRequest(request, { method: 'POST', headers, body, credentials: 'omit' }, (response, text, isLate) => {
    const { ok } = response;
    const read = (element: string): string => new RegExp(`<${element}>([^<]*)`).exec(text)?.[1] ?? '';
    // By its namespace. What is none is a captive portal's, and so is its clock.
    const isAnswer = text.includes('.amazonaws.com/doc/');
    if (isAnswer && !isLate) request.onServerTime?.(readServerTime(response.headers));
    if (ok && isAnswer) return request.readAnswer(read);
    const requestId = response.headers.get('x-amzn-requestid') ?? undefined;
    const refusal = { name: ok ? '' : read('Code'), message: read('Message'), requestId };
    throw findPassingFault(response, refusal) ?? request.toError(refusal);
  });
}

/** A parameter as the protocol spells it: `Tags.member.1.Key`, `TransitiveTagKeys.member.1`. */
function spell([name, value]: readonly [string, AwsQueryValue]): [string, string][] {
  if (value === undefined) return [];
  if (typeof value !== 'object') return [[name, String(value)]];
  const isList = Array.isArray(value);
  return Object.entries(value).flatMap(([member, one]) => spell([isList ? `${name}.member.${Number(member) + 1}` : `${name}.${member}`, one]));
}
