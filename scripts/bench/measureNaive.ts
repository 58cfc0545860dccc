import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import type { Session } from '@valetkey/core';
import { emulatorDefaults } from '@valetkey/emulator';
import { createBenchIssuer, type BenchIssuer, type BenchIssuerOptions } from './createBenchIssuer.ts';
import type { Measurement } from './measurement.ts';
import { createBenchSession, withSdk, withStore, type NaivePerson, type NaiveUse } from './naiveUse.ts';

const MINUTE_MS = 60_000;
const { bucket, user } = emulatorDefaults;
const grace = { email: 'grace@example.com', password: user.password };

/** One thing that happens to every app. It is counted once for each way to have credentials. */
interface Scenario {
  readonly name: string;
  readonly unit: string;
  /** What the store may need. */
  readonly limit: number;
  readonly issuer?: BenchIssuerOptions;
  readonly count: (issuer: BenchIssuer, make: (person?: NaivePerson) => NaiveUse) => Promise<number>;
}

const list = async (client: S3Client): Promise<boolean> =>
  client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: 'public/' })).then(
    () => true,
    () => false,
  );

async function listAll(clients: readonly S3Client[], times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) await Promise.all(clients.map(list));
}

const many = (way: NaiveUse, count: number): readonly S3Client[] => Array.from({ length: count }, way.createClient);

const credentialCalls = ({ emulator }: BenchIssuer): number => emulator.calls.count('GetCredentialsForIdentity');

async function signIn(session: Session, { email, password }: typeof grace): Promise<void> {
  await session.signOut();
  session.signIn.reset();
  const { step } = session.signIn.getSnapshot();
  if (step.kind === 'password') await step.submit({ username: email, password });
}

const scenarios: readonly Scenario[] = [
  {
    name: '10 clients at once, none has credentials yet: calls for identity and credentials',
    unit: 'calls',
    limit: 2,
    async count(issuer, make) {
      await listAll(many(make(), 10), 1);
      return credentialCalls(issuer) + issuer.emulator.calls.count('GetId');
    },
  },
  {
    name: '10 clients at once, none has credentials yet: guests that AWS takes them for',
    unit: 'guests',
    limit: 1,
    async count({ emulator }, make) {
      await listAll(many(make(), 10), 1);
      const lists = emulator.calls.all().filter(({ operation }) => operation === 'S3.ListObjectsV2');
      return new Set(lists.map(({ identity }) => identity)).size;
    },
  },
  {
    name: 'credentials of 4 minutes, 1 client, 10 requests: calls for credentials',
    unit: 'calls',
    limit: 1,
    issuer: { lifetimeMs: 4 * MINUTE_MS },
    async count(issuer, make) {
      await listAll(many(make(), 1), 10);
      return credentialCalls(issuer);
    },
  },
  {
    name: 'credentials of 4 minutes, 10 clients, 10 requests each: calls for credentials',
    unit: 'calls',
    limit: 1,
    issuer: { lifetimeMs: 4 * MINUTE_MS },
    async count(issuer, make) {
      await listAll(many(make(), 10), 10);
      return credentialCalls(issuer);
    },
  },
  {
    name: 'issuer down, credentials good for 4 minutes more, 5 requests: failed',
    unit: 'requests',
    limit: 0,
    issuer: { lifetimeMs: 4 * MINUTE_MS },
    async count(issuer, make) {
      const client = make().createClient();
      await list(client);
      issuer.breakDown();
      return countFailures(5, () => list(client));
    },
  },
  {
    name: 'ExpiredToken once, 3 requests: failed',
    unit: 'requests',
    limit: 0,
    async count(issuer, make) {
      const client = make().createClient();
      await list(client);
      issuer.emulator.faults.enqueue({ operation: 'S3.ListObjectsV2', kind: 'expired-token' });
      return countFailures(3, () => list(client));
    },
  },
  {
    name: 'ExpiredToken for 10 requests at once: failed',
    unit: 'requests',
    limit: 0,
    async count(issuer, make) {
      const client = make().createClient();
      await list(client);
      issuer.emulator.faults.enqueue({ operation: 'S3.ListObjectsV2', kind: 'expired-token', times: 10 });
      const answers = await Promise.all(Array.from({ length: 10 }, () => list(client)));
      return answers.filter((isDone) => !isDone).length;
    },
  },
  {
    // One for the first request, one for all that were refused. The SDK never asks for another.
    name: 'ExpiredToken for 10 requests at once: calls for credentials',
    unit: 'calls',
    limit: 2,
    async count(issuer, make) {
      const client = make().createClient();
      await list(client);
      issuer.emulator.faults.enqueue({ operation: 'S3.ListObjectsV2', kind: 'expired-token', times: 10 });
      await Promise.all(Array.from({ length: 10 }, () => list(client)));
      return credentialCalls(issuer);
    },
  },
  {
    name: 'clock 56 minutes ahead, 10 requests: calls for credentials',
    unit: 'calls',
    limit: 1,
    issuer: { machineAheadMs: 56 * MINUTE_MS },
    async count(issuer, make) {
      await listAll(many(make(), 1), 10);
      return credentialCalls(issuer);
    },
  },
  {
    name: 'another person signs in, 3 requests: signed as the one before',
    unit: 'requests',
    limit: 0,
    async count(issuer, make) {
      const { admin, calls } = issuer.emulator;
      admin.createUser(grace);
      const session = createBenchSession(issuer);
      await signIn(session, user);
      const { createClient } = make(session);
      await list(createClient());
      const before = calls.all().at(-1)?.identity;
      const kept = createClient();
      await list(kept);
      await signIn(session, grace);
      calls.clear();
      // What a component has in hand: `useClient` gives it another client, code outside components keeps the one it has.
      await listAll([kept, createClient(), createClient()], 1);
      return calls.all().filter(({ operation, identity }) => operation === 'S3.ListObjectsV2' && identity === before).length;
    },
  },
];

async function countFailures(times: number, attempt: () => Promise<boolean>): Promise<number> {
  let failures = 0;
  for (let time = 0; time < times; time += 1) if (!(await attempt())) failures += 1;
  return failures;
}

/** What the SDK's own provider costs where it is shared by clients as it comes, and what a store does. */
export async function* measureNaive(): AsyncGenerator<Measurement> {
  for (const { name, unit, limit, issuer: options, count } of scenarios) {
    const [ours, theirs] = [createBenchIssuer(options), createBenchIssuer(options)];
    const value = await count(ours, (person) => withStore(ours, person));
    const sdk = await count(theirs, (person) => withSdk(theirs, person));
    yield { name, value, unit, limit, detail: { sdk } };
  }
}
