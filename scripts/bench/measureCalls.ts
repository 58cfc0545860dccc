import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { emulatorDefaults } from '@valetkey/emulator';
import { createBenchApp, type BenchApp } from './benchApp.ts';
import type { Measurement } from './measurement.ts';

/** Network calls on the way from a submitted password to the first signed S3 request, which is not counted. */
export async function measureFirstSignIn(): Promise<Measurement> {
  const app = createBenchApp();
  return { name: 'calls from first sign-in to first S3 request', ...(await countSignIn(app)), unit: 'calls', limit: 4 };
}

/** The same for a person whose identity id is known from before. */
export async function measureNextSignIn(): Promise<Measurement> {
  const app = createBenchApp();
  await countSignIn(app);
  await app.session.signOut();
  app.session.signIn.reset();
  app.takeCalls();
  return { name: 'calls from next sign-in to first S3 request', ...(await countSignIn(app)), unit: 'calls', limit: 3 };
}

/** Calls for identity and credentials when twenty clients ask at once and there are none yet. */
export async function measureColdClients(): Promise<Measurement> {
  const app = createBenchApp();
  await Promise.all(Array.from({ length: 20 }, () => listPublic(app)));
  const calls = app.takeCalls().filter((operation) => !operation.startsWith('S3.'));
  return { name: 'calls for credentials when 20 clients ask at once', value: calls.length, unit: 'calls', limit: 2, detail: { calls } };
}

async function countSignIn(app: BenchApp): Promise<Pick<Measurement, 'value' | 'detail'>> {
  await app.signIn();
  await listPublic(app);
  const calls = app.takeCalls().filter((operation) => !operation.startsWith('S3.'));
  return { value: calls.length, detail: { calls } };
}

async function listPublic({ credentials, requestHandler }: BenchApp): Promise<void> {
  const s3 = new S3Client({ region: emulatorDefaults.region, forcePathStyle: true, credentials: credentials.provider, requestHandler });
  await s3.send(new ListObjectsV2Command({ Bucket: emulatorDefaults.bucket, Prefix: 'public/' }));
}
