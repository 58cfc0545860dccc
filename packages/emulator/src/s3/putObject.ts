import { encodeBase64 } from '../awsHttp/base64.ts';
import { readOwn, writeOwn } from '../awsHttp/ownProperty.ts';
import { toHex } from '../bytes.ts';
import { checkWritePreconditions } from './checkPreconditions.ts';
import { readUpload } from './readUpload.ts';
import { emptyAnswer } from './s3Answer.ts';
import { requirePermission, s3Arn, type ObjectCall } from './s3Call.ts';
import { checksumHeaders } from './s3Checksum.ts';
import { storedHeaders } from './storedHeaders.ts';

/**
 * `PutObject`.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
 */
export function putObject(call: ObjectCall): Response {
  const { bucket, key, headers, context } = call;
  requirePermission(call, { action: 's3:PutObject', resource: s3Arn(bucket.name, key) });
  checkWritePreconditions(headers, readOwn(bucket.objects, key));
  const { body, md5, checksum } = readUpload(call);
  const etag = toHex(md5);
  writeOwn(bucket.objects, key, {
    body: encodeBase64(body),
    size: body.length,
    etag,
    lastModified: context.clock.now(),
    ...storedHeaders(headers),
    ...(checksum === undefined ? {} : { checksum }),
  });
  context.changed();
  return emptyAnswer({ etag: `"${etag}"`, ...checksumHeaders(checksum) });
}
