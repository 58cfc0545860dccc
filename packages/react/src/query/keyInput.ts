import { ordinalOf } from './ordinalOf.ts';

// The customer's own encryption keys travel as inputs of S3 reads; a query key is no place for them.
const SECRET_MEMBERS = /SSECustomerKey$/;

/**
 * An input in the form it has in a query key: what JSON would lose or refuse (sets, maps, bigints, binary) becomes something
 * that tells two inputs apart, and secrets are left out.
 */
export function keyInput(input: unknown): unknown {
  if (typeof input === 'bigint') return `${input}n`;
  if (typeof input === 'function') return { ref: ordinalOf(input) };
  if (typeof input !== 'object' || input === null || input instanceof Date) return input;
  if (Array.isArray(input)) return input.map(keyInput);
  if (input instanceof Set) return { set: Array.from(input, keyInput) };
  if (input instanceof Map) return { map: Array.from(input, ([key, value]) => [keyInput(key), keyInput(value)]) };
  if (ArrayBuffer.isView(input)) {
    return { bytes: Array.from(new Uint8Array(input.buffer, input.byteOffset, input.byteLength)) };
  }
  // Blobs, streams and other instances show nothing of their content: only the very same one is equal.
  if (Object.getPrototypeOf(input) !== Object.prototype) return { ref: ordinalOf(input) };
  const members = Object.entries(input).filter(([name]) => !SECRET_MEMBERS.test(name));
  return Object.fromEntries(members.map(([name, value]) => [name, keyInput(value)]));
}
