import type { AwsCredentials } from '../credentials/awsCredentials.ts';
import { CredentialsError } from '../errors/credentialsError.ts';
import { canonicalRequest, isS3 } from './canonicalRequest.ts';

/** A request to sign. */
export interface SignableRequest {
  readonly method: string;
  /** Absolute. What a signature must not change on the way: `.` and `..` are resolved, the fragment is not sent. */
  readonly url: string;
  /** Names in any case. `host` is taken from the URL. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Text is sent as UTF-8. To sign a request without its body, give the header `x-amz-content-sha256: UNSIGNED-PAYLOAD`. */
  readonly body?: string | BufferSource;
}

/** What a request is signed with. */
export interface SigningOptions {
  readonly credentials: AwsCredentials;
  readonly region: string;
  /** The name services are signed with, e.g. `'execute-api'`, `'appsync'`, `'lambda'`, `'sts'`, `'s3'`. */
  readonly service: string;
  /** Epoch ms by the server's clock: AWS accepts 15 minutes of difference. */
  readonly signedAt: number;
  /** Web Crypto; `undefined` on a plain-http page. */
  readonly crypto: Crypto | undefined;
}

/** A signed request. Send it exactly so. */
export interface SignedRequest {
  /** The given URL, escaped as AWS escapes it. Holds no part of the signature and no secret. */
  readonly url: string;
  /** The given headers and the signature's, by lower-case name; `host`, which the browser sets, is not among them. */
  readonly headers: Readonly<Record<string, string>>;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';

// Left of an earlier signature, or set by the browser.
const OURS: readonly string[] = ['authorization', 'date', 'host', 'x-amz-date', 'x-amz-security-token'];

/**
 * Signs one request with Signature Version 4, in its headers.
 * @throws CredentialsError `WEB_CRYPTO_MISSING` on a plain-http page.
 * @throws TypeError when the URL is not absolute, as `new URL` does.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html
 */
export async function signRequest(request: SignableRequest, options: SigningOptions): Promise<SignedRequest> {
  const { credentials, region, service, signedAt, crypto } = options;
  const subtle = crypto?.subtle;
  if (subtle === undefined) throw new CredentialsError('WEB_CRYPTO_MISSING');

  const given = Object.entries(request.headers ?? {}).map(([name, value]): [string, string] => [name.toLowerCase(), value]);
  const headers: Record<string, string> = Object.fromEntries(given.filter(([name]) => !OURS.includes(name)));
  // 2026-01-01T00:00:00.000Z → 20260101T000000Z
  const time = new Date(signedAt).toISOString().replace(/[:-]|\.\d{3}/g, '');
  const date = time.slice(0, 8);
  headers['x-amz-date'] = time;
  if (credentials.sessionToken) headers['x-amz-security-token'] = credentials.sessionToken;
  const payloadHash = headers['x-amz-content-sha256'] ?? toHex(await sha256(subtle, request.body ?? ''));
  if (isS3(service)) headers['x-amz-content-sha256'] = payloadHash;

  const { url, signedHeaders, text } = canonicalRequest({ method: request.method, url: request.url, headers }, service);
  const scope = `${date}/${region}/${service}/aws4_request`;
  const requestHash = toHex(await sha256(subtle, `${text}\n${payloadHash}`));
  const key = await signingKeyOf(subtle, credentials, scope);
  const signature = toHex(await hmac(subtle, key, [ALGORITHM, time, scope, requestHash].join('\n')));
  const authorization = `${ALGORITHM} Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`;
  return { url, headers: { ...headers, authorization } };
}

const signingKeys = new WeakMap<AwsCredentials, Map<string, Promise<CryptoKey>>>();

/** The key of one day, region and service. It is the same for all of them, cannot be read, and goes with its credentials. */
function signingKeyOf(subtle: SubtleCrypto, credentials: AwsCredentials, scope: string): Promise<CryptoKey> {
  const keys = signingKeys.get(credentials) ?? new Map<string, Promise<CryptoKey>>();
  signingKeys.set(credentials, keys);
  const key = keys.get(scope) ?? deriveKey(subtle, credentials, scope);
  keys.set(scope, key);
  return key;
}

async function deriveKey(subtle: SubtleCrypto, { secretAccessKey }: AwsCredentials, scope: string): Promise<CryptoKey> {
  let key = await importKey(subtle, utf8(`AWS4${secretAccessKey}`));
  for (const part of scope.split('/')) key = await importKey(subtle, await hmac(subtle, key, part));
  return key;
}

function importKey(subtle: SubtleCrypto, bytes: BufferSource): Promise<CryptoKey> {
  return subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
}

function hmac(subtle: SubtleCrypto, key: CryptoKey, text: string): Promise<ArrayBuffer> {
  return subtle.sign('HMAC', key, utf8(text));
}

function sha256(subtle: SubtleCrypto, data: string | BufferSource): Promise<ArrayBuffer> {
  return subtle.digest('SHA-256', typeof data === 'string' ? utf8(data) : data);
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function toHex(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
