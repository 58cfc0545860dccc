/** A TOTP secret, in base32 and as the bytes it stands for. */
export const totpSecret: { readonly base32: string; readonly bytes: Uint8Array<ArrayBuffer> } = {
  base32: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
  bytes: new TextEncoder().encode('12345678901234567890'),
};

/**
 * What an authenticator app shows: RFC 6238 with SHA-1, six digits and 30 seconds.
 * @param at - Epoch ms.
 */
export async function totpCode(at: number): Promise<string> {
  const counter = new DataView(new ArrayBuffer(8));
  counter.setBigUint64(0, BigInt(Math.floor(at / 30_000)));
  const algorithm = { name: 'HMAC', hash: 'SHA-1' };
  const key = await crypto.subtle.importKey('raw', totpSecret.bytes, algorithm, false, ['sign']);
  const hash = new DataView(await crypto.subtle.sign('HMAC', key, counter));
  const truncated = hash.getUint32(hash.getUint8(19) & 0xf) & 0x7f_ff_ff_ff;
  return String(truncated % 1_000_000).padStart(6, '0');
}
