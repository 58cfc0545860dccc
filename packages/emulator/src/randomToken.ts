import { base64url } from 'jose';

/** An unguessable token: `bytes` random bytes as base64url. */
export function randomToken(bytes: number): string {
  return base64url.encode(crypto.getRandomValues(new Uint8Array(bytes)));
}
