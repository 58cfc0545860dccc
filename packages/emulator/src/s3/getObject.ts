import { decodeBase64 } from '../awsHttp/base64.ts';
import { isNotModified } from './checkPreconditions.ts';
import { requireObject } from './requireObject.ts';
import { requirePermission, s3Arn, type ObjectCall } from './s3Call.ts';
import { checksumHeaders } from './s3Checksum.ts';
import { S3Error } from './s3Error.ts';
import type { S3Object } from './s3State.ts';
import { KEPT_HEADERS } from './storedHeaders.ts';

interface ByteRange {
  readonly first: number;
  /** Inclusive, as in the header. */
  readonly last: number;
}

/**
 * The part of an object a `Range` header asks for.
 * @returns `undefined` for the whole: no header, or one S3 ignores (another unit, several ranges).
 * @throws S3Error `InvalidRange`.
 */
function parseRange(header: string | undefined, size: number): ByteRange | undefined {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === undefined || to === undefined || (from === '' && to === '')) return undefined;
  const range =
    from === ''
      ? { first: Math.max(0, size - Number(to)), last: size - 1 }
      : { first: Number(from), last: to === '' ? size - 1 : Math.min(Number(to), size - 1) };
  if (from !== '' && to !== '' && Number(to) < Number(from)) return undefined;
  if (range.first > range.last) throw new S3Error('InvalidRange', { RangeRequested: header ?? '', ActualObjectSize: String(size) });
  return range;
}

function objectHeaders({ headers, query }: ObjectCall, object: S3Object): Record<string, string> {
  const overrides = KEPT_HEADERS.flatMap((name) => {
    const value = query.get(`response-${name}`);
    return value === null ? [] : [[name, value] as const];
  });
  return {
    'content-type': 'binary/octet-stream',
    ...object.headers,
    ...Object.fromEntries(Object.entries(object.metadata).map(([name, value]) => [`x-amz-meta-${name}`, value])),
    ...Object.fromEntries(overrides),
    etag: `"${object.etag}"`,
    'last-modified': new Date(object.lastModified).toUTCString(),
    'accept-ranges': 'bytes',
    ...(headers.get('x-amz-checksum-mode')?.toUpperCase() === 'ENABLED' ? checksumHeaders(object.checksum) : {}),
  };
}

/**
 * `GetObject` and `HeadObject`.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export function getObject(call: ObjectCall): Response {
  const { bucket, key, headers, request } = call;
  requirePermission(call, { action: 's3:GetObject', resource: s3Arn(bucket.name, key) });
  const object = requireObject(call);
  if (isNotModified(headers, object)) {
    return new Response(null, { status: 304, headers: { etag: `"${object.etag}"` } });
  }
  const range = parseRange(headers.get('range'), object.size);
  const { first, last } = range ?? { first: 0, last: object.size - 1 };
  const answerHeaders = objectHeaders(call, object);
  answerHeaders['content-length'] = String(last - first + 1);
  if (range !== undefined) {
    answerHeaders['content-range'] = `bytes ${first}-${last}/${object.size}`;
    // A checksum of the whole says nothing about a part.
    for (const name of Object.keys(checksumHeaders(object.checksum))) delete answerHeaders[name];
  }
  const body = request.method === 'HEAD' ? null : decodeBase64(object.body).subarray(first, last + 1);
  return new Response(body, { status: range === undefined ? 200 : 206, headers: answerHeaders });
}
