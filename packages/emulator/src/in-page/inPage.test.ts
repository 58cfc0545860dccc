import { Readable } from 'node:stream';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { beforeEach, describe, expect, it } from 'vitest';
import { createEmulator, defaultSeed, emulatorDefaults, type Emulator } from '../index.ts';
import { callCognito } from '../cognitoWire/callCognito.test.fixture.ts';
import { createInPageFetch, createInPageRequestHandler } from './index.ts';

const { identityPoolId, guestRoleArn, region, bucket } = emulatorDefaults;
const getIdRequest = {
  method: 'POST',
  headers: { 'x-amz-target': 'AWSCognitoIdentityService.GetId' },
  body: JSON.stringify({ IdentityPoolId: identityPoolId }),
};

let emulator: Emulator;

// A guest who may do anything to the bucket: these tests are about bodies, not rights.
const openBucket = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' } } as const;

beforeEach(() => {
  const roles = defaultSeed.roles!.map((role) => (role.arn === guestRoleArn ? { ...role, policies: [openBucket] } : role));
  emulator = createEmulator({ seed: { ...defaultSeed, roles } });
});

async function createClient(): Promise<S3Client> {
  const { body: identity } = await callCognito(emulator, 'AWSCognitoIdentityService', 'GetId', { IdentityPoolId: identityPoolId });
  const { body } = await callCognito(emulator, 'AWSCognitoIdentityService', 'GetCredentialsForIdentity', { IdentityId: identity.IdentityId });
  const { AccessKeyId: accessKeyId, SecretKey: secretAccessKey, SessionToken: sessionToken } = body.Credentials;
  return new S3Client({
    region,
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey, sessionToken },
    requestHandler: createInPageRequestHandler(emulator),
  });
}

describe('the in-page request handler', () => {
  it.each([
    ['text', 'Hello, engine'],
    ['bytes', new TextEncoder().encode('Hello, engine')],
    ['a Node.js stream', Readable.from([Buffer.from('Hello, '), Buffer.from('engine')])],
    ['a view into a larger buffer', new TextEncoder().encode('>>Hello, engine<<').subarray(2, 15)],
  ])('carries a body that is %s', async (_kind, Body) => {
    const s3 = await createClient();
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'a.txt', Body, ContentLength: 13 }));
    const read = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: 'a.txt' }));
    expect(await read.Body?.transformToString()).toBe('Hello, engine');
  });

  it('carries keys that need escaping, and an empty body', async () => {
    const s3 = await createClient();
    const Key = "a b/ü+&=?#'()*!~.txt";
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: '' }));
    const read = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
    expect(await read.Body?.transformToString()).toBe('');
    expect(Object.keys(emulator.exportState().s3.buckets[bucket]!.objects)).toEqual([Key]);
  });

  it('carries an upload in parts', async () => {
    const Body = new Uint8Array(6 * 1024 * 1024).fill(7);
    const s3 = await createClient();
    await new Upload({ client: s3, params: { Bucket: bucket, Key: 'large.bin', Body } }).done();
    expect(emulator.exportState().s3.buckets[bucket]!.objects['large.bin']?.size).toBe(Body.length);
    expect(emulator.calls.count('S3.UploadPart')).toBe(2);
  }, 30_000);

  it('stops waiting when aborted', async () => {
    const s3 = await createClient();
    const aborted = new AbortController();
    const put = s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'a.txt', Body: 'Hello' }), { abortSignal: aborted.signal });
    aborted.abort();
    await expect(put).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('reports a broken connection as browsers do, so that clients try again', async () => {
    const s3 = await createClient();
    emulator.calls.clear();
    emulator.faults.enqueue({ operation: 'S3.PutObject', kind: 'network' });
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'a.txt', Body: 'Hello' }));
    expect(emulator.calls.all().map(({ status }) => status)).toEqual([0, 200]);
  });
});

describe('the in-page fetch', () => {
  it('answers whatever host is named', async () => {
    const inPageFetch = createInPageFetch(emulator);
    for (const url of ['https://cognito-identity.eu-west-1.amazonaws.com/', new URL('http://localhost/')]) {
      expect((await inPageFetch(url, getIdRequest)).status).toBe(200);
    }
  });

  it('rejects with the reason of the signal, before and during a call', async () => {
    const inPageFetch = createInPageFetch(emulator);
    const reason = new DOMException('Too slow', 'TimeoutError');
    await expect(inPageFetch('http://localhost/', { ...getIdRequest, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(emulator.calls.count()).toBe(0);
    const during = new AbortController();
    const call = inPageFetch('http://localhost/', { ...getIdRequest, signal: during.signal });
    during.abort(reason);
    await expect(call).rejects.toBe(reason);
  });
});
