import type { ReceivedRequest } from '../awsHttp/receivedRequest.ts';
import type { CredentialScope, GateRefusal, SignaturePart } from './gateRefusal.ts';

/** What a Signature Version 4 request says about itself; nothing of it is verified yet. */
export interface SignedRequest {
  readonly part: SignaturePart;
  readonly accessKeyId: string;
  readonly scope: CredentialScope;
  /** Lower-case names, as signed. */
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `YYYYMMDDTHHMMSSZ` */
  readonly longDate: string;
  /** Epoch ms of `longDate`. */
  readonly signedAt: number;
  readonly sessionToken: string | undefined;
  /** Lifetime of a presigned URL in s; absent when the signature came in the Authorization header. */
  readonly expiresSeconds?: number;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';
/** A presigned URL lives a week at most. */
const LONGEST_PRESIGN_SECONDS = 604_800;

const malformed = (part: SignaturePart, reason: string): GateRefusal => ({ kind: 'malformedCredentials', part, reason });

function parseLongDate(longDate: string): number {
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(longDate) ?? [];
  const [year, month, day, hour, minute, second] = parts;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

interface Fields {
  readonly part: SignaturePart;
  readonly credential: string;
  readonly signedHeaders: string;
  readonly signature: string;
  readonly longDate: string;
  readonly sessionToken: string | null;
}

function parseFields({ part, credential, signedHeaders, signature, longDate, sessionToken }: Fields): SignedRequest | GateRefusal {
  const [accessKeyId, date, region, service, terminator, ...rest] = credential.split('/');
  if (!accessKeyId || !date || !region || !service || terminator !== 'aws4_request' || rest.length > 0) {
    return malformed(part, 'Credential must have the form ACCESS_KEY/DATE/REGION/SERVICE/aws4_request.');
  }
  const signedAt = parseLongDate(longDate);
  if (Number.isNaN(signedAt)) return malformed(part, 'X-Amz-Date must have the form YYYYMMDDTHHMMSSZ.');
  if (longDate.slice(0, 8) !== date) return malformed(part, 'The date of the credential scope does not match X-Amz-Date.');
  const names = signedHeaders.split(';');
  if (!names.includes('host')) return malformed(part, "'host' must be a signed header.");
  return {
    part,
    accessKeyId,
    scope: { date, region, service },
    signedHeaders: names,
    signature,
    longDate,
    signedAt,
    sessionToken: sessionToken ?? undefined,
  };
}

function parseHeader(authorization: string, headers: Headers): SignedRequest | GateRefusal {
  if (!authorization.startsWith(`${ALGORITHM} `)) return malformed('header', `Only ${ALGORITHM} is accepted.`);
  const fields = new Map(
    authorization
      .slice(ALGORITHM.length)
      .split(',')
      .map((field) => {
        const [name = '', ...value] = field.trim().split('=');
        return [name, value.join('=')];
      }),
  );
  const credential = fields.get('Credential');
  const signedHeaders = fields.get('SignedHeaders');
  const signature = fields.get('Signature');
  const longDate = headers.get('x-amz-date');
  if (!credential || !signedHeaders || !signature || !longDate) {
    return malformed('header', 'Authorization needs Credential, SignedHeaders and Signature, and the request needs X-Amz-Date.');
  }
  const sessionToken = headers.get('x-amz-security-token');
  return parseFields({ part: 'header', credential, signedHeaders, signature, longDate, sessionToken });
}

function parseQuery(query: URLSearchParams): SignedRequest | GateRefusal {
  if (query.get('X-Amz-Algorithm') !== ALGORITHM) return malformed('query', `Only ${ALGORITHM} is accepted.`);
  const credential = query.get('X-Amz-Credential');
  const signedHeaders = query.get('X-Amz-SignedHeaders');
  const signature = query.get('X-Amz-Signature');
  const longDate = query.get('X-Amz-Date');
  const expires = query.get('X-Amz-Expires');
  if (!credential || !signedHeaders || !signature || !longDate || !expires) {
    return malformed('query', 'A presigned URL needs X-Amz-Credential, -SignedHeaders, -Signature, -Date and -Expires.');
  }
  const expiresSeconds = Number(expires);
  if (!/^\d+$/.test(expires) || expiresSeconds > LONGEST_PRESIGN_SECONDS) {
    return malformed('query', `X-Amz-Expires must be a number of seconds between 0 and ${LONGEST_PRESIGN_SECONDS}.`);
  }
  const sessionToken = query.get('X-Amz-Security-Token');
  const signed = parseFields({ part: 'query', credential, signedHeaders, signature, longDate, sessionToken });
  return 'kind' in signed ? signed : { ...signed, expiresSeconds };
}

/**
 * Reads the signature of a request from its Authorization header or, for a presigned URL, from its query.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function parseAuthorization({ headers, url }: ReceivedRequest): SignedRequest | GateRefusal {
  const authorization = headers.get('authorization');
  const isPresigned = url.searchParams.has('X-Amz-Signature');
  if (authorization !== null) return isPresigned ? { kind: 'severalSignatures' } : parseHeader(authorization, headers);
  if (isPresigned) return parseQuery(url.searchParams);
  return { kind: 'missingCredentials' };
}
