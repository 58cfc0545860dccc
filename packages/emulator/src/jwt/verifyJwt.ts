import { createLocalJWKSet, decodeJwt, errors, jwtVerify, type JSONWebKeySet, type JWTPayload, type JWTVerifyOptions } from 'jose';
import { signingKeyOf, type KeyOwner, type SigningAlgorithm } from './signingKey.ts';

/** A token that verified, or why it did not. Instants in epoch s. */
export type TokenVerdict =
  | { readonly kind: 'valid'; readonly claims: JWTPayload }
  | { readonly kind: 'expired'; readonly expiredAt: number }
  | { readonly kind: 'wrong-signature' }
  /** No key of the issuer has the token's key id. */
  | { readonly kind: 'unknown-key' }
  | { readonly kind: 'missing-claim'; readonly claim: string }
  | { readonly kind: 'malformed' };

/** An issuer of tokens, and how its signatures are checked. */
export interface TokenIssuer {
  /** The `iss` its tokens must have. */
  readonly issuer: string;
  /** The key pair it keeps here, or the public keys of one that signs elsewhere. */
  readonly keys: { readonly owner: KeyOwner; readonly algorithm: SigningAlgorithm } | { readonly jwks: JSONWebKeySet };
}

/** What AWS accepts of issuers elsewhere. */
const FOREIGN_ALGORITHMS = ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512'];

/** How a token is checked. */
export interface TokenCheck {
  /** Epoch ms. */
  readonly now: number;
  /** Claims without which a token is refused. Default none beside the issuer. */
  readonly requiredClaims?: readonly string[];
  /** Told when a key had to be made first. */
  readonly changed: () => void;
}

/** Verifies a token's form, signature, issuer and expiry. */
export async function verifyJwt(token: string, { issuer, keys }: TokenIssuer, check: TokenCheck): Promise<TokenVerdict> {
  const options: JWTVerifyOptions = {
    issuer,
    currentDate: new Date(check.now),
    requiredClaims: [...(check.requiredClaims ?? [])],
  };
  try {
    if ('jwks' in keys) {
      const { payload } = await jwtVerify(token, createLocalJWKSet(keys.jwks), { ...options, algorithms: FOREIGN_ALGORITHMS });
      return { kind: 'valid', claims: payload };
    }
    const { publicKey } = await signingKeyOf(keys.owner, check.changed, keys.algorithm);
    const { payload } = await jwtVerify(token, publicKey, { ...options, algorithms: [keys.algorithm] });
    return { kind: 'valid', claims: payload };
  } catch (error) {
    return verdictOf(error);
  }
}

function verdictOf(error: unknown): TokenVerdict {
  if (error instanceof errors.JWTExpired) return { kind: 'expired', expiredAt: Number(error.payload.exp) };
  if (error instanceof errors.JWSSignatureVerificationFailed) return { kind: 'wrong-signature' };
  if (error instanceof errors.JWKSNoMatchingKey) return { kind: 'unknown-key' };
  if (error instanceof errors.JWTClaimValidationFailed && error.reason === 'missing') return { kind: 'missing-claim', claim: error.claim };
  if (error instanceof errors.JOSEError) return { kind: 'malformed' };
  throw error;
}

/** The `iss` a token claims, before anything is verified. */
export function claimedIssuer(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}
