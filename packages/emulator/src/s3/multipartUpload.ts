import { encodeBase64 } from '../awsHttp/base64.ts';
import { readOwn } from '../awsHttp/ownProperty.ts';
import { toHex } from '../bytes.ts';
import { readUpload } from './readUpload.ts';
import { emptyAnswer, xmlAnswer } from './s3Answer.ts';
import { requirePermission, s3Arn, type ObjectCall } from './s3Call.ts';
import { checksumHeaders } from './s3Checksum.ts';
import { S3Error } from './s3Error.ts';
import type { S3MultipartUpload } from './s3State.ts';
import { storedHeaders } from './storedHeaders.ts';

const MAX_PART_NUMBER = 10_000;
const MAX_PARTS_LISTED = 1000;
const UPLOAD_ID_BYTES = 24;

/**
 * The unfinished upload a call names.
 * @throws S3Error `NoSuchUpload`.
 */
export function requireUpload({ bucket, key, query }: ObjectCall): { readonly uploadId: string; readonly upload: S3MultipartUpload } {
  const uploadId = query.get('uploadId') ?? '';
  const upload = readOwn(bucket.uploads, uploadId);
  if (upload?.key !== key) throw new S3Error('NoSuchUpload', { UploadId: uploadId });
  return { uploadId, upload };
}

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

/**
 * `UploadPart`; a part uploaded again replaces the earlier one.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html
 */
export function uploadPart(call: ObjectCall): Response {
  const { bucket, key, query, context } = call;
  requirePermission(call, { action: 's3:PutObject', resource: s3Arn(bucket.name, key) });
  const partNumber = query.get('partNumber') ?? '';
  if (!/^[1-9]\d*$/.test(partNumber) || Number(partNumber) > MAX_PART_NUMBER) {
    throw new S3Error(
      'InvalidArgument',
      { ArgumentName: 'partNumber', ArgumentValue: partNumber },
      `Part number must be an integer between 1 and ${MAX_PART_NUMBER}, inclusive`,
    );
  }
  const { upload } = requireUpload(call);
  const { body, md5, checksum } = readUpload(call);
  const etag = toHex(md5);
  upload.parts[partNumber] = {
    body: encodeBase64(body),
    size: body.length,
    etag,
    lastModified: context.clock.now(),
    ...(checksum === undefined ? {} : { checksum }),
  };
  context.changed();
  return emptyAnswer({ etag: `"${etag}"`, ...checksumHeaders(checksum) });
}

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
