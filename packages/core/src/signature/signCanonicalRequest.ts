import type { AwsCredentials } from '../credentials/awsCredentials.ts';
import { CredentialsError } from '../errors/credentialsError.ts';
import type { CanonicalRequest } from './canonicalRequest.ts';

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

const ALGORITHM = 'AWS4-HMAC-SHA256';

/** The instant as a signature spells it: `20260101T000000Z`. */
export function signingTime(signedAt: number): string {
  return new Date(signedAt).toISOString().replace(/[:-]|\.\d{3}/g, '');
}

/**
 * Signs a request that is in canonical form, its `x-amz-date` being the {@link signingTime} of `signedAt`.
 * @param payloadHash - What {@link hashPayload} made of the body.
 * @returns The value of its `authorization` header.
 * @throws CredentialsError `WEB_CRYPTO_MISSING` on a plain-http page.
 */
export async function signCanonicalRequest(
  { text, signedHeaders }: Pick<CanonicalRequest, 'text' | 'signedHeaders'>,
  payloadHash: string,
  { credentials, region, service, signedAt, crypto }: SigningOptions,
): Promise<string> {
  const subtle = requireSubtle(crypto);
  const time = signingTime(signedAt);
  const scope = `${time.slice(0, 8)}/${region}/${service}/aws4_request`;
  const requestHash = await hashPayload(crypto, `${text}\n${payloadHash}`);
  const key = await signingKeyOf(subtle, credentials, scope);
  const signature = toHex(await hmac(subtle, key, [ALGORITHM, time, scope, requestHash].join('\n')));
  return `${ALGORITHM} Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`;
}

/**
 * SHA-256 in hexadecimal.
 * @throws CredentialsError `WEB_CRYPTO_MISSING` on a plain-http page.
 */
export async function hashPayload(crypto: Crypto | undefined, data: string | BufferSource): Promise<string> {
  return toHex(await requireSubtle(crypto).digest('SHA-256', typeof data === 'string' ? utf8(data) : data));
}

function requireSubtle(crypto: Crypto | undefined): SubtleCrypto {
  if (crypto?.subtle === undefined) throw new CredentialsError('WEB_CRYPTO_MISSING');
  return crypto.subtle;
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

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function toHex(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
