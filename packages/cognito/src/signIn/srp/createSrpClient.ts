import { CredentialsError } from '@valetkey/core';
import { formatSrpTimestamp } from './formatSrpTimestamp.ts';
import { joinBytes, paddedBytes, readNumber } from './srpBytes.ts';
import { powModPrime, SRP_GENERATOR, SRP_MULTIPLIER, srpPrime } from './srpGroup.ts';

/** The `PASSWORD_VERIFIER` challenge, as the service sends it. */
export interface SrpChallenge {
  /** `USER_ID_FOR_SRP`. */
  readonly userId: string;
  /** `SRP_B`, hexadecimal. */
  readonly serverPublic: string;
  /** `SALT`, hexadecimal. */
  readonly salt: string;
  /** `SECRET_BLOCK`, base64. */
  readonly secretBlock: string;
}

/** Shows in the answer that the client knows the password, without telling it. */
export interface SrpClaim {
  /** `PASSWORD_CLAIM_SIGNATURE`, base64. */
  readonly signature: string;
  /** `TIMESTAMP`. */
  readonly timestamp: string;
}

/** One SRP exchange: use it for one sign-in attempt. */
export interface SrpClient {
  /** `SRP_A`, hexadecimal. */
  readonly clientPublic: string;
  /**
   * Answers the challenge.
   * @param now - Epoch ms by the server's clock.
   * @throws CredentialsError `SERVICE_REFUSED` when the server's numbers would give the password away or fix the key.
   */
  readonly claim: (challenge: SrpChallenge, password: string, now: number) => Promise<SrpClaim>;
}

/**
 * Begins an SRP-6a exchange as Cognito does it: computes A, the part that needs no input, so that it can be made while
 * the person still types.
 * @param poolName - The user pool id after its underscore.
 * @param ephemeral - The secret number a. Default: 256 random bits, what RFC 5054 §3.1 asks for at least.
 * @throws CredentialsError `WEB_CRYPTO_MISSING`.
 * @see RFC 5054 §2.5, RFC 5869 (HKDF)
 */
export function createSrpClient(crypto: Crypto | undefined, poolName: string, ephemeral?: bigint): SrpClient {
  if (crypto === undefined) throw new CredentialsError('WEB_CRYPTO_MISSING');
  const { subtle } = crypto;
  const a = ephemeral ?? readNumber(crypto.getRandomValues(new Uint8Array(32)));
  // Never 0: no power of 2 is a multiple of an odd prime.
  const clientPublic = powModPrime(SRP_GENERATOR, a);

  const hash = async (...parts: readonly (string | Uint8Array)[]): Promise<Uint8Array> =>
    new Uint8Array(await subtle.digest('SHA-256', joinBytes(...parts)));

  return {
    clientPublic: clientPublic.toString(16),
    async claim({ userId, serverPublic, salt, secretBlock }, password, now) {
      const b = BigInt(`0x${serverPublic}`);
      const scrambler = await hash(paddedBytes(clientPublic), paddedBytes(b));
      const u = readNumber(scrambler);
      // RFC 5054 §2.5.3: with either of these 0, a false server could choose the key.
      if (b % srpPrime() === 0n || u === 0n) throw new CredentialsError('SERVICE_REFUSED', { detail: 'SRP_B is not valid.' });

      const identity = await hash(`${poolName}${userId}:${password}`);
      const x = readNumber(await hash(paddedBytes(BigInt(`0x${salt}`)), identity));
      const base = (b - SRP_MULTIPLIER * powModPrime(SRP_GENERATOR, x)) % srpPrime();
      const secret = powModPrime(base + srpPrime(), a + u * x);

      const input = await subtle.importKey('raw', paddedBytes(secret), 'HKDF', false, ['deriveKey']);
      const key = await subtle.deriveKey(
        { name: 'HKDF', hash: 'SHA-256', salt: paddedBytes(u), info: joinBytes('Caldera Derived Key') },
        input,
        { name: 'HMAC', hash: 'SHA-256', length: 128 },
        false,
        ['sign'],
      );
      const timestamp = formatSrpTimestamp(now);
      const block = Uint8Array.from(atob(secretBlock), (character) => character.charCodeAt(0));
      const signature = await subtle.sign('HMAC', key, joinBytes(poolName, userId, block, timestamp));
      return { timestamp, signature: btoa(String.fromCharCode(...new Uint8Array(signature))) };
    },
  };
}
