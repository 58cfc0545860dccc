import { Sha256 } from '@aws-crypto/sha256-js';
import { HttpRequest } from '@smithy/protocol-http';
import { createScope, getCanonicalHeaders, getSigningKey, SignatureV4Base } from '@smithy/signature-v4';
import type { ReceivedRequest } from '../awsHttp/receivedRequest.ts';
import { sha256, toHex, utf8 } from '../bytes.ts';
import type { SignedRequest } from './parseAuthorization.ts';

/** The SDK's own canonical request and string to sign, opened for verification: what it signs and we check cannot differ. */
class CanonicalForm extends SignatureV4Base {
  constructor(service: string) {
    super({
      service,
      region: '',
      credentials: { accessKeyId: '', secretAccessKey: '' },
      sha256: Sha256,
      // S3 alone signs the path as it is sent, without a second escape.
      uriEscapePath: service !== 's3',
      applyChecksum: false,
    });
  }

  stringToSign(request: HttpRequest, { scope, longDate, signedHeaders }: SignedRequest, payloadHash: string): Promise<string> {
    const canonicalHeaders = getCanonicalHeaders(request, undefined, new Set(signedHeaders));
    const canonicalRequest = this.createCanonicalRequest(request, canonicalHeaders, payloadHash);
    const credentialScope = createScope(scope.date, scope.region, scope.service);
    return this.createStringToSign(longDate, credentialScope, canonicalRequest, 'AWS4-HMAC-SHA256');
  }
}

/** Escapes each segment as AWS does; clients leave `'()*!` as they are or escape them, and sign the escaped form. */
function canonicalPath(path: string): string {
  return path
    .split('/')
    .map((segment) =>
      encodeURIComponent(decodeURIComponent(segment)).replace(
        /[!'()*]/g,
        (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
      ),
    )
    .join('/');
}

function queryOf(url: URL): Record<string, string[]> {
  return Object.fromEntries([...new Set(url.searchParams.keys())].map((name) => [name, url.searchParams.getAll(name)]));
}

function signedHeaderValue(name: string, { headers, url, body }: ReceivedRequest): string {
  const value = headers.get(name);
  if (value !== null) return value;
  // Browsers keep these two from a Request a page builds; they sent, or would send, exactly this.
  if (name === 'host') return url.host;
  return name === 'content-length' ? String(body.length) : '';
}

/**
 * The signature a request ought to carry, computed as the client did.
 * @param payloadHash - Hex SHA-256 of the body, or the word standing in for it, such as `UNSIGNED-PAYLOAD`.
 * @returns Hex; `undefined` when the path is not valid percent-encoding, which no client signs.
 */
export async function computeSignature(
  request: ReceivedRequest,
  signed: SignedRequest,
  secretAccessKey: string,
  payloadHash: string,
): Promise<string | undefined> {
  const { scope, accessKeyId, signedHeaders } = signed;
  let path: string;
  try {
    path = canonicalPath(request.url.pathname);
  } catch {
    return undefined;
  }
  const toSign = new HttpRequest({
    method: request.method,
    path,
    query: queryOf(request.url),
    headers: Object.fromEntries(signedHeaders.map((name) => [name, signedHeaderValue(name, request)])),
  });
  const stringToSign = await new CanonicalForm(scope.service).stringToSign(toSign, signed, payloadHash);
  const credentials = { accessKeyId, secretAccessKey };
  const signingKey = await getSigningKey(Sha256, credentials, scope.date, scope.region, scope.service);
  return toHex(sha256(utf8(stringToSign), signingKey));
}
