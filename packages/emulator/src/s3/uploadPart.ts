import { encodeBase64 } from '../awsHttp/base64.ts';
import { toHex } from '../bytes.ts';
import { readUpload } from './readUpload.ts';
import { requireUpload } from './requireUpload.ts';
import { emptyAnswer } from './s3Answer.ts';
import { requirePermission, s3Arn, type ObjectCall } from './s3Call.ts';
import { checksumHeaders } from './s3Checksum.ts';
import { S3Error } from './s3Error.ts';

const MAX_PART_NUMBER = 10_000;

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
