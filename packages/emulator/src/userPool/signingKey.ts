import { exportJWK, generateKeyPair, importJWK, type CryptoKey, type JWK } from 'jose';
import { randomToken } from '../randomToken.ts';
import type { UserPoolState } from './userPoolState.ts';

/** A user pool's RS256 key pair, ready for use. */
export interface SigningKey {
  readonly keyId: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  readonly publicJwk: JWK;
}

const keys = new WeakMap<UserPoolState, Promise<SigningKey>>();

/**
 * The key a user pool signs with. Making one takes a tenth of a second or more, so it is made once, when first asked for,
 * and kept in the pool's state.
 */
export function signingKeyOf(pool: UserPoolState, changed: () => void): Promise<SigningKey> {
  const known = keys.get(pool);
  if (known !== undefined) return known;
  const key = prepareKey(pool, changed);
  keys.set(pool, key);
  return key;
}

async function prepareKey(pool: UserPoolState, changed: () => void): Promise<SigningKey> {
  if (pool.signingKey === undefined) {
    const pair = await generateKeyPair('RS256', { extractable: true });
    pool.signingKey = { ...(await exportJWK(pair.privateKey)), kid: randomToken(32), alg: 'RS256', use: 'sig' };
    changed();
  }
  const { kty, n, e, kid = '', alg, use } = pool.signingKey;
  const publicJwk = { kty, n, e, kid, alg, use } as JWK;
  return { keyId: kid, privateKey: await importKey(pool.signingKey), publicKey: await importKey(publicJwk), publicJwk };
}

async function importKey(jwk: JWK): Promise<CryptoKey> {
  const key = await importJWK(jwk, 'RS256');
  if (key instanceof Uint8Array) throw new TypeError('A user pool signs with an RSA key.');
  return key;
}
