import { decodeBase64, encodeBase64 } from '../awsHttp/base64.ts';
import type { OneOrMany, PolicyDocument } from '../iam/policyDocument.ts';
import type { Principal } from './principal.ts';

/** Everything a session token carries: the emulator keeps no list of sessions. */
export interface SessionClaims {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly principal: Principal;
  /** Epoch ms. */
  readonly issuedAt: number;
  /** Epoch ms. */
  readonly expiresAt: number;
  /** Values of policy variables and condition keys, such as `cognito-identity.amazonaws.com:sub`. */
  readonly variables: Readonly<Record<string, OneOrMany<string>>>;
  /** Narrow the role: what is done must be allowed by the role and by one of these. Absent: the role alone decides. */
  readonly sessionPolicies?: readonly PolicyDocument[];
  /** Session tags that stay with whoever assumes another role from here. Default none. */
  readonly transitiveTags?: Readonly<Record<string, string>>;
  /** When the code of an MFA device was given for this very session, epoch ms. */
  readonly mfaAt?: number;
}

const NONCE_BYTES = 12;

function importSealKey(sealKey: string): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', decodeBase64(sealKey), 'AES-GCM', false, ['encrypt', 'decrypt']);
}

/**
 * Seals the claims of a session into an opaque token: encrypted, and worthless after any change.
 * @param sealKey - AES-256-GCM key, base64.
 */
export async function sealSessionToken(claims: SessionClaims, sealKey: string): Promise<string> {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const plain = new TextEncoder().encode(JSON.stringify(claims));
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, await importSealKey(sealKey), plain);
  const token = new Uint8Array(NONCE_BYTES + sealed.byteLength);
  token.set(nonce);
  token.set(new Uint8Array(sealed), NONCE_BYTES);
  return encodeBase64(token);
}

/**
 * The claims a token was sealed with.
 * @param sealKey - AES-256-GCM key, base64.
 * @returns `undefined` for anything this key did not seal, and for a sealed token that was changed.
 */
export async function openSessionToken(token: string, sealKey: string): Promise<SessionClaims | undefined> {
  const key = await importSealKey(sealKey);
  try {
    const bytes = decodeBase64(token);
    // Base64 has several spellings of the same bytes; only the one we issued is ours.
    if (encodeBase64(bytes) !== token) return undefined;
    const nonce = bytes.subarray(0, NONCE_BYTES);
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: nonce }, key, bytes.subarray(NONCE_BYTES));
    const claims = JSON.parse(new TextDecoder().decode(plain)) as Partial<SessionClaims>;
    // What an earlier version of the emulator sealed says nothing of a principal.
    return claims.principal === undefined ? undefined : (claims as SessionClaims);
  } catch {
    return undefined;
  }
}
