import { createCredentialStore, type CredentialProvider } from '@valetkey/core';
import { describeCredentialProviderContract } from '@valetkey/testing/contracts';
import { expect, test } from 'vitest';
import { createMachine } from '../testKit/createMachine.ts';
import { CANARY, issuedKeys } from '../testKit/issuedKeys.ts';
import { fromJsonFile } from './fromJsonFile.ts';

const keys = { accessKeyId: 'AKIATEST', secretAccessKey: CANARY };

describeCredentialProviderContract('fromJsonFile', () => {
  const machine = createMachine();
  let issued = 0;
  let truncated = false;
  let gone = false;
  const path = machine.write('keys.json', {});
  const provider = fromJsonFile({ path });
  // Somebody replaces the file before each call.
  const rotated: CredentialProvider = (request) => {
    issued += 1;
    const { AccessKeyId, SecretAccessKey, Token, Expiration } = issuedKeys(issued);
    machine.write('keys.json', {
      accessKeyId: AccessKeyId,
      ...(!truncated && { secretAccessKey: SecretAccessKey }),
      sessionToken: Token,
      expiration: Expiration,
    });
    if (gone) machine.remove('keys.json');
    return provider(request);
  };
  return {
    provider: Object.assign(rotated, { source: provider.source }),
    issuerNow: () => Date.now(),
    countIssued: () => issued,
    breakIssuer(broken) {
      gone = broken;
    },
    truncateNextAnswer() {
      truncated = true;
    },
  };
});

test('a file as SDK v2 reads it gives its keys, and what else is in it is left alone', async () => {
  const path = createMachine().write('config.json', { ...keys, region: 'eu-west-1' });
  expect(await fromJsonFile({ path })()).toEqual(keys);
});

test('while a file is half written, the keys that were read before stay good', async () => {
  const machine = createMachine();
  const path = machine.write('keys.json', keys);
  const store = createCredentialStore({ provider: fromJsonFile({ path }) });
  await store.getCredentials();
  machine.write('keys.json', `{ "accessKeyId": "AKIATEST", "secretAcc`);
  await expect(store.refresh()).rejects.toMatchObject({ code: 'CREDENTIALS_MISSING' });
  expect((await store.getCredentials()).accessKeyId).toBe('AKIATEST');
  expect(store.getSnapshot().status).toBe('ready');
});

test.each([
  ['is malformed', `{ "secretAccessKey": "${CANARY}", }`, 'CREDENTIALS_MISSING', /keys\.json is not valid JSON/],
  ['holds null', 'null', 'CREDENTIALS_MISSING', /has no access key id or no secret access key/],
  ['holds a number for a key', `{ "accessKeyId": 1, "secretAccessKey": "${CANARY}" }`, 'CREDENTIALS_MISSING', /no access key id/],
  ['holds an expiry that is no date', { ...keys, expiration: 'soon' }, 'CREDENTIALS_MISSING', /expire at is no date/],
])('a file that %s is refused, and not quoted', async (_, content, code, words) => {
  const path = createMachine().write('keys.json', content);
  const error: unknown = await fromJsonFile({ path })().catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code, message: expect.stringMatching(words) });
  expect(String(error)).toContain('fromJsonFile: ');
  expect(error).not.toHaveProperty('cause');
  expect(String(error)).not.toContain(CANARY);
});

test('a file that is missing, or a folder, is named', async () => {
  const { home } = createMachine();
  await expect(fromJsonFile({ path: `${home}/none.json` })()).rejects.toMatchObject({
    code: 'CREDENTIALS_NOT_FOUND',
    message: expect.stringContaining(`There is no file ${home}/none.json.`),
  });
  await expect(fromJsonFile({ path: home })()).rejects.toMatchObject({
    code: 'CREDENTIALS_MISSING',
    message: expect.stringContaining(`${home} cannot be read (EISDIR)`),
  });
});
