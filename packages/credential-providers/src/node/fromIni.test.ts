import { createCredentialStore } from '@valetkey/core';
import { createSimulatedClock } from '@valetkey/testing';
import { describeCredentialProviderContract } from '@valetkey/testing/contracts';
import { expect, test } from 'vitest';
import { account } from '../testKit/account.ts';
import { codeOf } from '../testKit/codeOf.ts';
import { createMachine, type Machine } from '../testKit/createMachine.ts';
import { CANARY } from '../testKit/issuedKeys.ts';
import { startAccount } from '../testKit/startAccount.ts';
import { fromIni } from './fromIni.ts';

const { keys, roles, phone } = account;
const { emulator, clientConfig } = await startAccount();

/** Writes the shared files: Ada's keys, and these profiles. */
function writeFiles(machine: Machine, profiles: string): void {
  machine.write('.aws/credentials', `[ada]\naws_access_key_id = ${keys.accessKeyId}\naws_secret_access_key = ${keys.secretAccessKey}\n`);
  machine.write('.aws/config', profiles);
}

const assuming = (role: string): string => `[profile album]\nrole_arn = ${role}\nsource_profile = ada\n`;

describeCredentialProviderContract('fromIni', () => {
  writeFiles(createMachine(), assuming(roles.account));
  return {
    provider: fromIni({ profile: 'album', clientConfig }),
    issuerNow: emulator.clock.now,
    countIssued: () => emulator.calls.count('STS.AssumeRole'),
    breakIssuer(broken) {
      emulator.faults.clear();
      if (broken) emulator.faults.enqueue({ operation: 'STS.AssumeRole', kind: 'throttle', times: 100 });
    },
  };
});

test('keys in the credentials file are read again at each call, so that rotated ones are followed', async () => {
  const machine = createMachine();
  writeFiles(machine, '');
  const store = createCredentialStore({ provider: fromIni({ profile: 'ada' }) });
  expect(await store.getCredentials()).toMatchObject(keys);
  machine.write('.aws/credentials', '[ada]\naws_access_key_id = AKIANEXT\naws_secret_access_key = next\n');
  expect((await store.refresh()).accessKeyId).toBe('AKIANEXT');
});

test('the profile is the one that is named, else that of AWS_PROFILE, else the default; the files may be elsewhere', async () => {
  const machine = createMachine();
  const filepath = machine.write('keys', '[default]\naws_access_key_id = D\naws_secret_access_key = d\n[other]\naws_access_key_id = O\naws_secret_access_key = o\n');
  expect((await fromIni({ filepath })()).accessKeyId).toBe('D');
  machine.setEnv({ AWS_PROFILE: 'other' });
  expect((await fromIni({ filepath })()).accessKeyId).toBe('O');
  expect((await fromIni({ filepath, profile: 'default' })()).accessKeyId).toBe('D');
});

test('a profile with an MFA device asks for its code', async () => {
  writeFiles(createMachine(), `${assuming(roles.mfa)}mfa_serial = ${phone}\n`);
  const asked: string[] = [];
  const provider = fromIni({
    profile: 'album',
    clientConfig,
    async mfaCodeProvider(serialNumber) {
      asked.push(serialNumber);
      return emulator.admin.mfaCode(serialNumber);
    },
  });
  expect((await provider()).accessKeyId).toMatch(/^ASIA/);
  expect(asked).toEqual([phone]);
});

test('whoever types the code has five minutes, also where a store waits', async () => {
  writeFiles(createMachine(), `${assuming(roles.mfa)}mfa_serial = ${phone}\n`);
  const clock = createSimulatedClock(Date.now());
  let noteAsked: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => {
    noteAsked = resolve;
  });
  const provider = fromIni({
    profile: 'album',
    clock,
    async mfaCodeProvider() {
      noteAsked();
      return new Promise<undefined>(() => undefined);
    },
  });
  const store = createCredentialStore({ provider, clock });
  const reader = codeOf(store.getCredentials());
  await asked;
  await clock.advanceBy(299_999);
  expect(store.getSnapshot().status).toBe('loading');
  await clock.advanceBy(1);
  expect(await reader).toBe('TIMEOUT');
  expect(clock.pendingTimers).toBe(0);
});

test('a dialog that is cancelled when a store renews credentials costs nobody those that are still good', async () => {
  writeFiles(createMachine(), `${assuming(roles.mfa)}mfa_serial = ${phone}\n`);
  // A code works once, and this device's has been used above.
  emulator.clock.advance(60_000);
  const codes = [emulator.admin.mfaCode(phone)];
  const store = createCredentialStore({ provider: fromIni({ profile: 'album', clientConfig, mfaCodeProvider: async () => codes.shift() }) });
  const given = await store.getCredentials();
  await expect(store.refresh()).rejects.toMatchObject({ code: 'MFA_CODE_MISSING', retryAfterMs: 300_000, retryable: true });
  expect(await store.getCredentials()).toBe(given);
});

test.each([
  ['nobody to ask', undefined, /give fromIni mfaCodeProvider/],
  ['no answer', async () => undefined, /The profile asks for one/],
  ['a cancelled dialog', () => Promise.reject(new Error(CANARY)), /The profile asks for one/],
])('a profile with an MFA device and %s says that the code is missing', async (_, mfaCodeProvider, words) => {
  writeFiles(createMachine(), `${assuming(roles.mfa)}mfa_serial = ${phone}\n`);
  const error: unknown = await fromIni({ profile: 'album', ...(mfaCodeProvider && { mfaCodeProvider }) })().catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'MFA_CODE_MISSING', message: expect.stringMatching(words) });
  expect(String(error)).not.toContain(CANARY);
});

test('a wrong MFA code, a role that does not let one in and keys that nobody knows are told apart', async () => {
  const machine = createMachine();
  const attempt = (profiles: string): Promise<unknown> => {
    writeFiles(machine, profiles);
    const provider = fromIni({ profile: 'album', clientConfig, mfaCodeProvider: async () => '000000' });
    return provider().catch((reason: unknown) => reason);
  };
  const wrongCode = await attempt(`${assuming(roles.mfa)}mfa_serial = ${phone}\n`);
  const noEntry = await attempt(assuming(roles.nobody));
  const unknownKeys = await attempt(`${assuming(roles.account).replace('= ada', '= lost')}[profile lost]\naws_access_key_id = AKIALOST\naws_secret_access_key = ${CANARY}\n`);
  expect([wrongCode, noEntry, unknownKeys]).toMatchObject([
    { code: 'CODE_MISMATCH', requestId: expect.any(String) },
    { code: 'ROLE_NOT_ASSUMABLE', message: expect.stringContaining('fromIni: Profile "album": The service refused with AccessDenied') },
    { code: 'CREDENTIALS_REJECTED' },
  ]);
  expect(String(unknownKeys)).not.toContain(CANARY);
});

test.each([
  ['is missing', '', 'CREDENTIALS_NOT_FOUND', /Profile "album" of ~\/\.aws\/config and ~\/\.aws\/credentials is missing or has no complete way/],
  ['has half a key', '[profile album]\naws_access_key_id = AKIATEST\n', 'CREDENTIALS_NOT_FOUND', /Add it, or name another with profile or AWS_PROFILE/],
  ['leads back to itself', '[profile album]\nrole_arn = arn:a\nsource_profile = b\n[profile b]\nrole_arn = arn:b\nsource_profile = album\n', 'PROFILE_INVALID', /leads back to itself/],
  ['names an unknown source', '[profile album]\nrole_arn = arn:a\ncredential_source = Moon\n', 'PROFILE_INVALID', /credential_source must be/],
  ['leads to one that is missing', '[profile album]\nrole_arn = arn:a\nsource_profile = gone\n', 'CREDENTIALS_NOT_FOUND', /missing/],
  ['names an SSO session that is missing', '[profile album]\nsso_session = gone\nsso_account_id = 1\nsso_role_name = r\n', 'PROFILE_INVALID', /names a section that is missing/],
  ['has a command that fails', `[profile album]\ncredential_process = echo ${CANARY}\n`, 'CREDENTIALS_MISSING', /must print one JSON object/],
  ['names a token file that is missing', '[profile album]\nrole_arn = arn:a\nweb_identity_token_file = /none\n', 'PROFILE_INVALID', /names a file that is missing/],
])('a profile that %s is named, with how to mend it', async (_, profiles, code, words) => {
  writeFiles(createMachine(), profiles);
  const error: unknown = await fromIni({ profile: 'album' })().catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code, message: expect.stringMatching(words) });
  expect(String(error)).toContain('fromIni: ');
  expect(String(error)).not.toContain(CANARY);
});

test('while the files are being rewritten, what was read before stays good', async () => {
  const machine = createMachine();
  writeFiles(machine, '');
  const store = createCredentialStore({ provider: fromIni({ profile: 'ada' }) });
  await store.getCredentials();
  machine.write('.aws/credentials', '');
  await expect(store.refresh()).rejects.toMatchObject({ code: 'CREDENTIALS_NOT_FOUND', retryable: true });
  expect(await store.getCredentials()).toMatchObject(keys);
});
