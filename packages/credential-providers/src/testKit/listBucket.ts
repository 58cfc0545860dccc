import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { systemClock, type AwsCredentials } from '@valetkey/core';
import { emulatorDefaults } from '@valetkey/emulator';
import { createInPageRequestHandler } from '@valetkey/emulator/in-page';
import type { World } from './createWorld.ts';

/** Whether an S3 client with these credentials may list a bucket, by the emulator's verdict: `'allowed'` or the refusal's code. */
export async function listBucket({ emulator }: World, credentials: AwsCredentials, bucket: string, prefix = ''): Promise<string> {
  const s3 = new S3Client({
    region: emulatorDefaults.region,
    forcePathStyle: true,
    credentials,
    requestHandler: createInPageRequestHandler(emulator),
    maxAttempts: 1,
    systemClockOffset: emulator.clock.now() - systemClock.now(),
  });
  return s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix })).then(
    () => 'allowed',
    (error: { name: string }) => error.name,
  );
}
