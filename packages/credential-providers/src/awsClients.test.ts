import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { createCredentialStore, type AwsCredentials, type CredentialStore } from '@valetkey/core';
import { emulatorDefaults } from '@valetkey/emulator';
import { createInPageRequestHandler } from '@valetkey/emulator/in-page';
import { beforeEach, describe, expect, it } from 'vitest';
import { fromCognitoIdentityPool } from './index.ts';
import { createWorld, type World } from './testKit/createWorld.ts';

const { bucket, table, region, identityPoolId, accountId, authenticatedRoleArn } = emulatorDefaults;
const HOUR_MS = 3_600_000;

type Credentials = CredentialStore['provider'] | AwsCredentials;

let world: World;
let store: CredentialStore;
let identityId: string;

beforeEach(async () => {
  world = createWorld({ startAt: Date.now() });
  const { session, clock, environment } = world;
  const provider = fromCognitoIdentityPool({ identityPoolId, logins: session, guest: true, clock, environment });
  store = createCredentialStore({ provider, clock, environment });
  const snapshot = await store.whenReady();
  identityId = snapshot.status === 'ready' ? (snapshot.identityId ?? '') : '';
});

const clientConfig = (credentials: Credentials) => ({
  region,
  credentials,
  requestHandler: createInPageRequestHandler(world.emulator),
});
const createS3 = (credentials: Credentials = store.provider) => new S3Client({ ...clientConfig(credentials), forcePathStyle: true });
const createDynamoDb = (credentials: Credentials = store.provider) => new DynamoDBClient(clientConfig(credentials));
const createSts = (credentials: Credentials = store.provider) => new STSClient(clientConfig(credentials));

const requests = {
  S3: (credentials?: Credentials) => createS3(credentials).send(new ListObjectsV2Command({ Bucket: bucket, Prefix: `users/${identityId}/` })),
  DynamoDB: (credentials?: Credentials) =>
    createDynamoDb(credentials).send(
      new GetItemCommand({ TableName: table, Key: { owner: { S: identityId }, photo: { S: 'a.jpg' } } }),
    ),
  STS: (credentials?: Credentials) => createSts(credentials).send(new GetCallerIdentityCommand({})),
};
type Service = keyof typeof requests;
const services = Object.keys(requests) as readonly Service[];

const refusal = (request: Promise<unknown>): Promise<string> =>
  request.then(
    () => 'accepted',
    (error: { name: string }) => error.name,
  );

describe('AWS SDK clients with the store’s provider', () => {
  it('put, get and list objects', async () => {
    const s3 = createS3();
    const Key = `users/${identityId}/a.txt`;
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: 'a photo' }));
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
    expect(await Body?.transformToString()).toBe('a photo');
    expect((await requests.S3()).Contents?.map((object) => object.Key)).toEqual([Key]);
  });

  it('put and get items', async () => {
    const item = { owner: { S: identityId }, photo: { S: 'a.jpg' }, caption: { S: 'The engine' } };
    await createDynamoDb().send(new PutItemCommand({ TableName: table, Item: item }));
    expect((await requests.DynamoDB()).Item).toEqual(item);
  });

  it('are who the identity pool says', async () => {
    const { Account, Arn } = await requests.STS();
    expect(Account).toBe(accountId);
    expect(Arn).toBe(`${authenticatedRoleArn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/CognitoIdentityCredentials`);
  });

  it('are refused what belongs to another identity, and nothing is refreshed for that', async () => {
    const foreign = createS3().send(new GetObjectCommand({ Bucket: bucket, Key: 'users/eu-west-1:somebody-else/a.txt' }));
    expect(await refusal(foreign)).toBe('AccessDenied');
    expect(world.emulator.calls.count('GetCredentialsForIdentity')).toBe(1);
  });

  it('share one acquisition, however many start cold at once', async () => {
    store.clear();
    world.emulator.calls.clear();
    const clients = Array.from({ length: 20 }, (_, index) => requests[services[index % services.length]!]());
    await Promise.all(clients);
    expect(world.emulator.calls.count('GetId')).toBe(0);
    expect(world.emulator.calls.count('GetCredentialsForIdentity')).toBe(1);
  });

  it('sign with fresh keys after expiry, without being made anew', async () => {
    const sts = createSts();
    await sts.send(new GetCallerIdentityCommand({}));
    await world.clock.advanceBy(HOUR_MS);
    await sts.send(new GetCallerIdentityCommand({}));
    expect(world.emulator.calls.count('GetCredentialsForIdentity')).toBe(2);
  });

  it('are a guest’s from the very next request after sign-out', async () => {
    const sts = createSts();
    await sts.send(new GetCallerIdentityCommand({}));
    await world.session.signOut();
    const { Arn } = await sts.send(new GetCallerIdentityCommand({}));
    expect(Arn).toContain('assumed-role/photo-album-guest/');
  });

  it('cannot sign at all once the session has expired', async () => {
    const s3 = createS3();
    world.session.expire();
    world.emulator.calls.clear();
    await expect(s3.send(new ListObjectsV2Command({ Bucket: bucket }))).rejects.toMatchObject({ code: 'SESSION_EXPIRED' });
    expect(world.emulator.calls.count()).toBe(0);
  });
});

describe('the same requests with one character changed', () => {
  const another = (character: string): string => (character === 'A' ? 'B' : 'A');
  const change = (text: string, at: number): string => text.slice(0, at) + another(text[at] ?? '') + text.slice(at + 1);
  const places: readonly [string, (text: string) => number][] = [
    ['the first', () => 0],
    ['one in the middle', (text) => text.length >> 1],
    ['the last', (text) => text.length - 1],
  ];
  const changes = services.flatMap((service) => places.map(([place, at]) => [service, place, at] as const));
  const parts = async (): Promise<{ accessKeyId: string; secretAccessKey: string; sessionToken: string }> => {
    const { accessKeyId, secretAccessKey, sessionToken = '' } = await store.getCredentials();
    return { accessKeyId, secretAccessKey, sessionToken };
  };

  it.each(services)('are accepted by %s when nothing is changed', async (service) => {
    expect(await refusal(requests[service](await parts()))).toBe('accepted');
  });

  it.each(changes)('are refused by %s when it is %s of the access key id', async (service, _, at) => {
    const good = await parts();
    const request = requests[service]({ ...good, accessKeyId: change(good.accessKeyId, at(good.accessKeyId)) });
    expect(await refusal(request)).toBe(
      { S3: 'InvalidAccessKeyId', DynamoDB: 'UnrecognizedClientException', STS: 'InvalidClientTokenId' }[service],
    );
  });

  it.each(changes)('are refused by %s when it is %s of the secret', async (service, _, at) => {
    const good = await parts();
    const request = requests[service]({ ...good, secretAccessKey: change(good.secretAccessKey, at(good.secretAccessKey)) });
    expect(await refusal(request)).toBe(
      { S3: 'SignatureDoesNotMatch', DynamoDB: 'InvalidSignatureException', STS: 'SignatureDoesNotMatch' }[service],
    );
  });

  it.each(changes)('are refused by %s when it is %s of the session token', async (service, _, at) => {
    const good = await parts();
    const request = requests[service]({ ...good, sessionToken: change(good.sessionToken, at(good.sessionToken)) });
    expect(await refusal(request)).toBe(
      { S3: 'InvalidToken', DynamoDB: 'UnrecognizedClientException', STS: 'InvalidClientTokenId' }[service],
    );
  });

  it.each(changes)('are refused by %s when it is %s of the signature', async (service, _, at) => {
    const handler = createInPageRequestHandler({
      handle(request) {
        const authorization = request.headers.get('authorization') ?? '';
        const [, head = '', signature = ''] = /^(.*Signature=)(.*)$/.exec(authorization) ?? [];
        const index = at(signature);
        const other = signature[index] === '0' ? '1' : '0';
        request.headers.set('authorization', head + signature.slice(0, index) + other + signature.slice(index + 1));
        return world.emulator.handle(request);
      },
    });
    const config = { region, credentials: store.provider, requestHandler: handler };
    const request = {
      S3: () => new S3Client({ ...config, forcePathStyle: true }).send(new ListObjectsV2Command({ Bucket: bucket })),
      DynamoDB: () => new DynamoDBClient(config).send(new GetItemCommand({ TableName: table, Key: { owner: { S: 'a' }, photo: { S: 'b' } } })),
      STS: () => new STSClient(config).send(new GetCallerIdentityCommand({})),
    }[service]();
    expect(await refusal(request)).toBe(
      { S3: 'SignatureDoesNotMatch', DynamoDB: 'InvalidSignatureException', STS: 'SignatureDoesNotMatch' }[service],
    );
  });
});
