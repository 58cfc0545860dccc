/** Pages that may call the emulator: on this machine, whatever the port. */
export const defaultAllowedOrigins: readonly string[] = ['http://localhost:*', 'http://127.0.0.1:*'];

/** How long browsers keep a preflight's answer, in s: as AWS says for its JSON services, and as S3 says by default. */
const preflightSeconds = { json: 172_800, s3: 3000 };

/**
 * Whether a page of an origin may call.
 * @param allowed - Origins; `:*` at the end stands for any port.
 */
export function isAllowedOrigin(origin: string, allowed: readonly string[]): boolean {
  return allowed.some((entry) => {
    if (!entry.endsWith(':*')) return entry === origin;
    const host = entry.slice(0, -2);
    return origin === host || (origin.startsWith(`${host}:`) && /^\d+$/.test(origin.slice(host.length + 1)));
  });
}

/** Whether a request is a browser asking permission for another. */
export function isPreflight(request: Request): boolean {
  return request.method === 'OPTIONS' && request.headers.has('access-control-request-method');
}

/** Permits what a preflight asks for. The caller has checked the origin. */
export function answerPreflight(request: Request): Response {
  const asked = request.headers.get('access-control-request-headers') ?? '';
  const isJsonService = new URL(request.url).pathname === '/' && /(^|[\s,])x-amz-target/i.test(asked);
  const headers = new Headers({
    'access-control-allow-methods': 'GET, HEAD, PUT, POST, DELETE',
    'access-control-allow-headers': asked,
    'access-control-max-age': String(isJsonService ? preflightSeconds.json : preflightSeconds.s3),
    vary: 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers',
  });
  if (request.headers.has('access-control-request-private-network')) {
    headers.set('access-control-allow-private-network', 'true');
  }
  return new Response(null, { headers });
}

/** Lets a page of this origin read an answer, with every header it has. */
export function allowOrigin(response: Response, origin: string): void {
  const { headers } = response;
  headers.set('access-control-expose-headers', [...headers.keys()].filter(isWorthExposing).join(', '));
  headers.set('access-control-allow-origin', origin);
  headers.append('vary', 'Origin');
}

/** Content headers browsers expose anyway; CORS headers are theirs to read. */
function isWorthExposing(name: string): boolean {
  return name !== 'content-type' && name !== 'vary' && !name.startsWith('access-control-');
}
