import { inspect } from 'node:util';
import { createSignInOnlySession } from '@valetkey/cognito';
import { createCredentialStore, type CredentialStore, type Session } from '@valetkey/core';
import { emulatorDefaults } from '@valetkey/emulator';
import { startEmulatorServer, type EmulatorServer } from '@valetkey/emulator/node';
import { createMockProvider, createSimulatedClock, createSimulatedEnvironment } from '@valetkey/testing';
import AWS from 'aws-sdk';
import OldAWS from 'aws-sdk-2.120';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fromCognitoIdentityPool } from '../credentials/fromCognitoIdentityPool.ts';
import { toAwsSdkV2Credentials, type StoreCredentials } from './toAwsSdkV2Credentials.ts';

const { region, identityPoolId, userPoolId, userPoolClientId, bucket, table, user } = emulatorDefaults;
const grace = { email: 'grace@example.com', password: user.password };

let aws: EmulatorServer;
let session: Session;
let store: CredentialStore;

beforeAll(async () => {
  aws = await startEmulatorServer({ port: 0 });
  aws.emulator.admin.createUser(grace);
});

afterAll(() => aws.close());

beforeEach(async () => {
  // A page, as far as the store is concerned.
  const environment = createSimulatedEnvironment({ fetch: globalThis.fetch });
  const there = { endpoint: aws.url, environment };
  session = createSignInOnlySession({ userPoolId, userPoolClientId, authFlow: 'password', ...there });
  store = createCredentialStore({ provider: fromCognitoIdentityPool({ identityPoolId, logins: session, ...there }), environment });
  await signIn(user);
  aws.emulator.calls.clear();
});

async function signIn({ email, password }: { readonly email: string; readonly password: string }): Promise<void> {
  await session.getTokens().catch(() => undefined);
  const { step } = session.signIn.getSnapshot();
  if (step.kind !== 'password') throw new Error('No password is asked for.');
  await step.submit({ username: email, password });
}

async function identityId(): Promise<string> {
  const snapshot = await store.whenReady();
  return snapshot.status === 'ready' ? (snapshot.identityId ?? '') : snapshot.status;
}

describe.each([
  ['2.120.0', OldAWS as unknown as typeof AWS],
  ['its last version', AWS],
])('clients of aws-sdk %s', (_version, SDK) => {
  const options = () => ({ region, endpoint: aws.url, s3ForcePathStyle: true, maxRetries: 1, signatureVersion: 'v4' });
  const list = async (s3: AWS.S3): Promise<unknown> => s3.listObjectsV2({ Bucket: bucket, Prefix: `users/${await identityId()}/` }).promise();

  it('sign with the credentials of the global configuration, and twenty of them cost one call', async () => {
    SDK.config.update({ credentials: toAwsSdkV2Credentials(store, SDK) });
    try {
      await Promise.all(Array.from({ length: 20 }, () => list(new SDK.S3(options()))));
      const { signatureVersion: _, ...plain } = options();
      const Key = { owner: { S: await identityId() }, photo: { S: 'a.jpg' } };
      await new SDK.DynamoDB(plain).getItem({ TableName: table, Key }).promise();
    } finally {
      SDK.config.credentials = null;
    }
    expect(aws.emulator.calls.count('GetId')).toBe(1);
    expect(aws.emulator.calls.count('GetCredentialsForIdentity')).toBe(1);
    expect(aws.emulator.calls.count('S3.ListObjectsV2')).toBe(20);
  });

  it('sign with the credentials given to one service', async () => {
    await list(new SDK.S3({ ...options(), credentials: toAwsSdkV2Credentials(store, SDK) }));
    await expect(list(new SDK.S3(options()))).rejects.toThrow();
    expect(aws.emulator.calls.count('GetCredentialsForIdentity')).toBe(1);
  });

  it('recover when a service calls the key expired: one refresh, and the request is sent again', async () => {
    const s3 = new SDK.S3({ ...options(), credentials: toAwsSdkV2Credentials(store, SDK) });
    await list(s3);
    const { accessKeyId } = await store.getCredentials();
    aws.emulator.faults.enqueue({ operation: 'S3.ListObjectsV2', kind: 'expired-token' });
    await list(s3);
    expect((await store.getCredentials()).accessKeyId).not.toBe(accessKeyId);
    expect(aws.emulator.calls.count('GetCredentialsForIdentity')).toBe(2);
    expect(aws.emulator.calls.count('S3.ListObjectsV2')).toBe(3);
  });

  it('sign for whoever is signed in, from the very next request', async () => {
    const s3 = new SDK.S3({ ...options(), credentials: toAwsSdkV2Credentials(store, SDK) });
    await list(s3);
    const adas = await identityId();
    await session.signOut();
    await signIn(grace);
    const graces = await identityId();
    expect(graces).not.toBe(adas);
    await list(s3);
    await expect(s3.listObjectsV2({ Bucket: bucket, Prefix: `users/${adas}/` }).promise()).rejects.toMatchObject({ code: 'AccessDenied' });
  });

  it('cannot sign once nobody is signed in, and say why', async () => {
    const s3 = new SDK.S3({ ...options(), credentials: toAwsSdkV2Credentials(store, SDK) });
    await list(s3);
    await session.signOut();
    aws.emulator.calls.clear();
    const error: unknown = await s3.listBuckets().promise().catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'CredentialsError', originalError: { originalError: { code: 'NOT_SIGNED_IN' } } });
    expect(aws.emulator.calls.count()).toBe(0);
  });

  it('get an instance of AWS.Credentials, for code that looks', () => {
    expect(toAwsSdkV2Credentials(store, SDK)).toBeInstanceOf(SDK.Credentials);
  });
});

describe('the object', () => {
  const HOUR_MS = 3_600_000;

  function setUp() {
    const clock = createSimulatedClock();
    const provider = createMockProvider({ clock, lifetimeMs: HOUR_MS });
    const mock = createCredentialStore({ provider, clock, environment: createSimulatedEnvironment() });
    return { clock, provider, credentials: toAwsSdkV2Credentials(mock, { clock }), mock };
  }

  const get = (credentials: StoreCredentials): { readonly calls: readonly unknown[] } => {
    const calls: unknown[] = [];
    credentials.get((error) => calls.push(error));
    return { calls };
  };

  it('knows nothing until it is asked, and asks for nothing by itself', () => {
    const { credentials, provider } = setUp();
    expect(credentials).toMatchObject({ expired: false, expireTime: null, expiryWindow: 15 });
    expect([credentials.accessKeyId, credentials.secretAccessKey, credentials.sessionToken]).toEqual([undefined, undefined, undefined]);
    expect(credentials.needsRefresh()).toBe(true);
    expect(provider.calls).toHaveLength(0);
  });

  it('calls back when there are credentials, later at once', async () => {
    const { clock, credentials, provider } = setUp();
    const first = get(credentials);
    expect(first.calls).toEqual([]);
    await clock.advanceBy(0);
    expect(first.calls).toEqual([null]);
    expect(credentials.needsRefresh()).toBe(false);
    expect(credentials.expireTime).toEqual(new Date(clock.now() + HOUR_MS));
    expect(get(credentials).calls).toEqual([undefined]);
    expect(provider.calls).toHaveLength(1);
  });

  it('is due for renewal within expiryWindow seconds of its end', async () => {
    const { clock, credentials } = setUp();
    await credentials.getPromise();
    clock.jumpBy(HOUR_MS - 16_000);
    expect(credentials.needsRefresh()).toBe(false);
    credentials.expiryWindow = 17;
    expect(credentials.needsRefresh()).toBe(true);
  });

  it('has the store renew in the background what will end soon, and nobody waits', async () => {
    const { clock, credentials, provider } = setUp();
    await credentials.getPromise();
    const { accessKeyId } = credentials;
    clock.jumpBy(HOUR_MS - 5 * 60_000);
    expect(get(credentials).calls).toEqual([undefined]);
    expect(credentials.accessKeyId).toBe(accessKeyId);
    await clock.advanceBy(0);
    expect(credentials.accessKeyId).not.toBe(accessKeyId);
    expect(provider.calls).toHaveLength(2);
  });

  it('refreshes when told to, by callback and by promise', async () => {
    const { clock, credentials, provider } = setUp();
    const calls: unknown[] = [];
    credentials.refresh((error) => calls.push(error));
    await clock.advanceBy(0);
    await credentials.refreshPromise();
    expect(calls).toEqual([null]);
    expect(provider.calls).toHaveLength(2);
  });

  it('set to expired, gives up exactly the key that was read last', async () => {
    const { credentials, mock, provider } = setUp();
    await credentials.getPromise();
    const { accessKeyId } = credentials;
    credentials.expired = true;
    expect(credentials).toMatchObject({ expired: true });
    expect(credentials.needsRefresh()).toBe(true);
    await mock.refresh();
    expect(credentials.expired).toBe(false);
    // A second request that was signed with the old key is refused only now.
    credentials.expired = true;
    expect(credentials.needsRefresh()).toBe(false);
    expect(credentials.accessKeyId).not.toBe(accessKeyId);
    await credentials.getPromise();
    expect(provider.calls).toHaveLength(2);
  });

  it('tells why there are none', async () => {
    const { credentials, provider } = setUp();
    provider.answerAlways(new Error('no'));
    await expect(credentials.getPromise()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    await expect(credentials.refreshPromise()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  });

  it('takes no callback for nothing to do', async () => {
    const { clock, credentials, provider } = setUp();
    credentials.get();
    await clock.advanceBy(0);
    credentials.get();
    expect(credentials.needsRefresh()).toBe(false);
    expect(provider.calls).toHaveLength(1);
  });

  it('shows no secret in JSON, to an inspector, or when it is copied', async () => {
    const { credentials, mock } = setUp();
    await credentials.getPromise();
    const { secretAccessKey, sessionToken = '' } = await mock.getCredentials();
    expect(credentials.secretAccessKey).toBe(secretAccessKey);
    expect(credentials.sessionToken).toBe(sessionToken);
    const shown = [JSON.stringify(credentials), inspect(credentials, { showHidden: true, getters: false }), JSON.stringify({ ...credentials })].join();
    expect(secretAccessKey.length).toBeGreaterThan(3);
    for (const secret of [secretAccessKey, sessionToken]) expect(shown).not.toContain(secret);
  });
});
