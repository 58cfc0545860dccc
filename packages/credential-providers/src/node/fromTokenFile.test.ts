import { createCredentialStore } from '@valetkey/core';
import { describeCredentialProviderContract } from '@valetkey/testing/contracts';
import { expect, test } from 'vitest';
import { account } from '../testKit/account.ts';
import { createMachine } from '../testKit/createMachine.ts';
import { CANARY } from '../testKit/issuedKeys.ts';
import { startAccount } from '../testKit/startAccount.ts';
import { fromTokenFile } from './fromTokenFile.ts';

const { roles, tenant } = account;
const { emulator, clientConfig } = await startAccount();

/** A pod: a token in a file that the environment names, and an account that knows who issued it. */
async function startPod() {
  const machine = createMachine();
  const issue = (subject: string, lifetimeSeconds = 3_600): Promise<string> =>
    emulator.admin.issueLoginToken({ provider: tenant, subject, clientId: 'album', lifetimeSeconds });
  const file = machine.write('token', await issue('first'));
  machine.setEnv({ AWS_WEB_IDENTITY_TOKEN_FILE: file, AWS_ROLE_ARN: roles.tenant });
  return { machine, file, issue };
}

describeCredentialProviderContract('fromTokenFile', async () => {
  await startPod();
  return {
    provider: fromTokenFile({ clientConfig }),
    issuerNow: emulator.clock.now,
    countIssued: () => emulator.calls.count('STS.AssumeRoleWithWebIdentity'),
    breakIssuer(broken) {
      emulator.faults.clear();
      if (broken) emulator.faults.enqueue({ operation: 'STS.AssumeRoleWithWebIdentity', kind: 'throttle', times: 100 });
    },
  };
});

test('the token is read again at each call, so that a new one is followed', async () => {
  const { machine, issue } = await startPod();
  const provider = fromTokenFile({ clientConfig });
  await provider();
  machine.write('token', CANARY);
  const error: unknown = await provider().catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'TOKEN_NOT_ACCEPTED', message: expect.stringContaining('fromTokenFile: The service refused') });
  expect(JSON.stringify(error) + String(error)).not.toContain(CANARY);
  machine.write('token', await issue('second'));
  expect((await provider()).accessKeyId).toMatch(/^ASIA/);
});

test('an expired token in the file is one that is not accepted: nobody’s session has ended', async () => {
  const { machine, issue } = await startPod();
  machine.write('token', await issue('first', -60));
  await expect(fromTokenFile({ clientConfig })()).rejects.toMatchObject({
    code: 'TOKEN_NOT_ACCEPTED',
    message: expect.stringContaining('ExpiredToken'),
  });
});

test.each<[string, (issue: (subject: string, lifetimeSeconds?: number) => Promise<string>) => Promise<string>]>([
  ['has expired, the new one being late', (issue) => issue('first', -60)],
  ['is half written', async (issue) => (await issue('first')).slice(0, 100)],
  ['is not written yet', async () => ''],
])('while the token in the file %s, the credentials that were obtained stay good', async (_, next) => {
  const { machine, issue } = await startPod();
  const store = createCredentialStore({ provider: fromTokenFile({ clientConfig }) });
  const given = await store.getCredentials();
  machine.write('token', await next(issue));
  await expect(store.refresh()).rejects.toMatchObject({ code: 'TOKEN_NOT_ACCEPTED', retryable: true });
  expect(await store.getCredentials()).toBe(given);
});

test('options come before the environment', async () => {
  const { machine, file } = await startPod();
  machine.setEnv({ AWS_WEB_IDENTITY_TOKEN_FILE: '/none', AWS_ROLE_ARN: roles.nobody });
  const options = { webIdentityTokenFile: file, roleArn: roles.tenant, roleSessionName: 'pod', clientConfig };
  const { expiration } = await fromTokenFile({ ...options, durationSeconds: 900 })();
  expect((expiration?.getTime() ?? 0) - Date.now()).toBeLessThanOrEqual(900_000);
  await expect(fromTokenFile({ ...options, durationSeconds: 1 })()).rejects.toMatchObject({ code: 'DURATION_OUT_OF_RANGE' });
  await expect(fromTokenFile({ ...options, roleArn: roles.nobody })()).rejects.toMatchObject({ code: 'ROLE_NOT_ASSUMABLE' });
});

test.each([
  ['no file is named', { AWS_WEB_IDENTITY_TOKEN_FILE: undefined }, /Set AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN/],
  ['no role is named', { AWS_ROLE_ARN: undefined }, /Set AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN/],
  ['the file is missing', { AWS_WEB_IDENTITY_TOKEN_FILE: '/none/token' }, /There is no file \/none\/token/],
])('where %s nothing is asked, and the error says what to set', async (_, variables, words) => {
  const { machine } = await startPod();
  machine.setEnv(variables);
  await expect(fromTokenFile({ clientConfig })()).rejects.toMatchObject({
    code: 'CREDENTIALS_NOT_FOUND',
    message: expect.stringMatching(words),
  });
  expect(emulator.calls.all()).toEqual([]);
});
