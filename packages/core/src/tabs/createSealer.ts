import type { Sealer } from './tabPorts.ts';

const ALGORITHM = 'AES-GCM';

/**
 * Seals text with AES-GCM, each under a key of its own that no script can export. What is deleted with its key is gone.
 * Source: NIST SP 800-38D, 96-bit initialization vectors.
 */
export function createSealer(crypto: Crypto): Sealer {
  const { subtle } = crypto;
  return {
    async seal(text, boundTo) {
      const key = await subtle.generateKey({ name: ALGORITHM, length: 256 }, false, ['encrypt', 'decrypt']);
      const iv = crypto.getRandomValues(new Uint8Array(12));
      return { key, iv, data: await subtle.encrypt(describe(iv, boundTo), key, new TextEncoder().encode(text)) };
    },
    async open({ key, iv, data }, boundTo) {
      try {
        return new TextDecoder().decode(await subtle.decrypt(describe(iv, boundTo), key, data));
      } catch {
        return undefined;
      }
    },
  };
}

function describe(iv: Uint8Array<ArrayBuffer>, boundTo: string): AesGcmParams {
  return { name: ALGORITHM, iv, additionalData: new TextEncoder().encode(boundTo) };
}
