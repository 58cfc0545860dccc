import { exportJWK, generateKeyPair, importJWK, type CryptoKey, type JWK } from 'jose';
import { randomToken } from '../randomToken.ts';

/** Whoever signs tokens and keeps its key in the emulator's state: a user pool, the identity pools, a login provider. */
export interface KeyOwner {
  /** RSA private key, made when the first token is needed. */
  signingKey?: JWK;
}

/** How a token is signed: user pools and login providers with RS256, identity pools with RS512, as AWS does. */
export type SigningAlgorithm = 'RS256' | 'RS512';

/** An issuer's key pair, ready for use. */
export interface SigningKey {
  readonly keyId: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  readonly publicJwk: JWK;
}

const keys = new WeakMap<KeyOwner, Promise<SigningKey>>();

/**
 * The key an issuer signs with. Making one takes a tenth of a second or more, so it is made once, when first asked for,
 * and kept in the state of its owner.
 */
export function signingKeyOf(owner: KeyOwner, changed: () => void, algorithm: SigningAlgorithm): Promise<SigningKey> {
  const known = keys.get(owner);
  if (known !== undefined) return known;
  const key = prepareKey(owner, changed, algorithm);
  keys.set(owner, key);
  return key;
}

async function prepareKey(owner: KeyOwner, changed: () => void, algorithm: SigningAlgorithm): Promise<SigningKey> {
  if (owner.signingKey === undefined) {
    const pair = await generateKeyPair(algorithm, { extractable: true });
    owner.signingKey = { ...(await exportJWK(pair.privateKey)), kid: randomToken(32), alg: algorithm, use: 'sig' };
    changed();
  }
  const { kty, n, e, kid = '', alg, use } = owner.signingKey;
  const publicJwk = { kty, n, e, kid, alg, use } as JWK;
  return {
    keyId: kid,
    privateKey: await importKey(owner.signingKey, algorithm),
    publicKey: await importKey(publicJwk, algorithm),
    publicJwk,
  };
}

async function importKey(jwk: JWK, algorithm: SigningAlgorithm): Promise<CryptoKey> {
  const key = await importJWK(jwk, algorithm);
  if (key instanceof Uint8Array) throw new TypeError('Tokens are signed with an RSA key.');
  return key;
}
