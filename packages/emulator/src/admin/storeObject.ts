import { readOwn, writeOwn } from '../awsHttp/ownProperty.ts';
import type { ServiceContext } from '../emulatorService.ts';
import { createS3Object } from '../s3/s3State.ts';

/** An object to put into a bucket. */
export interface NewObject {
  readonly bucket: string;
  readonly key: string;
  readonly body: string | Uint8Array;
  /** Default `binary/octet-stream`, as in S3. */
  readonly contentType?: string;
  /** User metadata, names without `x-amz-meta-`. Default none. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** Puts an object into a bucket, asking nobody for permission. */
export function storeObject({ state, clock }: ServiceContext, object: NewObject): void {
  const bucket = readOwn(state.s3.buckets, object.bucket);
  if (bucket === undefined) throw new Error(`The emulator has no bucket ${object.bucket}. Seed one.`);
  const { key, body, contentType = 'binary/octet-stream', metadata = {} } = object;
  writeOwn(bucket.objects, key, createS3Object({ body, headers: { 'content-type': contentType }, metadata }, clock.now()));
}
