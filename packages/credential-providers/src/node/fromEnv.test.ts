import { createCredentialStore } from '@valetkey/core';
import { createSimulatedClock } from '@valetkey/testing';
import { describeCredentialProviderContract } from '@valetkey/testing/contracts';
import { expect, test } from 'vitest';
import { codeOf } from '../testKit/codeOf.ts';
import { createMachine } from '../testKit/createMachine.ts';
import { CANARY, issuedKeys } from '../testKit/issuedKeys.ts';
import { fromEnv } from './fromEnv.ts';

const keys = { AWS_ACCESS_KEY_ID: 'AKIATEST', AWS_SECRET_ACCESS_KEY: CANARY };

describeCredentialProviderContract('fromEnv', () => {
  let issued = 0;
  let truncated = false;
  let unset = false;
  const env = {
    get AWS_ACCESS_KEY_ID() {
      if (unset) return undefined;
      issued += 1;
      return issuedKeys(issued).AccessKeyId;
    },
    get AWS_SECRET_ACCESS_KEY() {
      return truncated || unset ? undefined : CANARY;
    },
    AWS_SESSION_TOKEN: CANARY,
    AWS_CREDENTIAL_EXPIRATION: issuedKeys(0).Expiration,
  };
  return {
    provider: fromEnv({ env }),
    issuerNow: () => Date.now(),
    countIssued: () => issued,
    breakIssuer(broken) {
      unset = broken;
    },
    truncateNextAnswer() {
      truncated = true;
    },
  };
});

test('the environment of a Lambda function is enough, and a server’s requests may share a store of it', async () => {
  createMachine().setEnv({ ...keys, AWS_SESSION_TOKEN: 'token', AWS_LAMBDA_FUNCTION_NAME: 'album' });
  const store = createCredentialStore({ provider: fromEnv() });
  expect(await store.getCredentials()).toMatchObject({ accessKeyId: 'AKIATEST', sessionToken: 'token' });
  expect(store.getSnapshot()).toMatchObject({ status: 'ready', source: 'environment', expiresAt: undefined });
});

test('a rejected key is looked up again: whoever set another is followed', async () => {
  const env: Record<string, string> = { ...keys };
  const store = createCredentialStore({ provider: fromEnv({ env }) });
  await store.getCredentials();
  env['AWS_ACCESS_KEY_ID'] = 'AKIATESTNEW';
  store.invalidate('AKIATEST');
  expect((await store.getCredentials()).accessKeyId).toBe('AKIATESTNEW');
});

test('variables of another prefix are found, as SDK v2 finds those of AMAZON', async () => {
  const env = { AMAZON_ACCESS_KEY_ID: 'AKIATEST', AMAZON_SECRET_ACCESS_KEY: CANARY, AMAZON_ACCOUNT_ID: '123456789012' };
  expect(await fromEnv({ prefix: 'AMAZON', env })()).toEqual({ accessKeyId: 'AKIATEST', secretAccessKey: CANARY, accountId: '123456789012' });
  expect(await codeOf(fromEnv({ env })())).toBe('CREDENTIALS_NOT_FOUND');
});

test.each([
  ['neither is set', {}, 'CREDENTIALS_NOT_FOUND', /fromEnv: Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY\./],
  ['the secret is not set', { AWS_ACCESS_KEY_ID: 'AKIATEST' }, 'CREDENTIALS_MISSING', /fromEnv: Set AWS_SECRET_ACCESS_KEY as well/],
  ['the key id is empty', { ...keys, AWS_ACCESS_KEY_ID: '' }, 'CREDENTIALS_MISSING', /fromEnv: Set AWS_ACCESS_KEY_ID as well/],
  ['the expiry is no date', { ...keys, AWS_CREDENTIAL_EXPIRATION: 'soon' }, 'CREDENTIALS_MISSING', /fromEnv: The instant they expire at is no date/],
])('when %s, the error says what to set', async (_, env, code, words) => {
  const error: unknown = await fromEnv({ env })().catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code, message: expect.stringMatching(words) });
  expect(String(error)).not.toContain(CANARY);
});

test('neither an answer nor an error leaves a timer behind', async () => {
  const clock = createSimulatedClock();
  await fromEnv({ env: keys, clock })();
  await codeOf(fromEnv({ env: {}, clock })());
  expect(clock.pendingTimers).toBe(0);
});
