/**
 * The bytes that Cognito hashes for a number that is not negative: as few as hold it, and a zero first where the top bit
 * would otherwise read as a sign (Java's `BigInteger.toByteArray`).
 */
export function paddedBytes(number: bigint): Uint8Array<ArrayBuffer> {
  const hex = number.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  const padded = even < '8' ? even : `00${even}`;
  return Uint8Array.from(padded.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}

/** Reads bytes as one number, most significant first. */
export function readNumber(bytes: ArrayBuffer | Uint8Array): bigint {
  let hex = '0x0';
  for (const byte of new Uint8Array(bytes)) hex += byte.toString(16).padStart(2, '0');
  return BigInt(hex);
}

/** Joins bytes and texts (as UTF-8) in order. */
export function joinBytes(...parts: readonly (string | Uint8Array)[]): Uint8Array<ArrayBuffer> {
  const encoded = parts.map((part) => (typeof part === 'string' ? new TextEncoder().encode(part) : part));
  const joined = new Uint8Array(encoded.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of encoded) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}
