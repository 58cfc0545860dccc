import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { createSrpClient } from '../../packages/cognito/src/signIn/srp/createSrpClient.ts';
import { median, round, type Measurement } from './measurement.ts';

/** Our share of the library's time that may not be exceeded. */
const LIMIT = 1 / 8;
const ROUNDS = 15;

// The library's insides have no types: what is used of them is declared here.
interface LibraryHelper {
  getLargeAValue(callback: (error: unknown, value: unknown) => void): void;
  getPasswordAuthenticationKey(username: string, password: string, b: unknown, salt: unknown, callback: (error: unknown, key: unknown) => void): void;
}
const require = createRequire(import.meta.url);
const library = <Value>(name: string): Value => (require(`amazon-cognito-identity-js/lib/${name}.js`) as { default: Value }).default;
const Helper = library<new (poolName: string) => LibraryHelper>('AuthenticationHelper');
const BigInteger = library<new (digits: string, radix: number) => unknown>('BigInteger');

const poolName = 'Emulator1';
const userId = '9f8f0f0a-0000-4000-8000-000000000001';
const password = 'Analytical-Engine-1843';

/** The CPU time of a sign-in with SRP (A and the password claim): ours and amazon-cognito-identity-js's, turn by turn. */
export async function measureSrp(): Promise<Measurement> {
  const native: number[] = [];
  const theirs: number[] = [];
  for (let turn = 0; turn < ROUNDS; turn += 1) {
    // A byte shorter than the prime of the group, so below it.
    const serverPublic = randomBytes(383).toString('hex');
    const salt = randomBytes(16).toString('hex');
    native.push(await timed(() => signInNative(serverPublic, salt)));
    theirs.push(await timed(() => signInWithLibrary(serverPublic, salt)));
  }
  const ratio = median(native) / median(theirs);
  return {
    name: 'SRP sign-in CPU, share of amazon-cognito-identity-js',
    value: round(ratio, 3),
    unit: 'ratio',
    limit: LIMIT,
    detail: { nativeMs: round(median(native), 1), libraryMs: round(median(theirs), 1), timesFaster: round(1 / ratio, 1) },
  };
}

async function signInNative(serverPublic: string, salt: string): Promise<void> {
  const client = createSrpClient(globalThis.crypto, poolName);
  await client.claim({ userId, serverPublic, salt, secretBlock: 'AAAA' }, password, 0);
}

function signInWithLibrary(serverPublic: string, salt: string): Promise<void> {
  // Its constructor computes A.
  const helper = new Helper(poolName);
  return new Promise((resolve, reject) => {
    const [b, s] = [new BigInteger(serverPublic, 16), new BigInteger(salt, 16)];
    helper.getPasswordAuthenticationKey(userId, password, b, s, (error) => (error === null ? resolve() : reject(new Error('SRP failed.', { cause: error }))));
  });
}

async function timed(work: () => Promise<void>): Promise<number> {
  const before = performance.now();
  await work();
  return performance.now() - before;
}
