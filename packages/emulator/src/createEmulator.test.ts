import { DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, HeadObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, it } from 'vitest';
import { callCognito } from './cognitoWire/callCognito.test.fixture.ts';
import { createEmulator, emulatorDefaults, type Emulator } from './index.ts';
import { createInPageRequestHandler, type InPageRequestHandler } from './in-page/index.ts';

const { userPoolClientId, identityPoolId, userPoolId, region, bucket, table, user: ada } = emulatorDefaults;
const page = 'http://localhost:5173';
const base = 'http://localhost:4577';

let emulator: Emulator;

beforeEach(() => {
  emulator = createEmulator();
});

const post = (target: string, input: object, headers: Record<string, string> = {}): Request =>
  new Request(`${base}/`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target, ...headers },
    body: JSON.stringify(input),
  });
const getId = (headers: Record<string, string> = {}): Request =>
  post('AWSCognitoIdentityService.GetId', { IdentityPoolId: identityPoolId }, headers);

async function signIn(of: Emulator = emulator): Promise<string> {
  const { body } = await callCognito(of, 'AWSCognitoIdentityProviderService', 'InitiateAuth', {
    ClientId: userPoolClientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: ada.email, PASSWORD: ada.password },
  });
  return body.AuthenticationResult.IdToken;
}

interface SdkConfig {
  region: string;
  endpoint: string;
  forcePathStyle: boolean;
  requestHandler: InPageRequestHandler;
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken: string };
}

/** Credentials of the seeded person, or of a guest, for an SDK client that calls the emulator in-process. */
async function clientConfig(guest = false): Promise<SdkConfig & { identityId: string }> {
  const Logins = guest ? {} : { [`cognito-idp.${region}.amazonaws.com/${userPoolId}`]: await signIn() };
  const identityService = 'AWSCognitoIdentityService';
  const { body: identity } = await callCognito(emulator, identityService, 'GetId', { IdentityPoolId: identityPoolId, Logins });
  const { body } = await callCognito(emulator, identityService, 'GetCredentialsForIdentity', { IdentityId: identity.IdentityId, Logins });
  const { AccessKeyId, SecretKey, SessionToken } = body.Credentials;
  return {
    identityId: body.IdentityId,
    region,
    endpoint: base,
    forcePathStyle: true,
    requestHandler: createInPageRequestHandler(emulator),
    credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretKey, sessionToken: SessionToken },
  };
}

describe('CORS', () => {
  const preflight = (path: string, headers: Record<string, string>, origin = page): Request =>
    new Request(`${base}${path}`, { method: 'OPTIONS', headers: { origin, ...headers } });

  it('lets a local page preflight a Cognito call, for two days', async () => {
    const asked = 'cache-control,content-type,x-amz-target,x-amz-user-agent';
    const response = await emulator.handle(
      preflight('/', { 'access-control-request-method': 'POST', 'access-control-request-headers': asked }),
    );
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBe(page);
    expect(response.headers.get('access-control-allow-headers')).toBe(asked);
    expect(response.headers.get('access-control-max-age')).toBe('172800');
    expect(emulator.calls.count()).toBe(0);
    expect(emulator.calls.preflights()).toMatchObject([{ operation: 'OPTIONS', status: 200 }]);
  });

  it('answers a preflight for S3 by the rules of the bucket, for fifty minutes', async () => {
    const headers = { 'access-control-request-method': 'PUT', 'access-control-request-headers': 'authorization,x-amz-date' };
    const response = await emulator.handle(preflight(`/${bucket}/users/a.jpg`, headers));
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-max-age')).toBe('3000');
    expect((await emulator.handle(preflight('/no-such-bucket/a.jpg', headers))).status).toBe(403);
  });

  it('lets a page read refusals as well as answers, with their headers', async () => {
    const response = await emulator.handle(post('AWSCognitoIdentityService.GetId', { IdentityPoolId: 'nowhere' }, { origin: page }));
    expect(response.status).toBe(400);
    expect(response.headers.get('access-control-allow-origin')).toBe(page);
    expect(response.headers.get('vary')).toContain('Origin');
    const exposed = response.headers.get('access-control-expose-headers');
    for (const name of ['date', 'x-amzn-requestid', 'x-amzn-errortype', 'x-amzn-errormessage']) expect(exposed).toContain(name);
  });

  it.each(['https://evil.example', 'http://localhost.evil.example', 'http://localhost:5173.evil.example', 'null'])(
    'refuses the origin %s, preflight and call, without running the operation',
    async (origin) => {
      const answers = [
        await emulator.handle(preflight('/', { 'access-control-request-method': 'POST' }, origin)),
        await emulator.handle(getId({ origin })),
      ];
      for (const response of answers) {
        expect(response.status).toBe(403);
        expect(response.headers.has('access-control-allow-origin')).toBe(false);
      }
      expect(emulator.calls.count()).toBe(0);
      expect(Object.keys(emulator.exportState().identityPools[identityPoolId]!.identities)).toEqual([]);
    },
  );

  it('lets in the origins it is told to, and then no others', async () => {
    emulator = createEmulator({ allowedOrigins: ['https://app.example'] });
    expect((await emulator.handle(getId({ origin: 'https://app.example' }))).status).toBe(200);
    expect((await emulator.handle(getId({ origin: page }))).status).toBe(403);
  });
});

describe('every answer', () => {
  it('has a request id of its own and the date of the emulator clock', async () => {
    emulator.clock.advance(86_400_000);
    const [first, second] = [await emulator.handle(getId()), await emulator.handle(getId())];
    expect(first.headers.get('x-amzn-requestid')).not.toBe(second.headers.get('x-amzn-requestid'));
    expect(Math.abs(Date.parse(first.headers.get('date') ?? '') - emulator.clock.now())).toBeLessThan(2000);
  });

  it('is an error in the protocol of the service, with the code in a header', async () => {
    const response = await emulator.handle(post('AWSCognitoIdentityService.GetId', { IdentityPoolId: 'nowhere' }));
    expect(response.headers.get('x-amzn-errortype')).toBe('ResourceNotFoundException:');
    expect(response.headers.get('x-amzn-errormessage')).toBe("IdentityPool 'nowhere' not found.");
    expect(await response.json()).toEqual({ __type: 'ResourceNotFoundException', message: "IdentityPool 'nowhere' not found." });
  });

  it.each(['constructor', 'DoNothing', ''])('says that there is no operation %j', async (operation) => {
    const response = await emulator.handle(post(`AWSCognitoIdentityService.${operation}`, {}));
    expect(await response.json()).toMatchObject({ __type: 'UnknownOperationException' });
  });

  it('refuses a body that is not a JSON object', async () => {
    for (const body of ['{', '[]', 'null', '"text"']) {
      const request = new Request(getId(), { body, method: 'POST' });
      expect(await (await emulator.handle(request)).json()).toMatchObject({ __type: 'SerializationException' });
    }
  });
});

describe('the call log', () => {
  it('names operations of every service and who signed them', async () => {
    const { identityId, ...config } = await clientConfig();
    const s3 = new S3Client(config);
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: `users/${identityId}/a.txt`, Body: 'Hello' }));
    await expect(s3.send(new HeadObjectCommand({ Bucket: bucket, Key: 'users/somebody-else/a.txt' }))).rejects.toThrow();
    expect(emulator.calls.all().map(({ operation, status, identity }) => [operation, status, identity])).toEqual([
      ['InitiateAuth', 200, undefined],
      ['GetId', 200, undefined],
      ['GetCredentialsForIdentity', 200, undefined],
      ['S3.PutObject', 200, identityId],
      ['S3.HeadObject', 403, identityId],
    ]);
    emulator.calls.clear();
    expect(emulator.calls.count()).toBe(0);
  });
});

describe('a queued fault', () => {
  it('meets the operation it names, as often as it says, and leaves the rest alone', async () => {
    emulator.faults.enqueue({ operation: 'GetId', kind: 'throttle', times: 2 });
    const jwks = await emulator.handle(post('AWSCognitoIdentityService.GetCredentialsForIdentity', { IdentityId: 'x' }));
    expect(await jwks.json()).toMatchObject({ __type: 'ResourceNotFoundException' });
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const response = await emulator.handle(getId({ origin: page }));
      expect([response.status, await response.json()]).toMatchObject([400, { __type: 'TooManyRequestsException' }]);
      expect(response.headers.get('access-control-allow-origin')).toBe(page);
    }
    expect((await emulator.handle(getId())).status).toBe(200);
    expect(emulator.calls.all().map(({ status }) => status)).toEqual([400, 400, 400, 200]);
  });

  it('can be an internal error or a broken connection', async () => {
    emulator.faults.enqueue({ kind: 'server-error' });
    emulator.faults.enqueue({ kind: 'network' });
    expect((await emulator.handle(getId())).status).toBe(500);
    await expect(emulator.handle(getId())).rejects.toThrow(new TypeError('Failed to fetch'));
    expect(emulator.calls.all().map(({ status }) => status)).toEqual([500, 0]);
  });

  it('can call the keys of an SDK client expired, which the client reports by that name', async () => {
    const { identityId, ...config } = await clientConfig();
    emulator.faults.enqueue({ operation: 'S3.PutObject', kind: 'expired-token' });
    const put = new S3Client({ ...config, maxAttempts: 1 }).send(
      new PutObjectCommand({ Bucket: bucket, Key: `users/${identityId}/a.txt`, Body: 'Hello' }),
    );
    await expect(put).rejects.toMatchObject({ name: 'ExpiredToken', $metadata: { httpStatusCode: 400 } });
  });

  it('is retried by an SDK client', async () => {
    const { identityId, ...config } = await clientConfig();
    emulator.faults.enqueue({ operation: 'S3.PutObject', kind: 'throttle' });
    emulator.calls.clear();
    await new S3Client(config).send(new PutObjectCommand({ Bucket: bucket, Key: `users/${identityId}/a.txt`, Body: 'Hello' }));
    expect(emulator.calls.all().map(({ status }) => status)).toEqual([503, 200]);
  });
});

describe('the seeded guest', () => {
  it('reads what is public and may not write', async () => {
    const { identityId: _, ...config } = await clientConfig(true);
    const write = new S3Client(config).send(new PutObjectCommand({ Bucket: bucket, Key: 'public/a.txt', Body: 'Hello' }));
    await expect(write).rejects.toMatchObject({ name: 'AccessDenied' });
    emulator.admin.putObject({ bucket, key: 'public/a.txt', body: 'Hello', contentType: 'text/plain' });
    const read = await new S3Client(config).send(new GetObjectCommand({ Bucket: bucket, Key: 'public/a.txt' }));
    expect([read.ContentType, await read.Body?.transformToString()]).toEqual(['text/plain', 'Hello']);
    const list = await new S3Client(config).send(new ListObjectsV2Command({ Bucket: bucket, Prefix: 'public/' }));
    expect(list.Contents?.map(({ Key }) => Key)).toEqual(['public/a.txt']);
    const pry = new S3Client(config).send(new ListObjectsV2Command({ Bucket: bucket, Prefix: 'users/' }));
    await expect(pry).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});

describe('the seeded table', () => {
  it('lets a person keep captions of their own, and of nobody else', async () => {
    const { identityId, ...config } = await clientConfig();
    const dynamoDb = new DynamoDBClient(config);
    const put = (owner: string) =>
      dynamoDb.send(new PutItemCommand({ TableName: table, Item: { owner: { S: owner }, photo: { S: 'a.jpg' }, caption: { S: 'Engine' } } }));
    await put(identityId);
    await expect(put('somebody-else')).rejects.toMatchObject({ name: 'AccessDeniedException' });
    const query = (owner: string) =>
      dynamoDb.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: '#owner = :owner',
          ExpressionAttributeNames: { '#owner': 'owner' },
          ExpressionAttributeValues: { ':owner': { S: owner } },
        }),
      );
    expect((await query(identityId)).Items).toMatchObject([{ caption: { S: 'Engine' } }]);
    await expect(query('somebody-else')).rejects.toMatchObject({ name: 'AccessDeniedException' });
    const calls = emulator.calls.all().filter(({ operation }) => operation.startsWith('DynamoDB.'));
    expect(calls.map(({ operation, status }) => `${operation} ${status}`)).toEqual([
      'DynamoDB.PutItem 200',
      'DynamoDB.PutItem 400',
      'DynamoDB.Query 200',
      'DynamoDB.Query 400',
    ]);
  });

  it('meets queued faults in the words of DynamoDB', async () => {
    const { identityId, ...config } = await clientConfig();
    emulator.faults.enqueue({ operation: 'DynamoDB.PutItem', kind: 'expired-token' });
    const put = new DynamoDBClient({ ...config, maxAttempts: 1 }).send(
      new PutItemCommand({ TableName: table, Item: { owner: { S: identityId }, photo: { S: 'a.jpg' } } }),
    );
    await expect(put).rejects.toMatchObject({ name: 'ExpiredTokenException' });
  });
});

describe('credentials', () => {
  it('stop working after an hour by the emulator clock', async () => {
    const { identityId, ...config } = await clientConfig();
    emulator.clock.advance(3_600_000);
    const s3 = new S3Client({ ...config, maxAttempts: 1, systemClockOffset: 3_600_000 });
    await expect(s3.send(new PutObjectCommand({ Bucket: bucket, Key: `users/${identityId}/a.txt`, Body: 'Hello' }))).rejects.toMatchObject({
      name: 'ExpiredToken',
    });
  });
});

describe('the control endpoints', () => {
  const control = async (method: string, path: string, body?: object, token = emulator.controlToken) => {
    const request = new Request(`${base}/_emulator/${path}`, {
      method,
      headers: { 'x-emulator-token': token },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const response = await emulator.handle(request);
    return { status: response.status, body: (await response.json()) as unknown };
  };

  it.each(['', 'wrong', '0'.repeat(32)])('need the token of this run, not %j', async (token) => {
    expect((await control('POST', 'clock', { advanceMs: 1000 }, token)).status).toBe(403);
    expect(createEmulator().controlToken).not.toBe(emulator.controlToken);
  });

  it('move the clock', async () => {
    const before = emulator.clock.now();
    expect((await control('POST', 'clock', { advanceMs: 60_000 })).status).toBe(200);
    expect(emulator.clock.now()).toBeGreaterThanOrEqual(before + 60_000);
    expect((await control('POST', 'clock', { advanceMs: 'soon' })).status).toBe(400);
  });

  it('read the mailbox and the call log, and empty the log', async () => {
    await callCognito(emulator, 'AWSCognitoIdentityProviderService', 'ForgotPassword', { ClientId: userPoolClientId, Username: ada.email });
    expect((await control('GET', `mailbox?address=${ada.email}`)).body).toEqual(emulator.mailbox.latest(ada.email));
    expect((await control('GET', 'mailbox?address=nobody@example.com')).body).toBeNull();
    expect((await control('GET', 'calls')).body).toMatchObject({ calls: [{ operation: 'ForgotPassword' }], preflights: [] });
    await control('DELETE', 'calls');
    expect(emulator.calls.count()).toBe(0);
  });

  it('queue faults, and refuse ones that make no sense', async () => {
    expect((await control('POST', 'faults', { kind: 'earthquake' })).status).toBe(400);
    expect((await control('POST', 'faults', { kind: 'throttle', times: 0 })).status).toBe(400);
    expect((await control('POST', 'faults', { kind: 'server-error', operation: 'GetId' })).status).toBe(200);
    expect((await emulator.handle(getId())).status).toBe(500);
  });

  it('issue what people get elsewhere, and say why not', async () => {
    emulator = createEmulator({
      seed: {
        loginProviders: [{ name: 'accounts.google.com', clientIds: ['album'] }],
        samlProviders: [{ name: 'Office', entityId: 'https://idp.office.example' }],
        users: [{ name: 'ada', mfaDevices: [{ serialNumber: 'arn:aws:iam::000000000000:mfa/ada', secret: 'JBSWY3DPEHPK3PXP' }] }],
      },
    });
    const token = await control('POST', 'login-tokens', { provider: 'accounts.google.com', subject: '1148' });
    expect(token).toMatchObject({ status: 200, body: { token: expect.stringMatching(/^ey/) } });
    const saml = await control('POST', 'saml-responses', { provider: 'Office', subject: 'ada' });
    expect(atob((saml.body as { response: string }).response)).toContain('>ada</saml:NameID>');
    const code = await control('GET', 'mfa-code?serialNumber=arn:aws:iam::000000000000:mfa/ada');
    expect(code.body).toEqual({ code: emulator.admin.mfaCode('arn:aws:iam::000000000000:mfa/ada') });
    const unknown = await control('POST', 'login-tokens', { provider: 'www.amazon.com', subject: '1148' });
    expect(unknown).toEqual({ status: 400, body: { message: 'The emulator has no login provider www.amazon.com. Seed one.' } });
    expect(await control('POST', 'saml-responses', [])).toEqual({ status: 400, body: { message: 'provider and subject must be texts.' } });
    expect((await control('GET', 'mfa-code')).status).toBe(400);
  });

  it('return to the seed', async () => {
    await emulator.handle(getId());
    emulator.admin.deleteUser(ada.email);
    expect((await control('POST', 'reset')).status).toBe(200);
    expect(await signIn()).toBeTypeOf('string');
    expect(emulator.calls.count()).toBe(1);
  });
});

describe('state', () => {
  it('moves to another emulator as JSON: tokens, identities and credentials stay good', async () => {
    const { identityId, ...config } = await clientConfig();
    emulator = createEmulator({ state: JSON.parse(JSON.stringify(emulator.exportState())) as ReturnType<Emulator['exportState']> });
    const s3 = new S3Client({ ...config, requestHandler: createInPageRequestHandler(emulator) });
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: `users/${identityId}/a.txt`, Body: 'Hello' }));
    expect((await clientConfig()).identityId).toBe(identityId);
  });

  it('of an earlier version, which knew neither users nor login providers, is completed', async () => {
    const { identityPoolKey: _, loginProviders: __, samlProviders: ___, ...state } = emulator.exportState();
    const { users: ____, managedPolicies: _____, stsDisabledRegions: ______, ...iam } = state.iam;
    emulator = createEmulator({ state: { ...state, iam } as ReturnType<Emulator['exportState']> });
    expect((await clientConfig()).identityId).toMatch(/^eu-west-1:/);
    expect(emulator.exportState().iam).toMatchObject({ ...iam, users: {} });
    await expect(emulator.admin.issueLoginToken({ provider: 'accounts.google.com', subject: '1' })).rejects.toThrow('Seed one.');
  });

  it('is announced when it changes, and only copies leave', async () => {
    let changes = 0;
    emulator = createEmulator({ onChange: () => (changes += 1) });
    expect(changes).toBe(0);
    await emulator.handle(getId());
    expect(changes).toBeGreaterThan(0);
    delete emulator.exportState().userPools[userPoolId];
    expect(await signIn()).toBeTypeOf('string');
  });
});

describe('starting', () => {
  it('takes at most 300 ms', () => {
    const startedAt = performance.now();
    createEmulator();
    expect(performance.now() - startedAt).toBeLessThan(300);
  });
});
