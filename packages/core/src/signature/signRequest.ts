import { canonicalRequest, isS3 } from './canonicalRequest.ts';
import { hashPayload, signCanonicalRequest, signingTime, type SigningOptions } from './signCanonicalRequest.ts';

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

/** A signed request. Send it exactly so. */
export interface SignedRequest {
  /** The given URL, escaped as AWS escapes it. Holds no part of the signature and no secret. */
  readonly url: string;
  /** The given headers and the signature's, by lower-case name; `host`, which the browser sets, is not among them. */
  readonly headers: Readonly<Record<string, string>>;
}

// Left of an earlier signature, or set by the browser.
const OURS: readonly string[] = ['authorization', 'date', 'host', 'x-amz-date', 'x-amz-security-token'];

/**
 * Signs one request with Signature Version 4, in its headers.
 * @throws CredentialsError `WEB_CRYPTO_MISSING` on a plain-http page.
 * @throws TypeError when the URL is not absolute, as `new URL` does.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html
 */
export async function signRequest(request: SignableRequest, options: SigningOptions): Promise<SignedRequest> {
  const { credentials, service, signedAt, crypto } = options;
  const given = Object.entries(request.headers ?? {}).map(([name, value]): [string, string] => [name.toLowerCase(), value]);
  const headers: Record<string, string> = Object.fromEntries(given.filter(([name]) => !OURS.includes(name)));
  headers['x-amz-date'] = signingTime(signedAt);
  if (credentials.sessionToken) headers['x-amz-security-token'] = credentials.sessionToken;
  const payloadHash = headers['x-amz-content-sha256'] ?? (await hashPayload(crypto, request.body ?? ''));
  if (isS3(service)) headers['x-amz-content-sha256'] = payloadHash;

  const canonical = canonicalRequest({ method: request.method, url: request.url, headers }, service);
  headers['authorization'] = await signCanonicalRequest(canonical, payloadHash, options);
  return { url: canonical.url, headers };
}
