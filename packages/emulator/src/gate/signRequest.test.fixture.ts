import { Sha256 } from '@aws-crypto/sha256-js';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';

/** Keys to sign with. */
interface SigningKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Signs any request for a service, the way every SDK does. */
export async function signRequest(
  request: Request,
  keys: SigningKeys,
  { service, region = 'eu-west-1', at = Date.now() }: { readonly service: string; readonly region?: string; readonly at?: number },
): Promise<Request> {
  const url = new URL(request.url);
  const body = await request.clone().text();
  const signer = new SignatureV4({ service, region, credentials: keys, sha256: Sha256 });
  const { headers } = await signer.sign(
    new HttpRequest({
      method: request.method,
      protocol: url.protocol,
      hostname: url.hostname,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: { ...Object.fromEntries(request.headers), host: url.host },
      ...(body === '' ? {} : { body }),
    }),
    { signingDate: new Date(at) },
  );
  return new Request(request.url, { method: request.method, headers, ...(body === '' ? {} : { body }) });
}
