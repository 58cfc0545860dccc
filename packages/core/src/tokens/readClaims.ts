import { fromBase64 } from '../fromBase64.ts';

/**
 * Reads what a JWT says, without checking who signed it: for labels and expiry, never to decide what somebody may do.
 * @throws What the parsers throw, which may quote the token: never pass it on.
 * @see RFC 7519 §3: the middle of three parts, base64url of JSON in UTF-8.
 */
export function readClaims(token: string): Readonly<Record<string, unknown>> {
  const base64 = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
  return JSON.parse(new TextDecoder().decode(fromBase64(base64))) as Readonly<Record<string, unknown>>;
}
