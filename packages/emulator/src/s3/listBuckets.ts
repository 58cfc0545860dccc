import { xmlAnswer } from './s3Answer.ts';
import { requirePermission, s3Arn, type S3Call } from './s3Call.ts';

/**
 * `ListBuckets`.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html
 */
export function listBuckets(call: S3Call): Response {
  requirePermission(call, { action: 's3:ListAllMyBuckets', resource: s3Arn('*') });
  const buckets = Object.values(call.context.state.s3.buckets);
  return xmlAnswer('ListAllMyBucketsResult', {
    Buckets: {
      Bucket: buckets.map(({ name, createdAt, region }) => ({
        Name: name,
        CreationDate: new Date(createdAt).toISOString(),
        BucketRegion: region,
      })),
    },
  });
}
