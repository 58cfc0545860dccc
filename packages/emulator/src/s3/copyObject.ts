import { writeOwn } from '../awsHttp/ownProperty.ts';
import { isNotModified } from './checkPreconditions.ts';
import { requireObject } from './requireObject.ts';
import { xmlAnswer } from './s3Answer.ts';
import { requireBucket, requirePermission, s3Arn, type ObjectCall } from './s3Call.ts';
import { S3Error } from './s3Error.ts';
import { storedHeaders } from './storedHeaders.ts';

const SOURCE_CONDITION = 'x-amz-copy-source-if-';

function findSource(call: ObjectCall): ObjectCall {
  let path: string;
  try {
    path = decodeURIComponent((call.headers.get('x-amz-copy-source') ?? '').replace(/^\//, ''));
  } catch {
    throw new S3Error('InvalidArgument', {}, 'Copy Source must be URL-encoded.');
  }
  const slash = path.indexOf('/');
  if (slash < 1 || slash === path.length - 1) {
    throw new S3Error('InvalidArgument', {}, 'Copy Source must mention the source bucket and key: sourcebucket/sourcekey');
  }
  return { ...call, bucket: requireBucket(call.context, path.slice(0, slash)), key: path.slice(slash + 1) };
}

/**
 * `CopyObject`: reads the source and writes the target, each with its own permission.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
 */
export function copyObject(call: ObjectCall): Response {
  const { bucket, key, headers, context } = call;
  requirePermission(call, { action: 's3:PutObject', resource: s3Arn(bucket.name, key) });
  const source = findSource(call);
  requirePermission(source, { action: 's3:GetObject', resource: s3Arn(source.bucket.name, source.key) });
  const object = requireObject(source);

  const conditions = [...headers].filter(([name]) => name.startsWith(SOURCE_CONDITION));
  const sourceConditions = new Map(conditions.map(([name, value]) => [name.replace('x-amz-copy-source-', ''), value]));
  if (isNotModified(sourceConditions, object)) throw new S3Error('PreconditionFailed');

  const replaces = headers.get('x-amz-metadata-directive')?.toUpperCase() === 'REPLACE';
  if (!replaces && source.bucket === bucket && source.key === key) {
    throw new S3Error(
      'InvalidRequest',
      {},
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    );
  }
  const lastModified = context.clock.now();
  writeOwn(bucket.objects, key, { ...object, lastModified, ...(replaces ? storedHeaders(headers) : {}) });
  context.changed();
  return xmlAnswer('CopyObjectResult', { LastModified: new Date(lastModified).toISOString(), ETag: `"${object.etag}"` });
}
