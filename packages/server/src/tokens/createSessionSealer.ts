import { CredentialsError } from '@valetkey/core';
import { CompactEncrypt, compactDecrypt, decodeProtectedHeader } from 'jose';

/** Keeps a text secret and whole between two requests. */
export interface SessionSealer {
  readonly seal: (text: string) => Promise<string>;
  /** The text; `undefined` for what was tampered with, cut, sealed with a key that is not known, or for another purpose. */
  readonly open: (sealed: string) => Promise<string | undefined>;
}

/** The shortest key, in characters: 32 random bytes have 43 as base64url, 64 in hexadecimal digits. */
export const MIN_KEY_LENGTH = 43;

interface DerivedKey {
  readonly kid: string;
  readonly bytes: Uint8Array;
}

/**
 * Seals with the first key and opens with any: compressed, then encrypted with A256GCM (RFC 7516), under a key that is derived
 * from yours for this purpose (RFC 5869). The header, with the key's id, is authenticated too.
 * @param keys - The current one first, then those that are being replaced. Random text of 43 characters or more.
 * @param purpose - What is sealed for one purpose does not open for another: the cookie's name.
 * @throws CredentialsError `INVALID_OPTION`.
 */
export function createSessionSealer(keys: readonly string[], purpose: string): SessionSealer {
  checkKeys(keys);
  let derived: Promise<readonly DerivedKey[]> | undefined;
  const getKeys = (): Promise<readonly DerivedKey[]> => (derived ??= Promise.all(keys.map((key) => deriveKey(key, purpose))));

  return {
    async seal(text) {
      const [current] = await getKeys();
      if (current === undefined) throw new CredentialsError('INVALID_OPTION', { detail: 'keys' });
      const packed = await transform(new TextEncoder().encode(text), new CompressionStream('deflate-raw'));
      return new CompactEncrypt(packed).setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: current.kid }).encrypt(current.bytes);
    },

    async open(sealed) {
      try {
        const { kid } = decodeProtectedHeader(sealed);
        const key = (await getKeys()).find((one) => one.kid === kid);
        if (key === undefined) return undefined;
        const algorithms = { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] };
        const { plaintext } = await compactDecrypt(sealed, key.bytes, algorithms);
        return new TextDecoder().decode(await transform(plaintext, new DecompressionStream('deflate-raw')));
      } catch {
        // Somebody else's text. What the parsers say of it is not passed on.
        return undefined;
      }
    },
  };
}

function checkKeys(keys: readonly string[]): void {
  // A key made of few different characters was not made by chance.
  const isGood = (key: unknown): boolean => typeof key === 'string' && key.length >= MIN_KEY_LENGTH && new Set(key).size >= 8;
  if (Array.isArray(keys) && keys.length > 0 && keys.every(isGood)) return;
  throw new CredentialsError('INVALID_OPTION', {
    detail: `keys: one random text or several, of ${MIN_KEY_LENGTH} characters or more each. Make one with "openssl rand -base64 32".`,
  });
}

async function deriveKey(key: string, purpose: string): Promise<DerivedKey> {
  const { subtle } = crypto;
  const secret = await subtle.importKey('raw', new TextEncoder().encode(key), 'HKDF', false, ['deriveBits']);
  const derive = async (info: string, bits: number): Promise<Uint8Array> => {
    const parameters = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: new TextEncoder().encode(`valetkey:v1:${info}:${purpose}`) };
    return new Uint8Array(await subtle.deriveBits(parameters, secret, bits));
  };
  const [bytes, id] = await Promise.all([derive('session', 256), derive('key id', 48)]);
  return { kid: Array.from(id, (byte) => byte.toString(16).padStart(2, '0')).join(''), bytes };
}

async function transform(bytes: Uint8Array, stream: CompressionStream | DecompressionStream): Promise<Uint8Array> {
  const changed = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(stream);
  return new Uint8Array(await new Response(changed).arrayBuffer());
}
