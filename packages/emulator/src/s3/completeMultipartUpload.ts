import { decodeBase64, encodeBase64 } from '../awsHttp/base64.ts';
import { readOwn, writeOwn } from '../awsHttp/ownProperty.ts';
import { parseXml } from '../awsHttp/xml.ts';
import { concatBytes, fromHex, toHex } from '../bytes.ts';
import { checkWritePreconditions } from './checkPreconditions.ts';
import { requireUpload } from './requireUpload.ts';
import { xmlAnswer } from './s3Answer.ts';
import { requirePermission, s3Arn, type ObjectCall } from './s3Call.ts';
import { computeChecksum, computeMd5, type S3Checksum } from './s3Checksum.ts';
import { S3Error } from './s3Error.ts';
import { MIN_PART_BYTES, type S3MultipartUpload, type S3Part } from './s3State.ts';
import { childElements, childText } from './xmlChildren.ts';

/** The parts a completion names, in order, each checked against what was uploaded. */
function selectParts(upload: S3MultipartUpload, body: Uint8Array, minimumBytes: number): readonly S3Part[] {
  const named = childElements(parseXml(new TextDecoder().decode(body))?.['CompleteMultipartUpload'], 'Part').map((part) => ({
    partNumber: Number(childText(part, 'PartNumber')),
    etag: childText(part, 'ETag')?.replaceAll('"', ''),
  }));
  if (named.length === 0 || named.some(({ partNumber }) => !Number.isInteger(partNumber))) throw new S3Error('MalformedXML');
  if (named.some(({ partNumber }, index) => partNumber <= (named[index - 1]?.partNumber ?? 0))) throw new S3Error('InvalidPartOrder');
  return named.map(({ partNumber, etag }, index) => {
    const part = readOwn(upload.parts, String(partNumber));
    if (part === undefined || part.etag !== etag) throw new S3Error('InvalidPart', { PartNumber: String(partNumber), ETag: etag ?? '' });
    if (part.size < minimumBytes && index < named.length - 1) {
      throw new S3Error('EntityTooSmall', {
        ProposedSize: String(part.size),
        MinSizeAllowed: String(minimumBytes),
        PartNumber: String(partNumber),
      });
    }
    return part;
  });
}

/** A checksum of the parts' checksums, when all parts have one of the same kind. */
function compositeChecksum(parts: readonly S3Part[]): S3Checksum | undefined {
  const algorithm = parts[0]?.checksum?.algorithm;
  const checksums = parts.flatMap(({ checksum }) => (checksum === undefined || checksum.algorithm !== algorithm ? [] : [checksum.value]));
  if (algorithm === undefined || checksums.length !== parts.length) return undefined;
  return { algorithm, value: `${computeChecksum(algorithm, concatBytes(...checksums.map(decodeBase64)))}-${parts.length}` };
}

/**
 * `CompleteMultipartUpload`: puts the parts together into one object.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html
 */
export function completeMultipartUpload(call: ObjectCall): Response {
  const { bucket, key, headers, request, context } = call;
  requirePermission(call, { action: 's3:PutObject', resource: s3Arn(bucket.name, key) });
  const { uploadId, upload } = requireUpload(call);
  const parts = selectParts(upload, request.body, bucket.minimumPartBytes ?? MIN_PART_BYTES);
  checkWritePreconditions(headers, readOwn(bucket.objects, key));

  const body = concatBytes(...parts.map((part) => decodeBase64(part.body)));
  const etag = `${toHex(computeMd5(concatBytes(...parts.map((part) => fromHex(part.etag)))))}-${parts.length}`;
  const checksum = compositeChecksum(parts);
  writeOwn(bucket.objects, key, {
    body: encodeBase64(body),
    size: body.length,
    etag,
    lastModified: context.clock.now(),
    headers: upload.headers,
    metadata: upload.metadata,
    ...(checksum === undefined ? {} : { checksum }),
  });
  delete bucket.uploads[uploadId];
  context.changed();
  return xmlAnswer('CompleteMultipartUploadResult', {
    Location: `${request.url.origin}${request.url.pathname}`,
    Bucket: bucket.name,
    Key: key,
    ETag: `"${etag}"`,
    ...(checksum === undefined ? {} : { [`Checksum${checksum.algorithm.toUpperCase()}`]: checksum.value, ChecksumType: 'COMPOSITE' }),
  });
}
