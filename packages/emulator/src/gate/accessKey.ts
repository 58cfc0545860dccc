import { encodeBase64 } from '../awsHttp/base64.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const KEY_ID_LENGTH = 20;
const SECRET_BYTES = 30;

/**
 * A fresh access key id, 20 characters.
 * @param prefix - `ASIAEMU` for temporary credentials, `AKIAEMU` for long-lived keys: no key of AWS begins so.
 */
export function createAccessKeyId(prefix: 'ASIAEMU' | 'AKIAEMU'): string {
  const random = crypto.getRandomValues(new Uint8Array(KEY_ID_LENGTH - prefix.length));
  return prefix + Array.from(random, (byte) => ALPHABET.charAt(byte % 32)).join('');
}

/** A fresh secret access key, 40 characters. */
export function createSecretAccessKey(): string {
  return encodeBase64(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)));
}
