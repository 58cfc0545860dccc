import { CredentialsError, fromBase64 } from '@valetkey/core';
import { formatSrpTimestamp } from './formatSrpTimestamp.ts';
import { joinBytes, readNumber, type Hashable } from './srpBytes.ts';
import { powModPrime, SRP_GENERATOR, srpPrime } from './srpGroup.ts';

/** Parameters of the `PASSWORD_VERIFIER` challenge, as the service sends them. */
export interface SrpChallenge {
  readonly USER_ID_FOR_SRP?: string;
  /** Hexadecimal. */
  readonly SRP_B?: string;
  /** Hexadecimal. */
  readonly SALT?: string;
  /** Base64. */
  readonly SECRET_BLOCK?: string;
}

/** The answer: it shows that the client knows the password, without telling it. */
export type SrpResponses = Readonly<Record<'USERNAME' | 'PASSWORD_CLAIM_SECRET_BLOCK' | 'PASSWORD_CLAIM_SIGNATURE' | 'TIMESTAMP', string>>;

/** One SRP exchange: use it for one sign-in attempt. */
export interface SrpClient {
  /** `SRP_A`, hexadecimal. */
  readonly clientPublic: string;
  /**
   * Answers the challenge.
   * @param now - Epoch ms by the server's clock.
   * @throws CredentialsError `SERVICE_REFUSED` when the challenge lacks something or its number lets the server choose the key.
   */
  readonly answer: (challenge: SrpChallenge, password: string, now: number) => Promise<SrpResponses>;
}

/**
 * Begins an SRP-6a exchange as Cognito does it: computes A, the part that needs no input, so that it can be made while
 * the person still types.
 * @param poolName - The user pool id after its underscore.
 * @param ephemeral - The secret number a. Default: 256 random bits, what RFC 5054 §3.1 asks for at least.
 * @see RFC 5054 §2.5
 */
export function createSrpClient(crypto: Crypto, poolName: string, ephemeral?: bigint): SrpClient {
  const { subtle } = crypto;
  const a = ephemeral ?? readNumber(crypto.getRandomValues(new Uint8Array(32)));
  // Never 0: no power of 2 is a multiple of an odd prime.
  const clientPublic = powModPrime(SRP_GENERATOR, a);

  const hash = async (...parts: readonly Hashable[]): Promise<Uint8Array> =>
    new Uint8Array(await subtle.digest('SHA-256', joinBytes(parts)));
  const hmac = async (key: Hashable, ...parts: readonly Hashable[]): Promise<Uint8Array> => {
    const imported = await subtle.importKey('raw', joinBytes([key]), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
    return new Uint8Array(await subtle.sign('HMAC', imported, joinBytes(parts)));
  };

  return {
    clientPublic: clientPublic.toString(16),
    async answer({ USER_ID_FOR_SRP: userId, SRP_B: serverPublic, SALT: salt, SECRET_BLOCK: secretBlock }, password, now) {
      const modulus = srpPrime();
      const b = BigInt(`0x${serverPublic ?? 0}`);
      const u = readNumber(await hash(clientPublic, b));
      // RFC 5054 §2.5.3: with either of these 0, a false server could choose the key.
      if (b % modulus === 0n || u === 0n || !userId || !salt || !secretBlock) throw new CredentialsError('SERVICE_REFUSED');

      const k = readNumber(await hash(modulus, SRP_GENERATOR));
      const x = readNumber(await hash(BigInt(`0x${salt}`), await hash(`${poolName}${userId}:${password}`)));
      const base = (b - k * powModPrime(SRP_GENERATOR, x)) % modulus;
      const secret = powModPrime(base + modulus, a + u * x);

      // HKDF (RFC 5869) of one block, cut to 128 bits.
      const extracted = await hmac(u, secret);
      const key = (await hmac(extracted, 'Caldera Derived Key\u0001')).slice(0, 16);
      const timestamp = formatSrpTimestamp(now);
      const signature = await hmac(key, poolName, userId, fromBase64(secretBlock), timestamp);
      return {
        USERNAME: userId,
        PASSWORD_CLAIM_SECRET_BLOCK: secretBlock,
        PASSWORD_CLAIM_SIGNATURE: btoa(String.fromCharCode(...signature)),
        TIMESTAMP: timestamp,
      };
    },
  };
}
