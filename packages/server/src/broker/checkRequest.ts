import type { BrokerRefusal } from './brokerEvent.ts';

/** Who may ask a broker, and how. */
export interface RequestRules {
  /** Other origins that may ask. */
  readonly allowedOrigins: readonly string[];
  /** The header every request must have. */
  readonly header: string;
}

/**
 * Decides whether a request may be looked at. That a page of another site, or of a sibling domain, sends it with the person's cookie
 * is stopped three times over: by what the browser says of where it comes from; by a header that only a script of an allowed
 * origin can add, since any other is asked for by a preflight first; and by SameSite=Strict.
 * @returns Why not; `undefined` when it may.
 * @see https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header
 */
export function checkRequest(request: Request, { allowedOrigins, header }: RequestRules): BrokerRefusal | undefined {
  const { method, headers } = request;
  if (method !== 'POST') return 'METHOD_NOT_ALLOWED';
  if (!isFromHere(request, allowedOrigins)) return 'CROSS_SITE';
  if (!headers.get(header)) return 'HEADER_MISSING';
  const type = headers.get('content-type');
  return type === null || /^application\/json\s*(;|$)/i.test(type) ? undefined : 'CONTENT_TYPE';
}

/** Decides whether another origin may send a request of this kind. The page's own never asks. */
export function checkPreflight({ headers }: Request, { allowedOrigins }: RequestRules): BrokerRefusal | undefined {
  if (!allowedOrigins.includes(headers.get('origin') ?? '')) return 'CROSS_SITE';
  return headers.get('access-control-request-method') === 'POST' ? undefined : 'METHOD_NOT_ALLOWED';
}

function isFromHere({ headers, url }: Request, allowedOrigins: readonly string[]): boolean {
  const site = headers.get('sec-fetch-site');
  const origin = headers.get('origin') ?? '';
  if (site === 'same-origin' || allowedOrigins.includes(origin)) return true;
  // Browsers from before 2021–2023 do not say where a request comes from. All of them say it of a POST in Origin.
  return site === null && origin === new URL(url).origin;
}
