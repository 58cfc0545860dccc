/**
 * The bytes that Cognito hashes for a number that is not negative: as few as hold it, and a zero first where the top bit
 * would otherwise read as a sign (Java's `BigInteger.toByteArray`).
 */
export function paddedBytes(number: bigint): Uint8Array<ArrayBuffer> {
  const hex = number.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  const padded = even < '8' ? even : `00${even}`;
  return Uint8Array.from(padded.match(/../g) ?? [], (byte) => Number(`0x${byte}`));
}

/** Reads bytes as one number, most significant first. */
export function readNumber(bytes: Uint8Array): bigint {
  return bytes.reduce((number, byte) => number * 256n + BigInt(byte), 0n);
}

/** What is hashed: bytes, texts (as UTF-8) and numbers (padded). */
export type Hashable = string | bigint | Uint8Array;

/** Joins what is to be hashed, in order. */
export function joinBytes(parts: readonly Hashable[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(parts.flatMap((part) => Array.from(toBytes(part))));
}

function toBytes(part: Hashable): Uint8Array {
  if (typeof part === 'string') return new TextEncoder().encode(part);
  return typeof part === 'bigint' ? paddedBytes(part) : part;
}
