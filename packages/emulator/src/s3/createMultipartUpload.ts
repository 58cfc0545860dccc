import { toHex } from '../bytes.ts';
import { xmlAnswer } from './s3Answer.ts';
import { requirePermission, s3Arn, type ObjectCall } from './s3Call.ts';
import { storedHeaders } from './storedHeaders.ts';

const UPLOAD_ID_BYTES = 24;

/**
 * `CreateMultipartUpload`.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html
 */
export function createMultipartUpload(call: ObjectCall): Response {
  const { bucket, key, headers, context } = call;
  requirePermission(call, { action: 's3:PutObject', resource: s3Arn(bucket.name, key) });
  const uploadId = toHex(crypto.getRandomValues(new Uint8Array(UPLOAD_ID_BYTES)));
  bucket.uploads[uploadId] = { key, initiated: context.clock.now(), ...storedHeaders(headers), parts: {} };
  context.changed();
  const algorithm = headers.get('x-amz-checksum-algorithm');
  return xmlAnswer(
    'InitiateMultipartUploadResult',
    { Bucket: bucket.name, Key: key, UploadId: uploadId },
    algorithm === undefined ? {} : { 'x-amz-checksum-algorithm': algorithm },
  );
}
