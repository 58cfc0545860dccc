import { readOwn } from '../awsHttp/ownProperty.ts';
import { authorize } from '../gate/authorize.ts';
import { s3Arn, type ObjectCall } from './s3Call.ts';
import { S3Error } from './s3Error.ts';
import type { S3Object } from './s3State.ts';

/**
 * The object a call is about.
 * @throws S3Error `NoSuchKey`; `AccessDenied` for callers who may not list the bucket, so that they cannot find out which
 * keys exist.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export function requireObject({ bucket, key, caller, context }: ObjectCall): S3Object {
  const object = readOwn(bucket.objects, key);
  if (object !== undefined) return object;
  const denial = authorize(caller, { action: 's3:ListBucket', resource: s3Arn(bucket.name) }, context);
  throw denial === undefined ? new S3Error('NoSuchKey', { Key: key }) : new S3Error('AccessDenied', {}, denial);
}
