import { encodeBase64 } from '../awsHttp/base64.ts';
import { concatBytes, sha256, toHex, utf8 } from '../bytes.ts';
import { hashNumbers, paddedBytes, powModPrime, srpGenerator, srpMultiplier, srpPrime } from './srpGroup.ts';
import { poolNameOf } from './passwordVerifier.ts';

/** The server's key pair of one SRP exchange, as hexadecimal numbers. */
export interface SrpServerKeys {
  readonly serverPrivate: string;
  readonly serverPublic: string;
}

/** Starts an exchange: `B = k·v + g^b`. */
export function createSrpServerKeys(verifier: string): SrpServerKeys {
  const serverPrivate = toHex(crypto.getRandomValues(new Uint8Array(32)));
  const serverPublic =
    (srpMultiplier * BigInt(`0x${verifier}`) + powModPrime(srpGenerator, BigInt(`0x${serverPrivate}`))) % srpPrime;
  return { serverPrivate, serverPublic: serverPublic.toString(16) };
}

/** Whether a client's public number is one: hexadecimal, at most 3072 bits, and not zero in the group (RFC 5054, section 2.5.4). */
export function isSrpPublic(clientPublic: string): boolean {
  return /^[0-9a-f]{1,768}$/i.test(clientPublic) && BigInt(`0x${clientPublic}`) % srpPrime !== 0n;
}

/** What the client must have signed to show that it knows the password. */
export interface SrpClaim extends SrpServerKeys {
  readonly userPoolId: string;
  readonly userIdForSrp: string;
  readonly clientPublic: string;
  readonly verifier: string;
  /** The challenge's SECRET_BLOCK, decoded. */
  readonly secretBlock: Uint8Array;
  /** For example `Tue Jan 7 09:05:00 UTC 2025`. */
  readonly timestamp: string;
}

/** The signature (base64) a client makes that knows the password: HMAC-SHA-256 under Cognito's derived key. */
export function srpSignature(claim: SrpClaim): string {
  const clientPublic = BigInt(`0x${claim.clientPublic}`);
  const scrambler = hashNumbers(clientPublic, BigInt(`0x${claim.serverPublic}`));
  const shared = powModPrime(
    clientPublic * powModPrime(BigInt(`0x${claim.verifier}`), scrambler),
    BigInt(`0x${claim.serverPrivate}`),
  );
  const key = sha256(
    utf8('Caldera Derived Key\u0001'),
    sha256(paddedBytes(shared), paddedBytes(scrambler)),
  ).slice(0, 16);
  const message = concatBytes(utf8(poolNameOf(claim.userPoolId) + claim.userIdForSrp), claim.secretBlock, utf8(claim.timestamp));
  return encodeBase64(sha256(message, key));
}
