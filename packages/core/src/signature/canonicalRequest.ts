/** A request as it is signed: what the signature covers, in the one form that client and service both arrive at. */
export interface CanonicalRequest {
  /** Where to send it. Only its spelling differs from what was given: every service reads this spelling in the same way. */
  readonly url: string;
  /** The signed headers' names, sorted, joined by `;`. */
  readonly signedHeaders: string;
  /** All of it but the payload's hash, which is its last line. */
  readonly text: string;
}

// S3 signs a path as it is sent; every other service escapes what was sent once more (IAM User Guide, "Create a signed AWS
// API request", step 1).
const SIGNS_PATH_AS_SENT: readonly string[] = ['s3', 's3express', 's3-object-lambda', 's3-outposts'];

// What proxies, browsers and tracing change on the way; the list of @smithy/signature-v4.
const NEVER_SIGNED =
  /^(authorization|cache-control|connection|expect|from|keep-alive|max-forwards|pragma|referer|te|trailer|transfer-encoding|upgrade|user-agent|x-amzn-trace-id|(proxy|sec)-.*)$/;

/** True for the services that want to be told a payload's hash, in `x-amz-content-sha256`, and sign paths as they are sent. */
export function isS3(service: string): boolean {
  return SIGNS_PATH_AS_SENT.includes(service);
}

/**
 * Puts a request into canonical form. In the query a `+` counts as a space, as everywhere in the web.
 * @param request.headers - Those to be sent, by lower-case name; `host` is added.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function canonicalRequest(
  request: { readonly method: string; readonly url: string; readonly headers: Readonly<Record<string, string>> },
  service: string,
): CanonicalRequest {
  const url = new URL(request.url);
  url.pathname = canonicalPath(url.pathname);
  const query = Array.from(url.searchParams, ([name, value]) => ({ name: escapeUri(name), value: escapeUri(value) }));
  url.search = textOf(query);

  const headers = Object.entries({ ...request.headers, host: url.host })
    .filter(([name]) => !NEVER_SIGNED.test(name))
    .sort(([a], [b]) => compare(a, b));
  const signedHeaders = headers.map(([name]) => name).join(';');
  const text = [
    request.method,
    isS3(service) ? url.pathname : escapedOnceMore(url.pathname),
    textOf(query.sort((a, b) => compare(a.name, b.name) || compare(a.value, b.value))),
    ...headers.map(([name, value]) => `${name}:${value.replace(/[ \t\r\n]+/g, ' ').replace(/^ | $/g, '')}`),
    '',
    signedHeaders,
  ].join('\n');
  return { url: url.href, signedHeaders, text };
}

/** Escapes everything that RFC 3986 does not call unreserved. */
function escapeUri(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, escapeByte);
}

function escapeByte(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** Browsers leave some characters of a path as they are, and callers escape some that need none: services do neither. */
function canonicalPath(path: string): string {
  return path.replace(/%[\da-f]{2}|[^/]/gi, (part) => {
    if (part.length === 1) return escapeUri(part);
    const byte = String.fromCharCode(Number.parseInt(part.slice(1), 16));
    return /[\w.~-]/.test(byte) ? byte : part.toUpperCase();
  });
}

function escapedOnceMore(path: string): string {
  return path.replace(/\/{2,}/g, '/').replace(/%/g, '%25');
}

function textOf(query: readonly { readonly name: string; readonly value: string }[]): string {
  return query.map(({ name, value }) => `${name}=${value}`).join('&');
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
