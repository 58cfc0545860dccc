import { hashPayload, signCanonicalRequest, signingTime, type SigningOptions } from './signCanonicalRequest.ts';

/**
 * Signs a form that is posted to an endpoint: such a request is nearly in canonical form as it is.
 * @returns The headers to send beside `content-type`.
 * @throws CredentialsError `WEB_CRYPTO_MISSING` on a plain-http page.
 */
export async function signForm(
  endpoint: string,
  contentType: string,
  body: string,
  options: SigningOptions,
): Promise<Readonly<Record<string, string>>> {
  const { host, pathname } = new URL(endpoint);
  const { sessionToken } = options.credentials;
  const ours = {
    'x-amz-date': signingTime(options.signedAt),
    ...(sessionToken ? { 'x-amz-security-token': sessionToken } : {}),
  };
  // In the order of their names.
  const headers = Object.entries({ 'content-type': contentType, host, ...ours });
  const signedHeaders = headers.map(([name]) => name).join(';');
  const text = ['POST', pathname, '', ...headers.map((header) => header.join(':')), '', signedHeaders].join('\n');
  const authorization = await signCanonicalRequest({ text, signedHeaders }, await hashPayload(options.crypto, body), options);
  return { ...ours, authorization };
}
