import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectAclCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  paginateListObjectsV2,
  PutObjectAclCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
  UploadPartCommand,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterEach, describe, expect, it } from 'vitest';
import { createEnforcedAws, type EnforcedAws } from '../gate/enforcedAws.test.fixture.ts';
import { guestSessionPolicies } from '../iam/guestSessionPolicy.ts';
import type { PolicyStatement } from '../iam/policyDocument.ts';

const region = 'eu-west-1';
const Bucket = 'album';
const MIB = 1024 * 1024;

const createAws = (statements?: readonly PolicyStatement[]) =>
  createEnforcedAws({ buckets: [{ name: 'album', region }, { name: 'other', region }], ...(statements === undefined ? {} : { statements }) });

async function createClient(aws: EnforcedAws, config: Partial<S3ClientConfig> = {}): Promise<S3Client> {
  const endpoint = 'http://localhost:4566';
  const credentials = await aws.issue();
  return new S3Client({ region, endpoint, forcePathStyle: true, credentials, requestHandler: aws.requestHandler, maxAttempts: 1, ...config });
}

async function textOf(client: S3Client, Key: string): Promise<string | undefined> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
  return Body?.transformToString();
}

async function errorOf(call: Promise<unknown>): Promise<[code: string, status: number | undefined]> {
  try {
    await call;
  } catch (error) {
    if (error instanceof S3ServiceException) return [error.name, error.$metadata.httpStatusCode];
    throw error;
  }
  throw new Error('The call was not refused.');
}

const photo = (bytes: number) => Uint8Array.from({ length: bytes }, (_, index) => (index * 31 + (index >> 8)) % 256);

describe('objects', () => {
  it('come back as they were put: body, content type, metadata, ETag and checksum', async () => {
    const aws = createAws();
    const client = await createClient(aws);
    const put = await client.send(
      new PutObjectCommand({
        Bucket,
        Key: 'summer/beach 1+é&<"\'.txt',
        Body: 'hello',
        ContentType: 'text/plain',
        CacheControl: 'max-age=60',
        Metadata: { Author: 'ada' },
      }),
    );
    expect(put.ETag).toBe('"5d41402abc4b2a76b9719d911017c592"');
    expect(put.ChecksumCRC32).toBe('NhCmhg==');
    expect(aws.changes()).toBe(1);

    const got = await client.send(new GetObjectCommand({ Bucket, Key: 'summer/beach 1+é&<"\'.txt' }));
    expect(await got.Body?.transformToString()).toBe('hello');
    expect(got).toMatchObject({
      ContentType: 'text/plain',
      CacheControl: 'max-age=60',
      ContentLength: 5,
      ETag: put.ETag,
      Metadata: { author: 'ada' },
      ChecksumCRC32: 'NhCmhg==',
      ChecksumType: 'FULL_OBJECT',
      AcceptRanges: 'bytes',
    });
    expect(Math.abs((got.LastModified?.getTime() ?? 0) - aws.clock.now())).toBeLessThan(5000);
  });

  it('answer with other headers where a signed URL asks for some, and with none but those S3 lets it ask for', async () => {
    const aws = createAws();
    const client = await createClient(aws);
    await client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'hello' }));
    const ask = new GetObjectCommand({ Bucket, Key: 'a', ResponseContentDisposition: 'attachment' });
    ask.middlewareStack.add(
      (next) => (args) => {
        (args.request as { query: Record<string, string> }).query['response-set-cookie'] = 'a=b';
        return next(args);
      },
      { step: 'build' },
    );
    const answer = await aws.handle(new Request(await getSignedUrl(client, ask)));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-disposition')).toBe('attachment');
    expect(answer.headers.get('set-cookie')).toBeNull();
  });

  it('answer HeadObject with the same headers and no body', async () => {
    const client = await createClient(createAws());
    await client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'hello' }));
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: 'a' }));
    expect(head).toMatchObject({ ContentLength: 5, ContentType: 'application/octet-stream', ETag: '"5d41402abc4b2a76b9719d911017c592"' });
  });

  it.each([
    ['bytes=1-3', 'ell', 'bytes 1-3/5'],
    ['bytes=3-', 'lo', 'bytes 3-4/5'],
    ['bytes=-2', 'lo', 'bytes 3-4/5'],
    ['bytes=0-99', 'hello', 'bytes 0-4/5'],
  ])('give the range %s', async (Range, expected, contentRange) => {
    const client = await createClient(createAws());
    await client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'hello' }));
    const part = await client.send(new GetObjectCommand({ Bucket, Key: 'a', Range }));
    expect(await part.Body?.transformToString()).toBe(expected);
    expect([part.$metadata.httpStatusCode, part.ContentRange]).toEqual([206, contentRange]);
  });

  it('refuse a range past their end', async () => {
    const client = await createClient(createAws());
    await client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'hello' }));
    expect(await errorOf(client.send(new GetObjectCommand({ Bucket, Key: 'a', Range: 'bytes=5-' })))).toEqual(['InvalidRange', 416]);
  });

  it('honour conditional reads', async () => {
    const client = await createClient(createAws());
    const { ETag } = await client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'hello' }));
    const get = (conditions: object) => client.send(new GetObjectCommand({ Bucket, Key: 'a', ...conditions }));
    expect((await errorOf(get({ IfNoneMatch: ETag })))[1]).toBe(304);
    expect((await get({ IfNoneMatch: '"other"' })).$metadata.httpStatusCode).toBe(200);
    expect((await get({ IfMatch: ETag })).$metadata.httpStatusCode).toBe(200);
    expect(await errorOf(get({ IfMatch: '"other"' }))).toEqual(['PreconditionFailed', 412]);
    expect((await errorOf(get({ IfModifiedSince: new Date(Date.now() + 60_000) })))[1]).toBe(304);
    expect(await errorOf(get({ IfUnmodifiedSince: new Date(0) }))).toEqual(['PreconditionFailed', 412]);
  });

  it('honour conditional writes', async () => {
    const client = await createClient(createAws());
    const put = (conditions: object) => client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'hello', ...conditions }));
    expect(await errorOf(put({ IfMatch: '"other"' }))).toEqual(['NoSuchKey', 404]);
    const { ETag } = await put({ IfNoneMatch: '*' });
    expect(await errorOf(put({ IfNoneMatch: '*' }))).toEqual(['PreconditionFailed', 412]);
    expect(await errorOf(put({ IfMatch: '"other"' }))).toEqual(['PreconditionFailed', 412]);
    expect((await put({ IfMatch: ETag })).ETag).toBe(ETag);
  });

  it('can have keys named like members of every object', async () => {
    const client = await createClient(createAws());
    for (const Key of ['__proto__', 'constructor']) {
      expect(await errorOf(client.send(new GetObjectCommand({ Bucket, Key })))).toEqual(['NoSuchKey', 404]);
      await client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
      expect(await textOf(client, Key)).toBe(Key);
    }
    expect(await errorOf(client.send(new ListObjectsV2Command({ Bucket: 'constructor' })))).toEqual(['NoSuchBucket', 404]);
  });

  it('are deleted once and for all, one by one or many at once', async () => {
    const client = await createClient(createAws());
    for (const Key of ['a', 'b', 'c&d']) await client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
    expect((await client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }))).$metadata.httpStatusCode).toBe(204);
    expect((await client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }))).$metadata.httpStatusCode).toBe(204);
    const { Deleted, Errors } = await client.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'b' }, { Key: 'c&d' }, { Key: 'never' }] } }),
    );
    expect(Deleted?.map(({ Key }) => Key)).toEqual(['b', 'c&d', 'never']);
    expect(Errors).toBeUndefined();
    expect((await client.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
  });

  it('are copied with their metadata, or with new metadata when asked', async () => {
    const client = await createClient(createAws());
    await client.send(new PutObjectCommand({ Bucket, Key: 'a/ü b', Body: 'hello', ContentType: 'text/plain', Metadata: { by: 'ada' } }));
    const CopySource = `/album/${encodeURIComponent('a/ü b')}`;
    const copy = await client.send(new CopyObjectCommand({ Bucket: 'other', Key: 'x', CopySource }));
    expect(copy.CopyObjectResult?.ETag).toBe('"5d41402abc4b2a76b9719d911017c592"');
    expect(await client.send(new HeadObjectCommand({ Bucket: 'other', Key: 'x' }))).toMatchObject({ ContentType: 'text/plain', Metadata: { by: 'ada' } });
    await client.send(new CopyObjectCommand({ Bucket, Key: 'a/ü b', CopySource, MetadataDirective: 'REPLACE', Metadata: { by: 'bob' } }));
    expect((await client.send(new HeadObjectCommand({ Bucket, Key: 'a/ü b' }))).Metadata).toEqual({ by: 'bob' });
    expect(await errorOf(client.send(new CopyObjectCommand({ Bucket, Key: 'a/ü b', CopySource })))).toEqual(['InvalidRequest', 400]);
    expect(await errorOf(client.send(new CopyObjectCommand({ Bucket, Key: 'y', CopySource: '/album/none' })))).toEqual(['NoSuchKey', 404]);
  });
});

describe('checksums', () => {
  it.each(['CRC32', 'CRC32C', 'SHA1', 'SHA256'] as const)('of kind %s are verified and given back', async (ChecksumAlgorithm) => {
    const client = await createClient(createAws());
    const put = await client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'hello', ChecksumAlgorithm }));
    const got = await client.send(new GetObjectCommand({ Bucket, Key: 'a', ChecksumMode: 'ENABLED' }));
    expect(await got.Body?.transformToString()).toBe('hello');
    expect(put[`Checksum${ChecksumAlgorithm}`]).toMatch(/=$/);
    expect(got[`Checksum${ChecksumAlgorithm}`]).toBe(put[`Checksum${ChecksumAlgorithm}`]);
  });

  it('refuse a body that does not fit', async () => {
    const aws = createAws();
    const client = await createClient(aws);
    expect(await errorOf(client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'hello', ChecksumCRC32: 'AAAAAA==' })))).toEqual(['BadDigest', 400]);
    expect(await errorOf(client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'hello', ContentMD5: 'AAAAAAAAAAAAAAAAAAAAAA==' })))).toEqual([
      'BadDigest',
      400,
    ]);
    expect(aws.state.s3.buckets[Bucket]!.objects).toEqual({});
  });
});

describe('a streamed body', () => {
  const stream = (aws: EnforcedAws, change: (framed: string) => string) =>
    createClient(aws, {
      logger: { trace() {}, debug() {}, info() {}, warn() {}, error() {} },
      requestHandler: {
        async handle(request: Parameters<EnforcedAws['requestHandler']['handle']>[0]) {
          const chunks: Buffer[] = [];
          for await (const chunk of request.body as AsyncIterable<Buffer>) chunks.push(Buffer.from(chunk));
          const framed = Buffer.concat(chunks).toString('latin1');
          expect(framed).toMatch(/^5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n$/);
          request.body = Buffer.from(change(framed), 'latin1');
          return aws.requestHandler.handle(request);
        },
      } as NonNullable<S3ClientConfig['requestHandler']>,
    });
  const put = async (client: S3Client) =>
    client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: Readable.from([Buffer.from('hello')]), ContentLength: 5 }));

  it('arrives without its aws-chunked framing, its checksum verified', async () => {
    const aws = createAws();
    expect((await put(await stream(aws, (framed) => framed))).ChecksumCRC32).toBe('NhCmhg==');
    expect(aws.state.s3.buckets[Bucket]!.objects['a']).toMatchObject({ size: 5, headers: { 'content-type': 'application/octet-stream' } });
  });

  it.each<[string, (framed: string) => string, string]>([
    ['a byte of the data differs', (framed) => framed.replace('hello', 'jello'), 'BadDigest'],
    ['a byte of the checksum differs', (framed) => framed.replace('NhC', 'NhD'), 'BadDigest'],
    ['it ends early', (framed) => framed.slice(0, 5), 'IncompleteBody'],
    ['a chunk is missing', (framed) => framed.replace('5\r\nhello\r\n', ''), 'IncompleteBody'],
    ['the promised checksum is missing', (framed) => framed.replace(/x-amz-.*\r\n/, ''), 'MalformedTrailerError'],
    ['something follows its end', (framed) => `${framed}more`, 'MalformedTrailerError'],
    ['the trailer is no header', (framed) => framed.replace(/x-amz-.*\r\n/, 'nonsense\r\n'), 'MalformedTrailerError'],
  ])('is refused when %s', async (_, change, code) => {
    const aws = createAws();
    expect(await errorOf(put(await stream(aws, change)))).toEqual([code, 400]);
    expect(aws.state.s3.buckets[Bucket]!.objects).toEqual({});
  });
});

describe('a listing', () => {
  async function createAlbum(): Promise<S3Client> {
    const client = await createClient(createAws());
    for (const Key of ['a.txt', 'b/1.jpg', 'b/2.jpg', 'b/c/3.jpg', 'd/4 &.jpg', '\u{1F600}.png', '\uFFFD.png']) {
      await client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
    }
    return client;
  }

  it('has all objects in the order of UTF-8', async () => {
    const client = await createAlbum();
    const { Contents, IsTruncated, KeyCount, Name } = await client.send(new ListObjectsV2Command({ Bucket }));
    expect(Contents?.map(({ Key }) => Key)).toEqual(['a.txt', 'b/1.jpg', 'b/2.jpg', 'b/c/3.jpg', 'd/4 &.jpg', '\uFFFD.png', '\u{1F600}.png']);
    expect([IsTruncated, KeyCount, Name]).toEqual([false, 7, Bucket]);
    expect(Contents?.[0]).toMatchObject({ Size: 5, StorageClass: 'STANDARD', ETag: expect.stringMatching(/^"[0-9a-f]{32}"$/) });
    expect(Contents?.[0]?.LastModified).toBeInstanceOf(Date);
  });

  it('groups by delimiter below a prefix', async () => {
    const client = await createAlbum();
    const root = await client.send(new ListObjectsV2Command({ Bucket, Delimiter: '/' }));
    expect(root.CommonPrefixes).toEqual([{ Prefix: 'b/' }, { Prefix: 'd/' }]);
    expect(root.Contents?.map(({ Key }) => Key)).toEqual(['a.txt', '\uFFFD.png', '\u{1F600}.png']);
    const below = await client.send(new ListObjectsV2Command({ Bucket, Delimiter: '/', Prefix: 'b/' }));
    expect(below.CommonPrefixes).toEqual([{ Prefix: 'b/c/' }]);
    expect(below.Contents?.map(({ Key }) => Key)).toEqual(['b/1.jpg', 'b/2.jpg']);
  });

  it.each([1, 2, 3, 1000])('comes in pages of %i without loss or repetition', async (pageSize) => {
    const client = await createAlbum();
    const names: (string | undefined)[] = [];
    for await (const page of paginateListObjectsV2({ client, pageSize }, { Bucket, Delimiter: '/' })) {
      expect(page.KeyCount).toBeLessThanOrEqual(pageSize);
      names.push(...(page.Contents ?? []).map(({ Key }) => Key), ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix));
    }
    expect(names).toHaveLength(5);
    expect(new Set(names)).toEqual(new Set(['a.txt', 'b/', 'd/', '\u{1F600}.png', '\uFFFD.png']));
  });

  it('can start after a key, encode keys, and be empty', async () => {
    const client = await createAlbum();
    const late = await client.send(new ListObjectsV2Command({ Bucket, StartAfter: 'b/c/3.jpg', EncodingType: 'url', Prefix: 'd/' }));
    expect(late.Contents?.map(({ Key }) => Key)).toEqual(['d/4%20%26.jpg']);
    expect((await client.send(new ListObjectsV2Command({ Bucket, MaxKeys: 0 }))).KeyCount).toBe(0);
    expect(await errorOf(client.send(new ListObjectsV2Command({ Bucket, ContinuationToken: '%' })))).toEqual(['InvalidArgument', 400]);
  });

  it('knows its buckets', async () => {
    const client = await createAlbum();
    expect((await client.send(new ListBucketsCommand({}))).Buckets?.map(({ Name }) => Name)).toEqual(['album', 'other']);
    expect((await client.send(new HeadBucketCommand({ Bucket }))).BucketRegion).toBe(region);
    expect(await errorOf(client.send(new ListObjectsV2Command({ Bucket: 'nowhere' })))).toEqual(['NoSuchBucket', 404]);
  });
});

describe('a multipart upload', () => {
  it('puts its parts together, with a composite ETag and checksum', async () => {
    const aws = createAws();
    const client = await createClient(aws);
    const Body = photo(5 * MIB + 1000);
    const upload = new Upload({ client, params: { Bucket, Key: 'big.jpg', Body, ContentType: 'image/jpeg' } });
    const done = await upload.done();
    expect(done.ETag).toMatch(/^"[0-9a-f]{32}-2"$/);
    expect(done.ChecksumCRC32).toMatch(/-2$/);
    expect(aws.requests.filter((request) => request.startsWith('PUT'))).toHaveLength(2);
    const got = await client.send(new GetObjectCommand({ Bucket, Key: 'big.jpg' }));
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(Buffer.from(Body))).toBe(true);
    expect(got).toMatchObject({ ContentType: 'image/jpeg', ContentLength: Body.length, ChecksumType: 'COMPOSITE' });
    expect(aws.state.s3.buckets[Bucket]!.uploads).toEqual({});
  });

  it('leaves nothing behind when it is aborted', async () => {
    const aws = createAws();
    const client = await createClient(aws);
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'a' }));
    await client.send(new UploadPartCommand({ Bucket, Key: 'a', UploadId, PartNumber: 1, Body: 'hello' }));
    await client.send(new AbortMultipartUploadCommand({ Bucket, Key: 'a', UploadId }));
    expect(aws.state.s3.buckets[Bucket]).toMatchObject({ uploads: {}, objects: {} });
    expect(await errorOf(client.send(new ListPartsCommand({ Bucket, Key: 'a', UploadId })))).toEqual(['NoSuchUpload', 404]);
  });

  it('lists its parts and checks what it is completed with', async () => {
    const client = await createClient(createAws());
    const upload = { Bucket, Key: 'a', UploadId: (await client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'a' }))).UploadId };
    const etags: (string | undefined)[] = [];
    for (const PartNumber of [1, 2, 10]) {
      etags.push((await client.send(new UploadPartCommand({ ...upload, PartNumber, Body: `part ${PartNumber}` }))).ETag);
    }
    const [one, two] = etags;
    const { Parts } = await client.send(new ListPartsCommand(upload));
    expect(Parts?.map(({ PartNumber, ETag }) => [PartNumber, ETag])).toEqual([1, 2, 10].map((number, index) => [number, etags[index]]));
    const page = await client.send(new ListPartsCommand({ ...upload, MaxParts: 2 }));
    expect([page.IsTruncated, page.NextPartNumberMarker]).toEqual([true, '2']);

    const complete = (...Parts: { PartNumber: number; ETag: string | undefined }[]) =>
      errorOf(client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } })));
    expect(await complete({ PartNumber: 2, ETag: two }, { PartNumber: 1, ETag: one })).toEqual(['InvalidPartOrder', 400]);
    expect(await complete({ PartNumber: 1, ETag: two })).toEqual(['InvalidPart', 400]);
    expect(await complete({ PartNumber: 3, ETag: one })).toEqual(['InvalidPart', 400]);
    expect(await complete({ PartNumber: 1, ETag: one }, { PartNumber: 2, ETag: two })).toEqual(['EntityTooSmall', 400]);
    expect(await complete()).toEqual(['MalformedXML', 400]);
    await client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts: [{ PartNumber: 2, ETag: two }] } }));
    expect(await textOf(client, 'a')).toBe('part 2');
  });

  it('takes smaller parts where the bucket is seeded so, and none smaller than that', async () => {
    const aws = createEnforcedAws({ buckets: [{ name: Bucket, region, minimumPartBytes: 4 }] });
    const client = await createClient(aws);
    const complete = async (...bodies: readonly string[]) => {
      const upload = { Bucket, Key: 'a', UploadId: (await client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'a' }))).UploadId };
      const Parts = [];
      for (const [index, Body] of bodies.entries()) {
        const { ETag } = await client.send(new UploadPartCommand({ ...upload, PartNumber: index + 1, Body }));
        Parts.push({ PartNumber: index + 1, ETag });
      }
      await client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }));
      return textOf(client, 'a');
    };
    expect(await complete('four', 'more', '!')).toBe('fourmore!');
    expect(await errorOf(complete('few', 'four'))).toEqual(['EntityTooSmall', 400]);
  });

  it('refuses part numbers out of range and uploads of another key', async () => {
    const client = await createClient(createAws());
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'a' }));
    const part = (Key: string, PartNumber: number) => errorOf(client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body: 'x' })));
    expect(await part('a', 0)).toEqual(['InvalidArgument', 400]);
    expect(await part('a', 10_001)).toEqual(['InvalidArgument', 400]);
    expect(await part('b', 1)).toEqual(['NoSuchUpload', 404]);
  });
});

describe('permissions', () => {
  const objects = 'arn:aws:s3:::album/*';

  it('are needed for each object, source and target', async () => {
    const aws = createAws([{ Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: 'arn:aws:s3:::album/mine/*' }]);
    const client = await createClient(aws);
    await client.send(new PutObjectCommand({ Bucket, Key: 'mine/a', Body: 'hello' }));
    aws.state.s3.buckets['other']!.objects['a'] = aws.state.s3.buckets[Bucket]!.objects['mine/a']!;
    const denied = ['AccessDenied', 403];
    expect(await errorOf(client.send(new PutObjectCommand({ Bucket, Key: 'yours/a', Body: 'x' })))).toEqual(denied);
    expect(await errorOf(client.send(new GetObjectCommand({ Bucket, Key: 'yours/a' })))).toEqual(denied);
    expect(await errorOf(client.send(new DeleteObjectCommand({ Bucket, Key: 'mine/a' })))).toEqual(denied);
    expect(await errorOf(client.send(new ListObjectsV2Command({ Bucket, Prefix: 'mine/' })))).toEqual(denied);
    expect(await errorOf(client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'yours/a' })))).toEqual(denied);
    expect(await errorOf(client.send(new CopyObjectCommand({ Bucket, Key: 'mine/b', CopySource: 'other/a' })))).toEqual(denied);
    expect(await errorOf(client.send(new CopyObjectCommand({ Bucket, Key: 'yours/b', CopySource: 'album/mine/a' })))).toEqual(denied);
    expect(Object.keys(aws.state.s3.buckets[Bucket]!.objects)).toEqual(['mine/a']);
  });

  it('are needed for every step of a multipart upload, also of one that somebody else began', async () => {
    const aws = createAws([{ Effect: 'Allow', Action: 's3:*', Resource: '*' }]);
    const owner = await createClient(aws);
    const upload = { Bucket, Key: 'a', UploadId: (await owner.send(new CreateMultipartUploadCommand({ Bucket, Key: 'a' }))).UploadId };
    const { ETag } = await owner.send(new UploadPartCommand({ ...upload, PartNumber: 1, Body: 'mine' }));
    const stranger = await createClient(aws, { credentials: await aws.issue({ sessionPolicies: [] }) });
    const denied = ['AccessDenied', 403];
    expect(await errorOf(stranger.send(new UploadPartCommand({ ...upload, PartNumber: 1, Body: 'yours' })))).toEqual(denied);
    expect(await errorOf(stranger.send(new ListPartsCommand(upload)))).toEqual(denied);
    expect(await errorOf(stranger.send(new AbortMultipartUploadCommand(upload)))).toEqual(denied);
    const completion = new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] } });
    expect(await errorOf(stranger.send(completion))).toEqual(denied);
    await owner.send(completion);
    expect(await textOf(owner, 'a')).toBe('mine');
  });

  it('say who may not do what, and why', async () => {
    const client = await createClient(createAws([{ Effect: 'Deny', Action: 's3:*', Resource: '*' }]));
    await expect(client.send(new GetObjectCommand({ Bucket, Key: 'a' }))).rejects.toThrow(
      'User: arn:aws:sts::000000000000:assumed-role/photographer/test-session is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::album/a with an explicit deny in an identity-based policy',
    );
  });

  it('to list decide whether a missing key is "not found" or "denied"', async () => {
    const read: PolicyStatement = { Effect: 'Allow', Action: 's3:GetObject', Resource: objects };
    const blind = await createClient(createAws([read]));
    expect(await errorOf(blind.send(new GetObjectCommand({ Bucket, Key: 'none' })))).toEqual(['AccessDenied', 403]);
    expect((await errorOf(blind.send(new HeadObjectCommand({ Bucket, Key: 'none' }))))[1]).toBe(403);
    const seeing = await createClient(createAws([read, { Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::album' }]));
    expect(await errorOf(seeing.send(new GetObjectCommand({ Bucket, Key: 'none' })))).toEqual(['NoSuchKey', 404]);
    expect((await errorOf(seeing.send(new HeadObjectCommand({ Bucket, Key: 'none' }))))[1]).toBe(404);
  });

  it('can depend on the prefix and on who one is', async () => {
    const sub = 'cognito-identity.amazonaws.com:sub';
    const aws = createAws([
      { Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::album', Condition: { StringLike: { 's3:prefix': `\${${sub}}/*` } } },
      { Effect: 'Allow', Action: 's3:PutObject', Resource: `arn:aws:s3:::album/\${${sub}}/*` },
    ]);
    const client = await createClient(aws, { credentials: await aws.issue({ variables: { [sub]: 'eu-west-1:me' } }) });
    await client.send(new PutObjectCommand({ Bucket, Key: 'eu-west-1:me/a', Body: 'x' }));
    expect((await client.send(new ListObjectsV2Command({ Bucket, Prefix: 'eu-west-1:me/' }))).KeyCount).toBe(1);
    expect(await errorOf(client.send(new ListObjectsV2Command({ Bucket, Prefix: 'eu-west-1:you/' })))).toEqual(['AccessDenied', 403]);
    expect(await errorOf(client.send(new ListObjectsV2Command({ Bucket })))).toEqual(['AccessDenied', 403]);
    expect(await errorOf(client.send(new PutObjectCommand({ Bucket, Key: 'eu-west-1:you/a', Body: 'x' })))).toEqual(['AccessDenied', 403]);
  });

  it('are narrowed by session policies, which leave guests S3', async () => {
    const aws = createAws();
    const guest = await createClient(aws, { credentials: await aws.issue({ sessionPolicies: guestSessionPolicies }) });
    await guest.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }));
    const readOnly = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' } } as const;
    const reader = await createClient(aws, { credentials: await aws.issue({ sessionPolicies: [readOnly] }) });
    expect(await textOf(reader, 'a')).toBe('x');
    expect(await errorOf(reader.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'y' })))).toEqual(['AccessDenied', 403]);
  });

  it('bind sessions already issued when a role changes', async () => {
    const aws = createAws();
    const client = await createClient(aws);
    await client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }));
    for (const [arn, role] of Object.entries(aws.state.iam.roles)) aws.state.iam.roles[arn] = { ...role, policies: [] };
    expect(await errorOf(client.send(new GetObjectCommand({ Bucket, Key: 'a' })))).toEqual(['AccessDenied', 403]);
  });

  it('refuse each key of DeleteObjects by itself', async () => {
    const aws = createAws([{ Effect: 'Allow', Action: ['s3:PutObject', 's3:DeleteObject'], Resource: 'arn:aws:s3:::album/mine/*' }]);
    const client = await createClient(aws);
    await client.send(new PutObjectCommand({ Bucket, Key: 'mine/a', Body: 'x' }));
    const { Deleted, Errors } = await client.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'mine/a' }, { Key: 'yours/a' }] } }),
    );
    expect(Deleted).toEqual([{ Key: 'mine/a' }]);
    expect(Errors?.map(({ Key, Code }) => [Key, Code])).toEqual([['yours/a', 'AccessDenied']]);
  });
});

it('never takes an operation it does not have for a plain read or write', async () => {
  const aws = createAws();
  const client = await createClient(aws);
  await client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }));
  expect(await errorOf(client.send(new PutObjectAclCommand({ Bucket, Key: 'a', ACL: 'private' })))).toEqual(['NotImplemented', 501]);
  expect(await errorOf(client.send(new GetObjectAclCommand({ Bucket, Key: 'a' })))).toEqual(['NotImplemented', 501]);
  for (const more of [{ ACL: 'public-read' }, { GrantRead: 'id=1' }, { Tagging: 'a=b' }, { ObjectLockLegalHoldStatus: 'ON' }] as const) {
    const command = new PutObjectCommand({ Bucket, Key: 'a', Body: 'y', ...more });
    expect(await errorOf(client.send(command))).toEqual(['NotImplemented', 501]);
  }
  expect(await textOf(client, 'a')).toBe('x');
});

describe('CORS', () => {
  const createCorsAws = () =>
    createEnforcedAws({
      buckets: [
        { name: 'closed' },
        {
          name: 'album',
          corsRules: [
            { AllowedOrigins: ['http://localhost:*'], AllowedMethods: ['GET', 'PUT'], AllowedHeaders: ['x-amz-*'], ExposeHeaders: ['ETag'], MaxAgeSeconds: 300 },
            { AllowedOrigins: ['*'], AllowedMethods: ['GET'] },
          ],
        },
      ],
    });
  const preflight = (bucket: string, origin: string, method: string, headers: string) =>
    createCorsAws().handle(
      new Request(`http://localhost:4566/${bucket}/a`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': method, 'access-control-request-headers': headers },
      }),
    );

  it.each([
    ['album', 'http://localhost:5173', 'PUT', 'x-amz-date, x-amz-content-sha256', 'http://localhost:5173'],
    ['album', 'https://example.com', 'GET', '', '*'],
    ['album', 'https://example.com', 'PUT', '', null],
    ['album', 'http://localhost:5173', 'DELETE', '', null],
    ['album', 'http://localhost:5173', 'PUT', 'authorization', null],
    ['closed', 'http://localhost:5173', 'GET', '', null],
  ])('of %s for %s asking %s with [%s] allows %s', async (bucket, origin, method, headers, allowed) => {
    const answer = await preflight(bucket, origin, method, headers);
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([allowed === null ? 403 : 200, allowed]);
  });

  it('covers error answers, so a page can read why', async () => {
    const answer = await createCorsAws().handle(new Request('http://localhost:4566/album/a', { headers: { origin: 'http://localhost:5173' } }));
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([403, 'http://localhost:5173']);
    expect(answer.headers.get('access-control-expose-headers')).toBe('ETag');
  });
});

describe('over HTTP', () => {
  const closing: (() => void)[] = [];
  afterEach(() => closing.splice(0).forEach((close) => close()));

  async function listen(aws: EnforcedAws): Promise<string> {
    const server = createServer((incoming: IncomingMessage, outgoing: ServerResponse) => void answer(incoming, outgoing));
    async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
      const hasBody = incoming.method !== 'GET' && incoming.method !== 'HEAD';
      const response = await aws.handle(
        new Request(`http://${incoming.headers.host ?? ''}${incoming.url ?? ''}`, {
          method: incoming.method ?? 'GET',
          headers: incoming.headers as Record<string, string>,
          ...(hasBody ? { body: Buffer.concat(chunks) } : {}),
        }),
      );
      outgoing.writeHead(response.status, Object.fromEntries(response.headers));
      outgoing.end(Buffer.from(await response.arrayBuffer()));
    }
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(() => server.close().closeAllConnections());
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  it('an unmodified client puts, streams, lists and gets', async () => {
    const aws = createAws();
    const client = new S3Client({ region, endpoint: await listen(aws), forcePathStyle: true, credentials: await aws.issue() });
    await client.send(new PutObjectCommand({ Bucket, Key: "it's (1).txt", Body: 'hello' }));
    await client.send(new PutObjectCommand({ Bucket, Key: 'stream', Body: Readable.from([Buffer.from('streamed')]), ContentLength: 8 }));
    await new Upload({ client, params: { Bucket, Key: 'big', Body: photo(5 * MIB + 1) } }).done();
    expect((await client.send(new ListObjectsV2Command({ Bucket }))).Contents?.map(({ Key, Size }) => [Key, Size])).toEqual([
      ['big', 5 * MIB + 1],
      ["it's (1).txt", 5],
      ['stream', 8],
    ]);
    expect(await textOf(client, 'stream')).toBe('streamed');
    client.destroy();
  });

  it('a presigned PUT needs nothing but its URL', async () => {
    const aws = createAws();
    const client = new S3Client({ region, endpoint: await listen(aws), forcePathStyle: true, credentials: await aws.issue(), requestChecksumCalculation: 'WHEN_REQUIRED' });
    const url = await getSignedUrl(client, new PutObjectCommand({ Bucket, Key: 'a', Metadata: { by: 'ada' } }), { expiresIn: 60 });
    expect((await fetch(url, { method: 'PUT', body: 'hello' })).status).toBe(200);
    expect(aws.state.s3.buckets[Bucket]!.objects['a']).toMatchObject({ size: 5, metadata: { by: 'ada' } });
    client.destroy();
  });
});
