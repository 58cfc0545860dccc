import { SignJWT, type JWTPayload } from 'jose';
import { signingKeyOf, type KeyOwner, type SigningAlgorithm } from './signingKey.ts';

/**
 * Signs a token with an issuer's key.
 * @param changed - Told when the key had to be made first.
 */
export async function signJwt(claims: JWTPayload, owner: KeyOwner, algorithm: SigningAlgorithm, changed: () => void): Promise<string> {
  const key = await signingKeyOf(owner, changed, algorithm);
  return new SignJWT(claims).setProtectedHeader({ alg: algorithm, kid: key.keyId }).sign(key.privateKey);
}
