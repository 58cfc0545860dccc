import { createCredentialStore, type CredentialsError } from '@valetkey/core';
import { emulatorDefaults } from '@valetkey/emulator';
import { startEmulatorServer, type EmulatorServer } from '@valetkey/emulator/node';
import { createSimulatedEnvironment } from '@valetkey/testing';
import { describeCredentialProviderContract } from '@valetkey/testing/contracts';
import AWS from 'aws-sdk';
import OldAWS from 'aws-sdk-2.120';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { fromAwsSdkV2, type AwsSdkV2Chain } from './fromAwsSdkV2.ts';

let aws: EmulatorServer;

beforeAll(async () => {
  aws = await startEmulatorServer({ port: 0 });
});

afterAll(() => aws.close());

describe.each([
  ['2.120.0', OldAWS as unknown as typeof AWS],
  ['its last version', AWS],
])('over aws-sdk %s', (version, SDK) => {
  describeCredentialProviderContract(`fromAwsSdkV2 (${version})`, () => {
    aws.emulator.calls.clear();
    aws.emulator.faults.clear();
    const { identityPoolId: IdentityPoolId, region } = emulatorDefaults;
    const endpoint = aws.url;
    const credentials = new SDK.CognitoIdentityCredentials({ IdentityPoolId }, { region, endpoint, maxRetries: 0 } as AWS.CognitoIdentity.ClientConfiguration);
    return {
      provider: fromAwsSdkV2(credentials),
      issuerNow: aws.emulator.clock.now,
      countIssued: () => aws.emulator.calls.count('GetCredentialsForIdentity'),
      breakIssuer(broken) {
        aws.emulator.faults.clear();
        if (broken) aws.emulator.faults.enqueue({ operation: 'GetCredentialsForIdentity', kind: 'throttle', times: 100 });
      },
    };
  });

  /** Credentials that cannot be obtained. */
  function failing(code: string, message: string): AWS.Credentials {
    const credentials = new SDK.Credentials('', '');
    credentials.get = (callback) => callback(Object.assign(new Error(message), { code }) as AWS.AWSError);
    return credentials;
  }

  it('makes an error of ours of what a link throws', async () => {
    const throwing = (): never => {
      throw new Error('SECRET');
    };
    const error: unknown = await fromAwsSdkV2(new SDK.CredentialProviderChain([throwing]) as AwsSdkV2Chain)().catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'CREDENTIALS_MISSING' });
    expect(String(error)).not.toContain('SECRET');
  });

  it('takes static credentials, which do not expire', async () => {
    const provider = fromAwsSdkV2(new SDK.Credentials('ASIASTATIC', 'secret', 'token'));
    expect(await provider()).toEqual({ accessKeyId: 'ASIASTATIC', secretAccessKey: 'secret', sessionToken: 'token' });
  });

  it('takes what a chain finds first, resolves it once, and again after that has failed', async () => {
    let resolved = 0;
    let isBroken = false;
    class Flaky extends SDK.Credentials {
      override get(callback: (error?: AWS.AWSError) => void): void {
        callback(isBroken ? Object.assign(new Error('no'), { code: 'TimeoutError' } as AWS.AWSError) : undefined);
      }
    }
    const nothing = (): AWS.Credentials => failing('CredentialsError', 'nothing here');
    const something = (): AWS.Credentials => {
      resolved += 1;
      return new Flaky('ASIACHAIN', 'secret', 'token');
    };
    const provider = fromAwsSdkV2(new SDK.CredentialProviderChain([nothing, something]) as AwsSdkV2Chain);
    await provider();
    await provider();
    expect(resolved).toBe(1);
    isBroken = true;
    await expect(provider()).rejects.toMatchObject({ code: 'TIMEOUT' });
    isBroken = false;
    expect(await provider()).toMatchObject({ accessKeyId: 'ASIACHAIN' });
    expect(resolved).toBe(2);
  });

  it('says of a chain that finds nothing that there are no credentials, and quotes nothing', async () => {
    const links = [() => failing('CredentialsError', 'nothing'), () => failing('ProcessCredentialsProviderFailure', 'it printed SECRET')];
    const provider = fromAwsSdkV2(new SDK.CredentialProviderChain(links) as AwsSdkV2Chain);
    const error = (await provider().catch((reason: unknown) => reason)) as CredentialsError;
    expect(error.code).toBe('SERVICE_REFUSED');
    expect(`${error.message} ${error.stack} ${String(error.cause)}`).not.toContain('SECRET');
    expect(String(error.cause)).toContain('ProcessCredentialsProviderFailure');
  });

  it('is refreshed by the store’s rules: twenty who ask at once cost one call', async () => {
    const credentials = new SDK.Credentials('ASIASTATIC', 'secret', 'token');
    let gets = 0;
    credentials.get = (callback) => {
      gets += 1;
      callback();
    };
    const store = createCredentialStore({ provider: fromAwsSdkV2(credentials), environment: createSimulatedEnvironment() });
    await Promise.all(Array.from({ length: 20 }, () => store.getCredentials()));
    expect(gets).toBe(1);
  });
});

it('nobody who asks after the question before was given up gets its answer, nor waits for it', async () => {
  const answers: ((accessKeyId: string) => void)[] = [];
  const credentials = {
    accessKeyId: '',
    secretAccessKey: 'secret',
    sessionToken: 'token',
    expired: false,
    get(callback: () => void) {
      answers.push((accessKeyId) => {
        credentials.accessKeyId = accessKeyId;
        callback();
      });
    },
    refresh: (callback: () => void) => credentials.get(callback),
  };
  const asked = (times: number): Promise<void> => vi.waitFor(() => expect(answers).toHaveLength(times));
  const store = createCredentialStore({ provider: fromAwsSdkV2(credentials), environment: createSimulatedEnvironment() });
  const adas = store.getCredentials().catch((error: unknown) => error);
  await asked(1);
  // Another person signs in to the app; the SDK never answers the question before.
  store.clear();
  const graces = store.getCredentials();
  await asked(2);
  answers[1]?.('ASIAGRACE');
  expect((await graces).accessKeyId).toBe('ASIAGRACE');
  answers[0]?.('ASIAADA');
  expect(await adas).toMatchObject({ code: 'ABORTED' });
});

it.each([undefined, null, {}, 'AKIA'])('is refused for %j', (source) => {
  expect(() => fromAwsSdkV2(source as never)).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }));
});
