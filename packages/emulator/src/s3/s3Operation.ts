import { abortMultipartUpload } from './abortMultipartUpload.ts';
import { completeMultipartUpload } from './completeMultipartUpload.ts';
import { copyObject } from './copyObject.ts';
import { createMultipartUpload } from './createMultipartUpload.ts';
import { deleteObject } from './deleteObject.ts';
import { deleteObjects } from './deleteObjects.ts';
import { getObject } from './getObject.ts';
import { headBucket } from './headBucket.ts';
import { listBuckets } from './listBuckets.ts';
import { listObjects } from './listObjects.ts';
import { listParts } from './listParts.ts';
import { putObject } from './putObject.ts';
import { uploadPart } from './uploadPart.ts';
import type { BucketCall, ObjectCall, S3Call } from './s3Call.ts';

/** An operation, by what it works on. */
export type S3Operation =
  | { readonly on: 'service'; readonly run: (call: S3Call) => Response }
  | { readonly on: 'bucket'; readonly run: (call: BucketCall) => Response }
  | { readonly on: 'object'; readonly run: (call: ObjectCall) => Response };

/** What S3 looks at to tell its operations apart. */
export interface S3Route {
  readonly method: string;
  /** Empty: the service itself. */
  readonly bucket: string;
  /** Empty: the bucket itself. */
  readonly key: string;
  readonly query: URLSearchParams;
  readonly headers: ReadonlyMap<string, string>;
}

/** Query parameters that turn a request into another operation. Any but the listed one rules a route out. */
const SUBRESOURCES = [
  'accelerate', 'acl', 'analytics', 'attributes', 'cors', 'delete', 'encryption', 'intelligent-tiering', 'inventory', 'legal-hold',
  'lifecycle', 'list-type', 'location', 'logging', 'metrics', 'notification', 'object-lock', 'ownershipControls', 'partNumber',
  'policy', 'policyStatus', 'publicAccessBlock', 'replication', 'requestPayment', 'restore', 'retention', 'select', 'session',
  'tagging', 'torrent', 'uploadId', 'uploads', 'versionId', 'versioning', 'versions', 'website',
] as const;

/** Headers that make a write more than a plain one, each with a permission of its own. */
const UNSUPPORTED_HEADERS = /^x-amz-(acl|grant-.+|tagging|object-lock-.+)$/;

const onBucket = (run: (call: BucketCall) => Response): S3Operation => ({ on: 'bucket', run });
const onObject = (run: (call: ObjectCall) => Response): S3Operation => ({ on: 'object', run });

/** Operations by `METHOD target`, then the subresources in the query. */
const operations: ReadonlyMap<string, S3Operation> = new Map<string, S3Operation>([
  ['GET /', { on: 'service', run: listBuckets }],
  ['HEAD bucket', onBucket(headBucket)],
  ['GET bucket?list-type', onBucket(listObjects)],
  ['POST bucket?delete', onBucket(deleteObjects)],
  ['GET object', onObject(getObject)],
  ['HEAD object', onObject(getObject)],
  ['PUT object', onObject(putObject)],
  ['PUT object from copy source', onObject(copyObject)],
  ['DELETE object', onObject(deleteObject)],
  ['POST object?uploads', onObject(createMultipartUpload)],
  ['PUT object?partNumber&uploadId', onObject(uploadPart)],
  ['GET object?uploadId', onObject(listParts)],
  ['POST object?uploadId', onObject(completeMultipartUpload)],
  ['DELETE object?uploadId', onObject(abortMultipartUpload)],
]);

/**
 * The operation a request asks for.
 * @returns `undefined` for one the emulator does not have; it must not be taken for a plain read or write.
 */
export function findS3Operation({ method, bucket, key, query, headers }: S3Route): S3Operation | undefined {
  if ([...headers.keys()].some((name) => UNSUPPORTED_HEADERS.test(name))) return undefined;
  const target = bucket === '' ? '/' : key === '' ? 'bucket' : 'object';
  const subresources = SUBRESOURCES.filter((name) => query.has(name));
  const copies = headers.has('x-amz-copy-source') ? ' from copy source' : '';
  return operations.get(`${method} ${target}${subresources.length === 0 ? '' : `?${subresources.join('&')}`}${copies}`);
}
