import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { describe, expect, it } from 'vitest';
import { createInPageRequestHandler } from '../in-page/createInPageRequestHandler.ts';
import { createEnforcedAws, roleArn, type EnforcedAws, type TestCredentials } from './enforcedAws.test.fixture.ts';
import { openSessionToken } from './sessionToken.ts';

const region = 'eu-west-1';
const endpoint = 'http://localhost:4566';

const createAws = () =>
  createEnforcedAws({
    buckets: [{ name: 'album', region }],
    tables: [
      {
        name: 'captions',
        keySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        attributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      },
    ],
  });

/** The same call on each service, made by an unmodified client. */
const services = {
  s3: (aws: EnforcedAws, credentials: TestCredentials, maxAttempts = 1) =>
    new S3Client({ region, endpoint, forcePathStyle: true, credentials, requestHandler: aws.requestHandler, maxAttempts }).send(
      new ListObjectsV2Command({ Bucket: 'album' }),
    ),
  dynamoDb: (aws: EnforcedAws, credentials: TestCredentials, maxAttempts = 1) =>
    new DynamoDBClient({ region, endpoint, credentials, requestHandler: aws.requestHandler, maxAttempts }).send(
      new GetItemCommand({ TableName: 'captions', Key: { id: { S: 'a' } } }),
    ),
  sts: (aws: EnforcedAws, credentials: TestCredentials, maxAttempts = 1) =>
    new STSClient({ region, endpoint, credentials, requestHandler: aws.requestHandler, maxAttempts }).send(
      new GetCallerIdentityCommand({}),
    ),
} as const;
type Service = keyof typeof services;

/** Another character in the middle of a text. */
function changeOneByte(text: string): string {
  const middle = Math.floor(text.length / 2);
  return text.slice(0, middle) + (text[middle] === 'A' ? 'B' : 'A') + text.slice(middle + 1);
}

async function refusalOf(call: Promise<unknown>): Promise<{ name: string; status: number | undefined; message: string }> {
  try {
    await call;
  } catch (error) {
    const { name, message, $metadata } = error as { name: string; message: string; $metadata?: { httpStatusCode?: number } };
    return { name, message, status: $metadata?.httpStatusCode };
  }
  throw new Error('The call was not refused.');
}

describe.each(Object.keys(services) as Service[])('the gate before %s', (service) => {
  it('lets an unmodified client in', async () => {
    const aws = createAws();
    const answer = await services[service](aws, await aws.issue());
    expect(answer.$metadata.httpStatusCode).toBe(200);
    expect(aws.requests).toHaveLength(1);
  });

  it.each<[keyof TestCredentials, Record<Service, [name: string, status: number]>]>([
    [
      'accessKeyId',
      { s3: ['InvalidAccessKeyId', 403], dynamoDb: ['UnrecognizedClientException', 400], sts: ['InvalidClientTokenId', 403] },
    ],
    [
      'secretAccessKey',
      { s3: ['SignatureDoesNotMatch', 403], dynamoDb: ['InvalidSignatureException', 400], sts: ['SignatureDoesNotMatch', 403] },
    ],
    ['sessionToken', { s3: ['InvalidToken', 400], dynamoDb: ['UnrecognizedClientException', 400], sts: ['InvalidClientTokenId', 403] }],
  ])('refuses a client whose %s differs in one byte', async (member, expected) => {
    const aws = createAws();
    const credentials = await aws.issue();
    const changed = { ...credentials, [member]: changeOneByte(String(credentials[member])) };
    const { name, status } = await refusalOf(services[service](aws, changed));
    expect([name, status]).toEqual(expected[service]);
  });

  it('refuses a key without session token', async () => {
    const aws = createAws();
    const { sessionToken: _, ...longLived } = await aws.issue();
    const expected = { s3: 'InvalidAccessKeyId', dynamoDb: 'UnrecognizedClientException', sts: 'InvalidClientTokenId' };
    const { name } = await refusalOf(services[service](aws, longLived as TestCredentials));
    expect(name).toBe(expected[service]);
  });

  it('refuses a token sealed by another emulator', async () => {
    const aws = createAws();
    const expected = { s3: 'InvalidToken', dynamoDb: 'UnrecognizedClientException', sts: 'InvalidClientTokenId' };
    const { name } = await refusalOf(services[service](aws, await createAws().issue()));
    expect(name).toBe(expected[service]);
  });

  it('refuses credentials from the very second they expire', async () => {
    const aws = createAws();
    const credentials = await aws.issue({ durationSeconds: 900 });
    aws.clock.advance(credentials.expiration.getTime() - aws.clock.now() - 5000);
    await services[service](aws, credentials);
    aws.clock.advance(5000);
    const { name, status, message } = await refusalOf(services[service](aws, credentials));
    const expected = {
      s3: ['ExpiredToken', 400, 'The provided token has expired.'],
      dynamoDb: ['ExpiredTokenException', 400, 'The security token included in the request is expired'],
      sts: ['ExpiredToken', 403, 'The security token included in the request is expired'],
    };
    expect([name, status, message]).toEqual(expected[service]);
  });

  it.each([16, -16])('refuses a signature made %i minutes off, and an unmodified client heals itself in one attempt more', async (minutes) => {
    const aws = createAws();
    aws.clock.advance(minutes * 60_000);
    const { name } = await refusalOf(services[service](aws, await aws.issue()));
    const expected = { s3: 'RequestTimeTooSkewed', dynamoDb: 'InvalidSignatureException', sts: 'SignatureDoesNotMatch' };
    expect(name).toBe(expected[service]);

    const healing = createAws();
    healing.clock.advance(minutes * 60_000);
    await services[service](healing, await healing.issue(), 2);
    expect(healing.requests).toHaveLength(2);
  });

  it('accepts a clock that is 14 minutes off', async () => {
    const aws = createAws();
    aws.clock.advance(14 * 60_000);
    await expect(services[service](aws, await aws.issue())).resolves.toBeDefined();
  });
});

describe('a request changed on its way', () => {
  /** Sends a request through a client, which signs it, and gives back what it signed. */
  async function sign(aws: EnforcedAws, send: (client: S3Client) => Promise<unknown>): Promise<Request> {
    let signed: Request | undefined;
    const handle = (request: Request) => {
      signed = request.clone();
      return aws.handle(request);
    };
    const requestHandler = createInPageRequestHandler({ handle });
    await send(new S3Client({ region, endpoint, forcePathStyle: true, credentials: await aws.issue(), requestHandler, maxAttempts: 1 }));
    if (signed === undefined) throw new Error('Nothing was sent.');
    return signed;
  }

  async function answerTo(aws: EnforcedAws, request: Request): Promise<[status: number, code: string | undefined]> {
    const response = await aws.handle(request);
    return [response.status, /<Code>(.*?)<\/Code>/.exec(await response.text())?.[1]];
  }

  const put = (client: S3Client) => client.send(new PutObjectCommand({ Bucket: 'album', Key: 'a.txt', Body: 'hello' }));

  async function withHeader(request: Request, name: string, change: (value: string) => string): Promise<Request> {
    const headers = new Headers(request.headers);
    headers.set(name, change(headers.get(name) ?? ''));
    return new Request(request.url, { method: request.method, headers, body: await request.clone().arrayBuffer() });
  }

  it('is accepted unchanged, so the refusals below mean something', async () => {
    const aws = createAws();
    expect(await answerTo(aws, await sign(aws, put))).toEqual([200, undefined]);
  });

  it('is refused when a byte of its signature differs', async () => {
    const aws = createAws();
    const changed = await withHeader(await sign(aws, put), 'authorization', (value) => value.slice(0, -1) + (value.endsWith('0') ? '1' : '0'));
    expect(await answerTo(aws, changed)).toEqual([403, 'SignatureDoesNotMatch']);
  });

  it('is refused when a byte of its body differs', async () => {
    const aws = createAws();
    const { url, headers } = await sign(aws, put);
    const changed = new Request(url, { method: 'PUT', headers, body: 'jello' });
    expect(await answerTo(aws, changed)).toEqual([400, 'XAmzContentSHA256Mismatch']);
    expect(atob(aws.state.s3.buckets['album']!.objects['a.txt']!.body)).toBe('hello');
  });

  it('is refused when its path, query, method or a signed header differs', async () => {
    const aws = createAws();
    const signed = await sign(aws, put);
    const body = await signed.clone().arrayBuffer();
    const { headers } = signed;
    const variants = [
      new Request(`${endpoint}/album/b.txt?x-id=PutObject`, { method: 'PUT', headers, body }),
      new Request(`${signed.url}&versionId=1`, { method: 'PUT', headers, body }),
      new Request(signed.url, { method: 'POST', headers, body }),
      await withHeader(signed, 'content-type', () => 'text/html'),
      await withHeader(signed, 'host', () => 'example.com'),
    ];
    for (const variant of variants) expect(await answerTo(aws, variant)).toEqual([403, 'SignatureDoesNotMatch']);
    expect(Object.keys(aws.state.s3.buckets['album']!.objects)).toEqual(['a.txt']);
  });

  it('is refused when a header that steers S3 was added unsigned', async () => {
    const aws = createAws();
    const changed = await withHeader(await sign(aws, put), 'x-amz-copy-source', () => '/album/secret');
    expect(await answerTo(aws, changed)).toEqual([403, 'AccessDenied']);
  });

  it('is refused when it has a second signature', async () => {
    const aws = createAws();
    const signed = await sign(aws, put);
    const doubled = new Request(`${signed.url}&X-Amz-Signature=0`, { method: 'PUT', headers: signed.headers, body: await signed.clone().text() });
    expect(await answerTo(aws, doubled)).toEqual([400, 'InvalidArgument']);
  });

  it('is refused without a signature, with a malformed one, or with one for another service', async () => {
    const aws = createAws();
    expect(await answerTo(aws, new Request(`${endpoint}/album/a.txt`))).toEqual([403, 'AccessDenied']);
    const signed = await sign(aws, put);
    for (const change of [
      (value: string) => value.replace(/\/(\d{4})\d{4}\//, '/$1/'),
      (value: string) => value.replace('AWS4-HMAC-SHA256', 'AWS4-HMAC-SHA512'),
      (value: string) => value.replace('/s3/', '/dynamodb/'),
      (value: string) => value.replace('aws4_request', 'aws5_request'),
      (value: string) => value.replace(/host;/, ''),
      (value: string) => value.replace(/\/\d{8}\//, '/20200101/'),
    ]) {
      expect(await answerTo(aws, await withHeader(signed, 'authorization', change))).toEqual([400, 'AuthorizationHeaderMalformed']);
    }
  });
});

describe('a bucket of another region', () => {
  const createFarAws = () => createEnforcedAws({ buckets: [{ name: 'album', region: 'ap-southeast-2' }] });

  it('refuses a signature for this one, and says which region it expects', async () => {
    const aws = createFarAws();
    const { name, status, message } = await refusalOf(services.s3(aws, await aws.issue()));
    expect([name, status]).toEqual(['AuthorizationHeaderMalformed', 400]);
    expect(message).toBe("The authorization header is malformed; the region 'eu-west-1' is wrong; expecting 'ap-southeast-2'");
  });

  it('refuses a URL presigned for this one', async () => {
    const aws = createFarAws();
    const client = new S3Client({ region, endpoint, forcePathStyle: true, credentials: await aws.issue() });
    const answer = await aws.handle(new Request(await getSignedUrl(client, new GetObjectCommand({ Bucket: 'album', Key: 'a' }))));
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('<Code>AuthorizationQueryParametersError</Code>');
  });
});

describe('a JSON or Query service', () => {
  it.each(['dynamoDb', 'sts'] as const)('refuses a body of %s changed on its way', async (service) => {
    const aws = createAws();
    const requestHandler = createInPageRequestHandler({
      async handle(request) {
        const body = (await request.clone().text()).replace('captions', 'captionz').replace('GetCallerIdentity', 'GetCallerIdentity&Extra=1');
        return aws.handle(new Request(request.url, { method: request.method, headers: request.headers, body }));
      },
    });
    const { name } = await refusalOf(services[service]({ ...aws, requestHandler }, await aws.issue()));
    expect(name).toBe({ dynamoDb: 'InvalidSignatureException', sts: 'SignatureDoesNotMatch' }[service]);
  });

  it('takes no unsigned body, which only S3 knows', async () => {
    const aws = createAws();
    const client = new DynamoDBClient({ region, endpoint, credentials: await aws.issue(), requestHandler: aws.requestHandler, maxAttempts: 1 });
    client.middlewareStack.add(
      (next) => (args) => {
        (args.request as { headers: Record<string, string> }).headers['x-amz-content-sha256'] = 'UNSIGNED-PAYLOAD';
        return next(args);
      },
      { step: 'build' },
    );
    const { name } = await refusalOf(client.send(new GetItemCommand({ TableName: 'captions', Key: { id: { S: 'a' } } })));
    expect(name).toBe('InvalidSignatureException');
  });
});

describe('a presigned URL', () => {
  async function presign(aws: EnforcedAws, expiresIn: number): Promise<string> {
    const client = new S3Client({ region, endpoint, forcePathStyle: true, credentials: await aws.issue(), requestHandler: aws.requestHandler });
    await client.send(new PutObjectCommand({ Bucket: 'album', Key: "it's (a) photo+1 é.jpg", Body: 'pixels', ContentType: 'image/jpeg' }));
    return getSignedUrl(client, new GetObjectCommand({ Bucket: 'album', Key: "it's (a) photo+1 é.jpg" }), { expiresIn });
  }

  it('gives the object to whoever has it, until it expires', async () => {
    const aws = createAws();
    const url = await presign(aws, 60);
    const answer = await aws.handle(new Request(url));
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([200, 'image/jpeg', 'pixels']);

    aws.clock.advance(62_000);
    const refused = await aws.handle(new Request(url));
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain('<Code>AccessDenied</Code><Message>Request has expired</Message><X-Amz-Expires>60</X-Amz-Expires>');
  });

  it('dies with the credentials that signed it', async () => {
    const aws = createAws();
    const url = await presign(aws, 604_800);
    aws.clock.advance(3_600_000);
    const refused = await aws.handle(new Request(url));
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('<Code>ExpiredToken</Code>');
  });

  it.each([
    ['signature', (url: string) => url.replace(/X-Amz-Signature=(.)/, (_, first: string) => `X-Amz-Signature=${first === '0' ? '1' : '0'}`), 'SignatureDoesNotMatch'],
    ['lifetime', (url: string) => url.replace('X-Amz-Expires=60', 'X-Amz-Expires=600'), 'SignatureDoesNotMatch'],
    ['key', (url: string) => url.replace('photo', 'video'), 'SignatureDoesNotMatch'],
    ['access key', (url: string) => url.replace(/ASIAEMU./, 'ASIAEMU1'), 'InvalidAccessKeyId'],
    ['date', (url: string) => url.replace(/X-Amz-Date=\d/, 'X-Amz-Date=x'), 'AuthorizationQueryParametersError'],
    ['token', (url: string) => url.replace(/X-Amz-Security-Token=..../, 'X-Amz-Security-Token=AAAA'), 'InvalidToken'],
  ])('is refused when its %s is changed', async (_, change, code) => {
    const aws = createAws();
    const url = await presign(aws, 60);
    const refused = await aws.handle(new Request(change(url)));
    expect(await refused.text()).toContain(`<Code>${code}</Code>`);
    expect(refused.ok).toBe(false);
  });
});

describe('issued credentials', () => {
  it('look temporary and fake, and never twice the same', async () => {
    const aws = createAws();
    const [one, other] = [await aws.issue(), await aws.issue()];
    expect(one.accessKeyId).toMatch(/^ASIAEMU[A-Z2-7]{13}$/);
    expect(one.accessKeyId).not.toBe(other.accessKeyId);
    expect(one.sessionToken).not.toContain(one.secretAccessKey);
  });

  it('open to their claims with the right key only', async () => {
    const aws = createAws();
    const { sessionToken, accessKeyId } = await aws.issue({ variables: { sub: 'me' } });
    expect(await openSessionToken(sessionToken, aws.state.iam.sealKey)).toMatchObject({ accessKeyId, principal: { roleArn }, variables: { sub: 'me' } });
    expect(await openSessionToken(sessionToken, createAws().state.iam.sealKey)).toBeUndefined();
    expect(await openSessionToken('not base64!', aws.state.iam.sealKey)).toBeUndefined();
    expect(await openSessionToken('', aws.state.iam.sealKey)).toBeUndefined();
    expect(await openSessionToken(`${sessionToken} `, aws.state.iam.sealKey)).toBeUndefined();
  });

  it('name their holder to STS', async () => {
    const aws = createAws();
    const { Arn, Account, UserId } = await services.sts(aws, await aws.issue({ principal: { kind: 'role', roleArn, sessionName: 'CognitoIdentityCredentials' } }));
    expect(Arn).toBe('arn:aws:sts::000000000000:assumed-role/photographer/CognitoIdentityCredentials');
    expect(Account).toBe('000000000000');
    expect(UserId).toMatch(/^AROAEMU[A-Z2-7]{14}:CognitoIdentityCredentials$/);
  });
});
