/** Pages that may call the emulator: on this machine, whatever the port. */
export const defaultAllowedOrigins: readonly string[] = ['http://localhost:*', 'http://127.0.0.1:*'];

/** How long browsers keep a preflight's answer, in s: as AWS says for its JSON services. S3 answers by each bucket's rules. */
const preflightSeconds = 172_800;

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
  return new Response(null, {
    headers: {
      'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
      'access-control-allow-headers': request.headers.get('access-control-request-headers') ?? '',
      'access-control-max-age': String(preflightSeconds),
      vary: 'Access-Control-Request-Method, Access-Control-Request-Headers',
    },
  });
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
