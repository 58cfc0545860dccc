import { concatBytes, sha256, toHex, utf8 } from '../bytes.ts';
import { constantTimeEqual } from '../constantTimeEqual.ts';
import { paddedBytes, powModPrime, srpGenerator } from './srpGroup.ts';

/** What a user pool keeps of a password: enough to check it, by SRP or in plain, not enough to know it. Hexadecimal numbers. */
export interface PasswordVerifier {
  readonly salt: string;
  readonly verifier: string;
}

/** Makes the verifier of a new password under a fresh 128-bit salt. */
export function createPasswordVerifier(userPoolId: string, username: string, password: string): PasswordVerifier {
  const salt = toHex(crypto.getRandomValues(new Uint8Array(16)));
  return { salt, verifier: verifierOf(userPoolId, username, password, salt) };
}

/** Whether a password is the one a verifier was made of. */
export function isPassword(userPoolId: string, username: string, password: string, known: PasswordVerifier): boolean {
  return constantTimeEqual(verifierOf(userPoolId, username, password, known.salt), known.verifier);
}

/** Cognito's variant of SRP names people `poolName + userName`, where the pool's name is its id without the region. */
export function poolNameOf(userPoolId: string): string {
  return userPoolId.slice(userPoolId.indexOf('_') + 1);
}

function verifierOf(userPoolId: string, username: string, password: string, salt: string): string {
  const passwordHash = sha256(utf8(`${poolNameOf(userPoolId)}${username}:${password}`));
  const privateKey = BigInt(`0x${toHex(sha256(concatBytes(paddedBytes(BigInt(`0x${salt}`)), passwordHash)))}`);
  return powModPrime(srpGenerator, privateKey).toString(16);
}
