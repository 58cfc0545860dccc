import { encodeBase64 } from '../awsHttp/base64.ts';
import { readOwn, writeOwn } from '../awsHttp/ownProperty.ts';
import { toHex, utf8 } from '../bytes.ts';
import type { ServiceContext } from '../emulatorService.ts';
import { computeMd5 } from '../s3/s3Checksum.ts';

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
  const body = typeof object.body === 'string' ? utf8(object.body) : object.body;
  writeOwn(bucket.objects, object.key, {
    body: encodeBase64(body),
    size: body.length,
    etag: toHex(computeMd5(body)),
    lastModified: clock.now(),
    headers: { 'content-type': object.contentType ?? 'binary/octet-stream' },
    metadata: { ...object.metadata },
  });
}
