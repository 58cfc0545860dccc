import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { act, waitFor } from '@testing-library/react';
import { createCredentialStore, type ClientOptions, type CredentialProvider, type CredentialStore } from '@valetkey/core';
import { allow, classicFlow, fromCognitoIdentityPool, policy, withRoleChaining } from '@valetkey/credential-providers';
import { createEmulator, defaultSeed, emulatorDefaults, type Emulator, type EmulatorSeed } from '@valetkey/emulator';
import { createInPageFetch, createInPageRequestHandler } from '@valetkey/emulator/in-page';
import { createSimulatedEnvironment, type SimulatedEnvironment } from '@valetkey/testing';
import type { ReactNode } from 'react';
import { expect, test, vi } from 'vitest';
import { useClient } from '../client/useClient.ts';
import { useCredentials } from '../credentials/useCredentials.ts';
import { CredentialsProvider } from '../provider/CredentialsProvider.tsx';
import { describeInBothModes } from '../testKit/describeInBothModes.tsx';
import { CredentialsScope } from './CredentialsScope.tsx';
import { useCan } from './useCan.ts';

const { accountId, bucket, guestRoleArn, identityPoolId, region, table } = emulatorDefaults;
const BUCKET = `arn:aws:s3:::${bucket}` as const;
const TABLE = `arn:aws:dynamodb:${region}:${accountId}:table/${table}` as const;
const AUDITOR = `arn:aws:iam::${accountId}:role/auditor`;

/** The photo album, whose guests may do anything with its photos and captions, and an auditor's role that trusts them. */
const seed: EmulatorSeed = {
  ...defaultSeed,
  identityPools: defaultSeed.identityPools?.map((pool) => ({ ...pool, allowClassicFlow: true })) ?? [],
  roles: [
    {
      arn: guestRoleArn,
      trustPolicy: defaultSeed.roles?.find(({ arn }) => arn === guestRoleArn)?.trustPolicy ?? { Version: '2012-10-17', Statement: [] },
      policies: [{
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject', 's3:ListBucket'], Resource: '*' },
          { Effect: 'Allow', Action: ['dynamodb:GetItem', 'sts:AssumeRole'], Resource: '*' },
        ],
      }],
    },
    {
      arn: AUDITOR,
      trustPolicy: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${accountId}:root` }, Action: 'sts:AssumeRole' }],
      },
      policies: [{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:ListBucket', Resource: BUCKET }] }],
    },
  ],
};

type Tried = 'get' | 'list' | 'put' | 'getCaption';
type Attempt = (what: Tried, key?: string) => Promise<string>;

/** Tries things with the clients of where it stands, and shows what the policy there lets one expect. */
function createHand(): { readonly Hand: () => ReactNode; readonly attempt: Attempt; readonly identityId: () => string | undefined; readonly hints: () => readonly string[] } {
  let clients: { readonly s3: S3Client; readonly dynamo: DynamoDBClient } | undefined;
  let identityId: string | undefined;
  let hints: readonly string[] = [];
  const Hand = (): ReactNode => {
    clients = { s3: useClient(S3Client), dynamo: useClient(DynamoDBClient) };
    identityId = useCredentials((credentials) => credentials.identityId);
    hints = [
      useCan('s3:GetObject', `${BUCKET}/public/cat.jpg`),
      useCan('s3:ListBucket', BUCKET),
      useCan('s3:PutObject', `${BUCKET}/public/dog.jpg`),
      useCan('dynamodb:GetItem', TABLE),
    ];
    return null;
  };
  const attempt: Attempt = async (what, key = 'public/cat.jpg') => {
    const { s3, dynamo } = clients!;
    const sent = {
      get: () => s3.send(new GetObjectCommand({ Bucket: bucket, Key: key })),
      list: () => s3.send(new ListObjectsV2Command({ Bucket: bucket })),
      put: () => s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: 'x' })),
      getCaption: () => dynamo.send(new GetItemCommand({ TableName: table, Key: { owner: { S: 'ada' }, photo: { S: 'cat' } } })),
    }[what]();
    return sent.then(() => 'done', (error: unknown) => (error as Error).name);
  };
  return { Hand, attempt, identityId: () => identityId, hints: () => hints };
}

interface ScopedApp {
  readonly emulator: Emulator;
  readonly credentials: CredentialStore;
  readonly App: (props: { readonly children: ReactNode }) => ReactNode;
}

function setUp(provide: (environment: SimulatedEnvironment) => CredentialProvider): ScopedApp {
  const emulator = createEmulator({ seed });
  emulator.admin.putObject({ bucket, key: 'public/cat.jpg', body: new Uint8Array([1]) });
  const environment = createSimulatedEnvironment({ fetch: createInPageFetch(emulator) });
  const credentials = createCredentialStore({ provider: provide(environment), environment });
  const requestHandler = createInPageRequestHandler(emulator);
  const clientDefaults: ClientOptions = { region, requestHandler, forcePathStyle: true, maxAttempts: 1 };
  return {
    emulator,
    credentials,
    App: ({ children }) => <CredentialsProvider credentials={credentials} clientDefaults={clientDefaults}>{children}</CredentialsProvider>,
  };
}

const classic = (environment: SimulatedEnvironment): CredentialProvider =>
  fromCognitoIdentityPool({ identityPoolId, guest: true, environment, flow: classicFlow({ roleArn: guestRoleArn }) });

const chained = (environment: SimulatedEnvironment): CredentialProvider =>
  withRoleChaining(classic(environment), { region, environment });

const reading = policy(allow('s3:GetObject', `${BUCKET}/public/*`));
const listing = policy(allow('s3:ListBucket', BUCKET));

describeInBothModes('scopes on an emulator', ({ render }) => {
  test('side by side: what a scope’s policy allows is allowed, what it does not is denied, and outside nothing changes', async () => {
    const { emulator, credentials, App } = setUp(classic);
    const [outside, reader, lister] = [createHand(), createHand(), createHand()];
    render(
      <App>
        <outside.Hand />
        <CredentialsScope policy={reading}><reader.Hand /></CredentialsScope>
        <CredentialsScope policy={listing}><lister.Hand /></CredentialsScope>
      </App>,
    );
    await act(() => credentials.whenReady());
    expect(await reader.attempt('get')).toBe('done');
    expect(await reader.attempt('get', 'private/cat.jpg')).toBe('AccessDenied');
    expect(await reader.attempt('list')).toBe('AccessDenied');
    expect(await reader.attempt('put')).toBe('AccessDenied');
    expect(await reader.attempt('getCaption')).toBe('AccessDeniedException');
    expect(await lister.attempt('list')).toBe('done');
    expect(await lister.attempt('get')).toBe('AccessDenied');
    expect(await outside.attempt('get')).toBe('done');
    expect(await outside.attempt('list')).toBe('done');
    expect(await outside.attempt('getCaption')).toBe('done');
    // One acquisition for each of the three, of one identity; no denial made anybody refresh.
    expect(emulator.calls.count('STS.AssumeRoleWithWebIdentity')).toBe(3);
    expect(emulator.calls.count('GetId')).toBe(1);
    await waitFor(() => expect([reader.identityId(), lister.identityId()]).toEqual([outside.identityId(), outside.identityId()]));
  });

  test('what useCan calls denied, AWS denies; what it calls allowed, the role allows as well here', async () => {
    const { credentials, App } = setUp(classic);
    const [outside, reader] = [createHand(), createHand()];
    render(
      <App>
        <outside.Hand />
        <CredentialsScope policy={reading}><reader.Hand /></CredentialsScope>
      </App>,
    );
    await act(() => credentials.whenReady());
    expect(outside.hints()).toEqual(['unknown', 'unknown', 'unknown', 'unknown']);
    expect(reader.hints()).toEqual(['allowed', 'denied', 'denied', 'denied']);
    const attempts = [reader.attempt('get'), reader.attempt('list'), reader.attempt('put', 'public/dog.jpg'), reader.attempt('getCaption')];
    const outcomes = await Promise.all(attempts);
    expect(outcomes.map((outcome) => (outcome === 'done' ? 'allowed' : 'denied'))).toEqual(reader.hints());
  });

  test('useCan knows the policy that the provider was made with, and claims nothing of a role that was assumed with it', async () => {
    const { App } = setUp((environment) =>
      withRoleChaining(
        fromCognitoIdentityPool({ identityPoolId, guest: true, environment, flow: classicFlow({ roleArn: guestRoleArn, policy: reading }) }),
        { region, environment },
      ),
    );
    const [outside, auditor] = [createHand(), createHand()];
    render(<App><outside.Hand /><CredentialsScope roleArn={AUDITOR}><auditor.Hand /></CredentialsScope></App>);
    expect(outside.hints()).toEqual(['allowed', 'denied', 'denied', 'denied']);
    expect(await outside.attempt('get')).toBe('done');
    expect(await outside.attempt('list')).toBe('AccessDenied');
    // A chained role is under no policy of the role before it.
    expect(auditor.hints()).toEqual(['unknown', 'unknown', 'unknown', 'unknown']);
  });

  test('a policy gives nothing that the role does not: what it allows beyond is denied', async () => {
    const { App } = setUp(classic);
    const hand = createHand();
    render(<App><CredentialsScope policy={policy(allow(['dynamodb:*', 's3:*'], '*'))}><hand.Hand /></CredentialsScope></App>);
    expect(hand.hints()).toEqual(['allowed', 'allowed', 'allowed', 'allowed']);
    expect(await hand.attempt('getCaption')).toBe('done');
    expect(await hand.attempt('put')).toBe('done');
  });

  test('a scope for S3 narrows S3 and leaves DynamoDB alone', async () => {
    const { App } = setUp(classic);
    const hand = createHand();
    render(<App><CredentialsScope policy={reading} services={['S3']}><hand.Hand /></CredentialsScope></App>);
    expect(await hand.attempt('get')).toBe('done');
    expect(await hand.attempt('put')).toBe('AccessDenied');
    expect(await hand.attempt('getCaption')).toBe('done');
  });

  test('a policy for one’s own prefix holds for whoever the credentials are for', async () => {
    const { App, credentials } = setUp(classic);
    const hand = createHand();
    const own = policy(allow('s3:PutObject', `${BUCKET}/users/\${identityId}/*`));
    render(<App><CredentialsScope policy={own}><hand.Hand /></CredentialsScope></App>);
    await act(() => credentials.whenReady());
    await waitFor(() => expect(hand.identityId()).toBeDefined());
    expect(await hand.attempt('put', `users/${hand.identityId()}/cat.jpg`)).toBe('done');
    expect(await hand.attempt('put', 'users/somebody-else/cat.jpg')).toBe('AccessDenied');
  });

  test('a policy in a policy is refused when mounted: a session has one, and the outer would be lost', () => {
    const { App } = setUp(classic);
    const report = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const nested = <App><CredentialsScope policy={reading}><CredentialsScope policy={listing} /></CredentialsScope></App>;
    expect(() => render(nested)).toThrow(expect.objectContaining({ code: 'SCOPE_UNSUPPORTED' }));
    report.mockRestore();
  });

  test('a role is assumed with the credentials around the scope, which are asked for once', async () => {
    const { App, emulator } = setUp(chained);
    const [outside, auditor] = [createHand(), createHand()];
    render(
      <App>
        <outside.Hand />
        <CredentialsScope roleArn={AUDITOR}><auditor.Hand /></CredentialsScope>
      </App>,
    );
    expect(await auditor.attempt('list')).toBe('done');
    expect(await auditor.attempt('get')).toBe('AccessDenied');
    expect(await outside.attempt('getCaption')).toBe('done');
    expect(emulator.calls.count('STS.AssumeRoleWithWebIdentity')).toBe(1);
    expect(emulator.calls.count('STS.AssumeRole')).toBe(1);
  });

  test('a role narrowed by a policy allows what both do', async () => {
    const { App } = setUp(chained);
    const [auditor, narrowed] = [createHand(), createHand()];
    render(
      <App>
        <CredentialsScope roleArn={AUDITOR}><auditor.Hand /></CredentialsScope>
        <CredentialsScope roleArn={AUDITOR} policy={reading}><narrowed.Hand /></CredentialsScope>
      </App>,
    );
    expect(await auditor.attempt('list')).toBe('done');
    expect(await narrowed.attempt('list')).toBe('AccessDenied');
    expect(await narrowed.attempt('get')).toBe('AccessDenied');
  });
});
