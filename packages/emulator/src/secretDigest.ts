import { sha256, toHex, utf8 } from './bytes.ts';

/** Under what an opaque token is kept, so that the state file holds none that works: hex SHA-256. */
export function secretDigest(token: string): string {
  return toHex(sha256(utf8(token)));
}
