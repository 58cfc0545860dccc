import type { S3Bucket, S3CorsRule } from './s3State.ts';

/** What a browser asks about: the origin, and the method and headers of the request it sends or wants to send. */
export interface CorsRequest {
  readonly origin: string;
  readonly method: string;
  /** Lower-case names. */
  readonly headers: readonly string[];
}

/** A CORS pattern holds at most one `*`. */
function matchesOneStar(text: string, pattern: string): boolean {
  const star = pattern.indexOf('*');
  if (star < 0) return text === pattern;
  const [head, tail] = [pattern.slice(0, star), pattern.slice(star + 1)];
  return text.length >= head.length + tail.length && text.startsWith(head) && text.endsWith(tail);
}

function ruleAllows(rule: S3CorsRule, { origin, method, headers }: CorsRequest): boolean {
  const allowedHeaders = (rule.AllowedHeaders ?? []).map((pattern) => pattern.toLowerCase());
  return (
    rule.AllowedOrigins.some((pattern) => matchesOneStar(origin, pattern)) &&
    rule.AllowedMethods.includes(method) &&
    headers.every((name) => allowedHeaders.some((pattern) => matchesOneStar(name, pattern)))
  );
}

/**
 * The CORS headers a bucket's configuration grants, from its first rule that fits.
 * @returns `undefined` when no rule fits: the browser must not see the answer.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html
 */
export function bucketCorsHeaders({ corsRules }: S3Bucket, request: CorsRequest): Readonly<Record<string, string>> | undefined {
  const rule = corsRules.find((candidate) => ruleAllows(candidate, request));
  if (rule === undefined) return undefined;
  const isForAnybody = rule.AllowedOrigins.includes('*');
  return {
    'access-control-allow-origin': isForAnybody ? '*' : request.origin,
    'access-control-allow-methods': rule.AllowedMethods.join(', '),
    ...(isForAnybody ? {} : { 'access-control-allow-credentials': 'true' }),
    ...(request.headers.length === 0 ? {} : { 'access-control-allow-headers': request.headers.join(', ') }),
    ...(rule.ExposeHeaders === undefined ? {} : { 'access-control-expose-headers': rule.ExposeHeaders.join(', ') }),
    ...(rule.MaxAgeSeconds === undefined ? {} : { 'access-control-max-age': String(rule.MaxAgeSeconds) }),
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  };
}

/** The CORS question of a request: of a preflight about the request to come, of any other about itself. */
export function parseCorsRequest({ method, headers }: Pick<Request, 'method' | 'headers'>): CorsRequest | undefined {
  const origin = headers.get('origin');
  if (origin === null) return undefined;
  if (method !== 'OPTIONS') return { origin, method, headers: [] };
  const asked = headers.get('access-control-request-headers') ?? '';
  return {
    origin,
    method: headers.get('access-control-request-method') ?? '',
    headers: asked
      .split(',')
      .map((name) => name.trim().toLowerCase())
      .filter((name) => name !== ''),
  };
}
