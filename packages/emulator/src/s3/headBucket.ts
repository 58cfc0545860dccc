import { emptyAnswer } from './s3Answer.ts';
import { requirePermission, s3Arn, type BucketCall } from './s3Call.ts';

/**
 * `HeadBucket`.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
 */
export function headBucket(call: BucketCall): Response {
  const { bucket } = call;
  requirePermission(call, { action: 's3:ListBucket', resource: s3Arn(bucket.name) });
  return emptyAnswer({ 'x-amz-bucket-region': bucket.region, 'x-amz-access-point-alias': 'false' });
}
