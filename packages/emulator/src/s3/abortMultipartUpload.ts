import { requireUpload } from './requireUpload.ts';
import { emptyAnswer } from './s3Answer.ts';
import { requirePermission, s3Arn, type ObjectCall } from './s3Call.ts';

/**
 * `AbortMultipartUpload`.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html
 */
export function abortMultipartUpload(call: ObjectCall): Response {
  const { bucket, key, context } = call;
  requirePermission(call, { action: 's3:AbortMultipartUpload', resource: s3Arn(bucket.name, key) });
  delete bucket.uploads[requireUpload(call).uploadId];
  context.changed();
  return emptyAnswer({}, 204);
}
