import { createDiffieHellman, createHmac } from 'node:crypto';
import { createRequire } from 'node:module';
import { afterEach, describe, expect, it } from 'vitest';
import { createSrpClient } from './createSrpClient.ts';
import { formatSrpTimestamp } from './formatSrpTimestamp.ts';
import { paddedBytes } from './srpBytes.ts';
import { powModPrime, srpPrime } from './srpGroup.ts';

// The library of the AWS documentation is the oracle. Its types do not cover its insides, so they are declared here.
interface BigInteger {
  add(other: BigInteger): BigInteger;
  mod(other: BigInteger): BigInteger;
  toString(radix: number): string;
}
interface OracleHelper {
  smallAValue: BigInteger;
  largeAValue: BigInteger | undefined;
  getLargeAValue(callback: (error: unknown, value: BigInteger) => void): void;
  getPasswordAuthenticationKey(
    username: string,
    password: string,
    serverPublic: BigInteger,
    salt: BigInteger,
    callback: (error: unknown, key: Uint8Array) => void,
  ): void;
}
type ModPow = (this: BigInteger, exponent: BigInteger, modulus: BigInteger, callback: (error: null, value: BigInteger) => void) => void;

const require = createRequire(import.meta.url);
const library = <Value>(name: string): Value =>
  (require(`amazon-cognito-identity-js/lib/${name}.js`) as { default: Value }).default;
const Helper = library<new (poolName: string) => OracleHelper>('AuthenticationHelper');
const Integer = library<(new (digits: string, radix: number) => BigInteger) & { prototype: { modPow: ModPow } }>('BigInteger');
const { getNowString } = library<{ prototype: { getNowString: () => string } }>('DateHelper').prototype;

const originalModPow = Integer.prototype.modPow;
afterEach(() => {
  Integer.prototype.modPow = originalModPow;
});

interface Exchange {
  readonly poolName: string;
  readonly userId: string;
  readonly password: string;
  readonly ephemeral: bigint;
  readonly serverPublic: string;
  readonly salt: string;
  readonly secretBlock: string;
  readonly now: number;
}

function challengeOf({ userId, serverPublic, salt, secretBlock }: Exchange) {
  return { USER_ID_FOR_SRP: userId, SRP_B: serverPublic, SALT: salt, SECRET_BLOCK: secretBlock };
}

async function ours(exchange: Exchange) {
  const client = createSrpClient(globalThis.crypto, exchange.poolName, exchange.ephemeral);
  const answer = await client.answer(challengeOf(exchange), exchange.password, exchange.now);
  return { clientPublic: client.clientPublic, signature: answer.PASSWORD_CLAIM_SIGNATURE, timestamp: answer.TIMESTAMP };
}

/** What the library answers: its numbers, its key; the signature is one HMAC under that key. */
function theirs(exchange: Exchange) {
  const helper = createOracle(exchange.poolName);
  helper.smallAValue = new Integer(exchange.ephemeral.toString(16), 16);
  let clientPublic = '';
  helper.getLargeAValue((_, value) => (clientPublic = value.toString(16)));
  let key = new Uint8Array();
  helper.getPasswordAuthenticationKey(
    exchange.userId,
    exchange.password,
    new Integer(exchange.serverPublic, 16),
    new Integer(exchange.salt, 16),
    (_, value) => (key = Uint8Array.from(value)),
  );
  const timestamp = formatSrpTimestamp(exchange.now);
  const signature = createHmac('sha256', key)
    .update(exchange.poolName + exchange.userId)
    .update(Buffer.from(exchange.secretBlock, 'base64'))
    .update(timestamp)
    .digest('base64');
  return { clientPublic, signature, timestamp };
}

/** Constructing a helper computes a slow A of its own: one is made, the others share what it knows of the group. */
const first = new Helper('');
function createOracle(poolName: string): OracleHelper {
  return Object.assign(Object.create(first) as OracleHelper, { poolName, largeAValue: undefined });
}

/** mulberry32: a small seeded generator, so that a failure can be repeated. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const CHARACTERS = Array.from('aZ09 :@.-_!"\\/äßñ€漢字🗝\u0301\u200d');

function createExchange(random: () => number, index: number): Exchange {
  const bytes = (length: number) => Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)));
  const text = (length: number) => Array.from({ length }, () => CHARACTERS[Math.floor(random() * CHARACTERS.length)]).join('');
  // Every 8th number begins with zeros, every 8th with its top bit set, every 16th is short and of odd length.
  const hex = (length: number, turn: number): string => {
    const number = bytes(length);
    if (turn % 8 === 1) number.fill(0, 0, 1 + (turn % 3));
    if (turn % 8 === 2) number[0] = 0x80 | (number[0] ?? 0);
    if (turn % 16 === 3) return number.toString('hex').slice(0, 1 + (turn % 7)).replace(/^0+$/, '1');
    return number.toString('hex');
  };
  return {
    poolName: text(9),
    userId: text(1 + Math.floor(random() * 40)),
    password: text(6 + Math.floor(random() * 40)),
    ephemeral: BigInt(`0x${hex(32, index)}`),
    serverPublic: hex(384, index + 1),
    salt: hex(16, index + 2),
    secretBlock: bytes(1 + Math.floor(random() * 1200)).toString('base64'),
    now: Math.floor(random() * 4e12),
  };
}

/** The library's own power takes 90 ms an exchange; OpenSSL's is as independent of ours and 30 times as fast. */
const openSslModPow: ModPow = function (exponent, modulus, callback) {
  const even = (digits: string) => (digits.length % 2 === 0 ? digits : `0${digits}`);
  const group = createDiffieHellman(even(modulus.toString(16)), 'hex', '02', 'hex');
  group.setPrivateKey(even(exponent.toString(16)), 'hex');
  const base = this.mod(modulus).add(modulus).mod(modulus);
  callback(null, new Integer(group.computeSecret(even(base.toString(16)), 'hex', 'hex'), 16));
};

const seed = Number(process.env['SRP_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

describe(`our SRP and the library's (SRP_SEED=${seed} repeats it)`, () => {
  it('agree on 1,000 random exchanges, among them numbers with leading zeros and with the top bit set', async () => {
    Integer.prototype.modPow = openSslModPow;
    const random = createRandom(seed);
    for (let index = 0; index < 1_000; index += 1) {
      const exchange = createExchange(random, index);
      expect(await ours(exchange), `exchange ${index} of seed ${seed}`).toEqual(theirs(exchange));
    }
  }, 120_000);

  it('agree when the library is left as it is', async () => {
    const random = createRandom(seed + 1);
    for (let index = 0; index < 12; index += 1) {
      const exchange = createExchange(random, index);
      expect(await ours(exchange), `exchange ${index} of seed ${seed + 1}`).toEqual(theirs(exchange));
    }
  }, 60_000);
});

describe('the numbers', () => {
  it('give A = g^a, never 0 in the group, for the smallest and the largest ephemerals', () => {
    for (const ephemeral of [0n, 1n, 3071n, 3072n, 2n ** 256n - 1n]) {
      const clientPublic = BigInt(`0x${createSrpClient(globalThis.crypto, 'P', ephemeral).clientPublic}`);
      expect(clientPublic).toBeGreaterThan(0n);
      expect(clientPublic).toBeLessThan(srpPrime());
      if (ephemeral < 3072n) expect(clientPublic).toBe(2n ** ephemeral % srpPrime());
    }
  });

  it('draw a new 256-bit ephemeral for every exchange', () => {
    const drawn = new Set<string>();
    let bytes = 0;
    const crypto = {
      subtle: globalThis.crypto.subtle,
      getRandomValues: (array: Uint8Array) => {
        bytes = array.length;
        return globalThis.crypto.getRandomValues(array as Uint8Array<ArrayBuffer>);
      },
    } as unknown as Crypto;
    for (let round = 0; round < 20; round += 1) drawn.add(createSrpClient(crypto, 'P').clientPublic);
    expect(drawn.size).toBe(20);
    expect(bytes).toBe(32);
  });

  it('refuse a server number that is 0 in the group', async () => {
    const exchange = createExchange(createRandom(1), 0);
    for (const serverPublic of ['0', srpPrime().toString(16), (srpPrime() * 2n).toString(16)]) {
      await expect(ours({ ...exchange, serverPublic })).rejects.toMatchObject({ code: 'SERVICE_REFUSED' });
    }
  });

  it('refuse a challenge that lacks something', async () => {
    const exchange = createExchange(createRandom(3), 0);
    const client = createSrpClient(globalThis.crypto, exchange.poolName);
    for (const name of Object.keys(challengeOf(exchange))) {
      const challenge = { ...challengeOf(exchange), [name]: undefined };
      await expect(client.answer(challenge, 'password', 0)).rejects.toMatchObject({ code: 'SERVICE_REFUSED' });
    }
  });

  it('refuse a scrambler that is 0', async () => {
    const exchange = createExchange(createRandom(2), 0);
    const subtle = { digest: () => Promise.resolve(new ArrayBuffer(32)) };
    const crypto = { subtle, getRandomValues: globalThis.crypto.getRandomValues.bind(globalThis.crypto) } as unknown as Crypto;
    const client = createSrpClient(crypto, exchange.poolName, exchange.ephemeral);
    await expect(client.answer(challengeOf(exchange), 'password', 0)).rejects.toMatchObject({ code: 'SERVICE_REFUSED' });
  });

  it('are of the 3072-bit group of RFC 5054, digit by digit', () => {
    expect(srpPrime().toString(16).toUpperCase()).toBe(
      [
        'FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B',
        '302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE6',
        '49286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB9ED529077096966D',
        '670C354E4ABC9804F1746C08CA18217C32905E462E36CE3BE39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF695581718',
        '3995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7D',
        'B3970F85A6E1E4C7ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200C',
        'BBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF',
      ].join(''),
    );
  });

  it('raise to a power as repeated multiplication does', () => {
    let product = 1n;
    for (let exponent = 0n; exponent < 40n; exponent += 1n) {
      expect(powModPrime(3n ** 2000n, exponent)).toBe(product);
      product = (product * 3n ** 2000n) % srpPrime();
    }
  });
});

it('numbers are padded to whole bytes, with a zero before a set top bit', () => {
  const hex = (number: bigint) => Buffer.from(paddedBytes(number)).toString('hex');
  expect([0n, 1n, 0x14n, 0x7fn, 0x80n, 0xecn, 0x100n, 0xff00n].map(hex)).toEqual(
    ['00', '01', '14', '7f', '0080', '00ec', '0100', '00ff00'],
  );
});

describe('the timestamp', () => {
  it('does not pad the day, and pads the time', () => {
    expect(formatSrpTimestamp(Date.UTC(2025, 0, 7, 9, 5, 0))).toBe('Tue Jan 7 09:05:00 UTC 2025');
    expect(formatSrpTimestamp(Date.UTC(2024, 11, 31, 23, 59, 59))).toBe('Tue Dec 31 23:59:59 UTC 2024');
  });

  it('reads as the library writes the present', () => {
    const before = formatSrpTimestamp(Date.now());
    const written = getNowString();
    expect([before, formatSrpTimestamp(Date.now())]).toContain(written);
  });
});
