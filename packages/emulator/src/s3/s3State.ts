import { encodeBase64 } from '../awsHttp/base64.ts';
import { toHex, utf8 } from '../bytes.ts';
import { computeMd5, type S3Checksum } from './s3Checksum.ts';

/** One rule of a bucket's CORS configuration, in the spelling of `PutBucketCors`. */
export interface S3CorsRule {
  readonly AllowedOrigins: readonly string[];
  readonly AllowedMethods: readonly string[];
  readonly AllowedHeaders?: readonly string[];
  readonly ExposeHeaders?: readonly string[];
  readonly MaxAgeSeconds?: number;
}

/** A stored object. */
export interface S3Object {
  /** Base64. */
  readonly body: string;
  readonly size: number;
  /** Hex MD5 (of a multipart object `hex-parts`), without the quotes. */
  readonly etag: string;
  /** Epoch ms. */
  readonly lastModified: number;
  /** Headers given back as they came: content-type, cache-control, … in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** User metadata, names in lower case without `x-amz-meta-`. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly checksum?: S3Checksum;
}

/** A part of an unfinished multipart upload. */
export type S3Part = Pick<S3Object, 'body' | 'size' | 'etag' | 'lastModified' | 'checksum'>;

/** A multipart upload that is neither completed nor aborted. */
export interface S3MultipartUpload {
  readonly key: string;
  /** Epoch ms. */
  readonly initiated: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, string>>;
  /** Parts by number, 1–10 000. */
  readonly parts: Record<string, S3Part>;
}

/** A bucket. */
export interface S3Bucket {
  readonly name: string;
  readonly region: string;
  /** Epoch ms. */
  readonly createdAt: number;
  readonly corsRules: readonly S3CorsRule[];
  /** As in {@link S3BucketOptions}; states of before it have none. */
  readonly minimumPartBytes?: number;
  /** Objects by key. */
  readonly objects: Record<string, S3Object>;
  /** Unfinished multipart uploads by upload id. */
  readonly uploads: Record<string, S3MultipartUpload>;
}

/**
 * Smallest part of a multipart upload but the last in AWS, in bytes (5 MiB).
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html
 */
export const MIN_PART_BYTES: number = 5 * 1024 * 1024;

/** Buckets by name. */
export interface S3State {
  readonly buckets: Record<string, S3Bucket>;
}

/** A bucket to create. */
export interface S3BucketOptions {
  readonly name: string;
  /** Default `us-east-1`. */
  readonly region?: string;
  /** Who may call it from a browser. Default nobody, as in AWS. */
  readonly corsRules?: readonly S3CorsRule[];
  /**
   * Smallest part of a multipart upload but the last, in bytes. Default {@link MIN_PART_BYTES}, as in AWS: less lets a test
   * send thousands of parts.
   */
  readonly minimumPartBytes?: number;
  /** Epoch ms. Default 0. */
  readonly createdAt?: number;
  /** Objects it begins with, by key. Default none. */
  readonly objects?: Readonly<Record<string, S3ObjectOptions>>;
}

/** An object a bucket begins with. */
export interface S3ObjectOptions {
  readonly body: Uint8Array | string;
  /** In lower case, for example `content-type`. Default none. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Names in lower case without `x-amz-meta-`. Default none. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** Buckets that hold what they are to begin with. */
export function createS3State(buckets: readonly S3BucketOptions[] = []): S3State {
  return { buckets: Object.fromEntries(buckets.map((options) => [options.name, createBucket(options)])) };
}

function createBucket({ objects = {}, createdAt = 0, ...options }: S3BucketOptions): S3Bucket {
  const created = Object.entries(objects).map(([key, object]) => [key, createS3Object(object, createdAt)]);
  return { region: 'us-east-1', corsRules: [], createdAt, ...options, objects: Object.fromEntries(created), uploads: {} };
}

/** An object that needs no request to get into its bucket. `lastModified`: epoch ms. */
export function createS3Object({ body, headers = {}, metadata = {} }: S3ObjectOptions, lastModified: number): S3Object {
  const bytes = typeof body === 'string' ? utf8(body) : body;
  return {
    body: encodeBase64(bytes),
    size: bytes.length,
    etag: toHex(computeMd5(bytes)),
    lastModified,
    headers: { ...headers },
    metadata: { ...metadata },
  };
}
