import type { ReceivedRequest } from '../awsHttp/receivedRequest.ts';
import { readOwn } from '../awsHttp/ownProperty.ts';
import type { ServiceContext } from '../emulatorService.ts';
import type { Caller } from '../gate/authenticateRequest.ts';
import { authorize, type Operation } from '../gate/authorize.ts';
import { S3Error } from './s3Error.ts';
import type { S3Bucket } from './s3State.ts';

/** One authenticated call to S3. */
export interface S3Call {
  readonly request: ReceivedRequest;
  /** Headers by lower-case name; a presigned URL may carry `x-amz-…` headers in its query instead. */
  readonly headers: ReadonlyMap<string, string>;
  readonly query: URLSearchParams;
  readonly caller: Caller;
  readonly context: ServiceContext;
}

/** A call on a bucket. */
export interface BucketCall extends S3Call {
  readonly bucket: S3Bucket;
}

/** A call on an object, there or not. */
export interface ObjectCall extends BucketCall {
  readonly key: string;
}

/** Headers of a request with those a presigned URL moved into the query. */
export function s3Headers({ headers, url }: ReceivedRequest): ReadonlyMap<string, string> {
  const hoisted = [...url.searchParams].map(([name, value]) => [name.toLowerCase(), value] as const);
  return new Map([...hoisted.filter(([name]) => name.startsWith('x-amz-')), ...headers]);
}

/**
 * The bucket of that name.
 * @throws S3Error `NoSuchBucket`.
 */
export function requireBucket({ state }: Pick<ServiceContext, 'state'>, name: string): S3Bucket {
  const bucket = readOwn(state.s3.buckets, name);
  if (bucket === undefined) throw new S3Error('NoSuchBucket', { BucketName: name });
  return bucket;
}

/** `arn:aws:s3:::bucket` or `arn:aws:s3:::bucket/key`. */
export function s3Arn(bucket: string, key?: string): string {
  return `arn:aws:s3:::${bucket}${key === undefined ? '' : `/${key}`}`;
}

/**
 * Lets the call go on when the caller may do this.
 * @throws S3Error `AccessDenied`, with AWS's sentence about the policy.
 */
export function requirePermission({ caller, context }: S3Call, operation: Operation): void {
  const denial = authorize(caller, operation, context);
  if (denial !== undefined) throw new S3Error('AccessDenied', {}, denial);
}
