import { requireUpload } from './requireUpload.ts';
import { xmlAnswer } from './s3Answer.ts';
import { requirePermission, s3Arn, type ObjectCall } from './s3Call.ts';
import { S3Error } from './s3Error.ts';

const MAX_PARTS_LISTED = 1000;

/**
 * `ListParts`.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html
 */
export function listParts(call: ObjectCall): Response {
  const { bucket, key, query } = call;
  requirePermission(call, { action: 's3:ListMultipartUploadParts', resource: s3Arn(bucket.name, key) });
  const { uploadId, upload } = requireUpload(call);
  const marker = Number(query.get('part-number-marker') ?? 0);
  const maxParts = Math.min(Number(query.get('max-parts') ?? MAX_PARTS_LISTED), MAX_PARTS_LISTED);
  if (!Number.isInteger(marker) || !Number.isInteger(maxParts)) throw new S3Error('InvalidArgument');
  // Integer-like names come in ascending order.
  const following = Object.entries(upload.parts).filter(([partNumber]) => Number(partNumber) > marker);
  const parts = following.slice(0, maxParts);
  return xmlAnswer('ListPartsResult', {
    Bucket: bucket.name,
    Key: key,
    UploadId: uploadId,
    PartNumberMarker: marker,
    NextPartNumberMarker: parts.at(-1)?.[0] ?? 0,
    MaxParts: maxParts,
    IsTruncated: following.length > parts.length,
    Part: parts.map(([partNumber, { etag, size, lastModified }]) => ({
      PartNumber: partNumber,
      LastModified: new Date(lastModified).toISOString(),
      ETag: `"${etag}"`,
      Size: size,
    })),
  });
}
