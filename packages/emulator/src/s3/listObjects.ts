import { decodeBase64, encodeBase64 } from '../awsHttp/base64.ts';
import type { XmlElements } from '../awsHttp/xml.ts';
import { utf8 } from '../bytes.ts';
import { xmlAnswer } from './s3Answer.ts';
import { requirePermission, s3Arn, type BucketCall } from './s3Call.ts';
import { S3Error } from './s3Error.ts';
import type { S3Object } from './s3State.ts';

const MAX_KEYS = 1000;

/** S3 sorts by the bytes of UTF-8, which is the order of code points; JavaScript's own order differs beyond U+FFFF. */
function compareKeys(left: string, right: string): number {
  const [leftBytes, rightBytes] = [utf8(left), utf8(right)];
  for (let index = 0; index < Math.min(leftBytes.length, rightBytes.length); index += 1) {
    const difference = (leftBytes[index] ?? 0) - (rightBytes[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return leftBytes.length - rightBytes.length;
}

/** A line of a listing: an object, or all objects that share a prefix up to the delimiter. */
export type ListingEntry =
  | { readonly kind: 'object'; readonly name: string; readonly object: S3Object }
  | { readonly kind: 'commonPrefix'; readonly name: string };

/** What to list. */
export interface ListingQuery {
  readonly prefix: string;
  /** Empty: no grouping. */
  readonly delimiter: string;
  /** Only entries after this name. Empty: from the start. */
  readonly after: string;
  readonly maxKeys: number;
}

/** One page of a listing, and whether more follows. */
export interface Listing {
  readonly entries: readonly ListingEntry[];
  readonly isTruncated: boolean;
}

/** Lists objects in key order, grouped by delimiter. */
export function listEntries(objects: Readonly<Record<string, S3Object>>, query: ListingQuery): Listing {
  const { prefix, delimiter, after, maxKeys } = query;
  const keys = Object.keys(objects)
    .filter((key) => key.startsWith(prefix))
    .toSorted(compareKeys);
  const entries: ListingEntry[] = [];
  for (const key of keys) {
    const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    const name = end < 0 ? key : key.slice(0, end + delimiter.length);
    const object = objects[key];
    if (object === undefined || compareKeys(name, after) <= 0 || entries.at(-1)?.name === name) continue;
    if (entries.length === maxKeys) return { entries, isTruncated: maxKeys > 0 };
    entries.push(end < 0 ? { kind: 'object', name, object } : { kind: 'commonPrefix', name });
  }
  return { entries, isTruncated: false };
}

function parseMaxKeys(text: string | null): number {
  if (text === null) return MAX_KEYS;
  if (!/^\d+$/.test(text)) throw new S3Error('InvalidArgument', { ArgumentName: 'max-keys' }, 'Provided max-keys not an integer or within integer range');
  return Math.min(Number(text), MAX_KEYS);
}

const encodeToken = (name: string): string => encodeBase64(utf8(name));

function decodeToken(token: string): string {
  try {
    return new TextDecoder().decode(decodeBase64(token));
  } catch {
    throw new S3Error('InvalidArgument', { ArgumentName: 'continuation-token' }, 'The continuation token provided is incorrect');
  }
}

/**
 * `ListObjectsV2`.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 */
export function listObjects(call: BucketCall): Response {
  const { bucket, query } = call;
  const conditionKeys = ['prefix', 'delimiter', 'max-keys'].flatMap((name) => {
    const value = query.get(name);
    return value === null ? [] : [[`s3:${name}`, value] as const];
  });
  requirePermission(call, {
    action: 's3:ListBucket',
    resource: s3Arn(bucket.name),
    conditionKeys: Object.fromEntries(conditionKeys),
  });

  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const maxKeys = parseMaxKeys(query.get('max-keys'));
  const token = query.get('continuation-token');
  const startAfter = query.get('start-after');
  const after = token === null ? (startAfter ?? '') : decodeToken(token);
  const { entries, isTruncated } = listEntries(bucket.objects, { prefix, delimiter, after, maxKeys });

  const encodingType = query.get('encoding-type');
  const encode = (name: string): string => (encodingType === 'url' ? encodeURIComponent(name).replaceAll('%2F', '/') : name);
  const contents = entries.flatMap((entry): XmlElements[] => {
    if (entry.kind === 'commonPrefix') return [];
    const { lastModified, etag, size, checksum } = entry.object;
    return [
      {
        Key: encode(entry.name),
        LastModified: new Date(lastModified).toISOString(),
        ETag: `"${etag}"`,
        ...(checksum === undefined ? {} : { ChecksumAlgorithm: checksum.algorithm.toUpperCase() }),
        Size: size,
        StorageClass: 'STANDARD',
      },
    ];
  });
  const commonPrefixes = entries.flatMap((entry) => (entry.kind === 'object' ? [] : [{ Prefix: encode(entry.name) }]));
  const last = entries.at(-1);
  return xmlAnswer('ListBucketResult', {
    Name: bucket.name,
    Prefix: encode(prefix),
    ...(delimiter === '' ? {} : { Delimiter: encode(delimiter) }),
    ...(startAfter === null ? {} : { StartAfter: encode(startAfter) }),
    ...(token === null ? {} : { ContinuationToken: token }),
    ...(isTruncated && last !== undefined ? { NextContinuationToken: encodeToken(last.name) } : {}),
    ...(encodingType === null ? {} : { EncodingType: encodingType }),
    KeyCount: entries.length,
    MaxKeys: maxKeys,
    IsTruncated: isTruncated,
    Contents: contents,
    CommonPrefixes: commonPrefixes,
  });
}
