import { createSimulatedClock, createSimulatedEnvironment } from '@valetkey/testing';
import { expect, test } from 'vitest';
import { SealedCredentials } from './awsCredentials.ts';
import { createCredentialStore } from './createCredentialStore.ts';

const given = { accessKeyId: 'ASIAEMU', secretAccessKey: 'CANARY-secret', sessionToken: 'CANARY-token', accountId: '123456789012' };

test('what is sealed shows its keys to whoever asks for them by name, and in no copy', () => {
  const sealed = new SealedCredentials(given);
  expect(sealed).toMatchObject(given);
  expect([JSON.stringify(sealed), Object.assign({}, sealed)]).toEqual(['{}', {}]);
});

test('a store may be made of another one: sealed twice, the keys are the same', async () => {
  const ports = { clock: createSimulatedClock(), environment: createSimulatedEnvironment() };
  const inner = createCredentialStore({ provider: async () => given, ...ports });
  const outer = createCredentialStore({ provider: () => inner.getCredentials(), ...ports });
  const credentials = await outer.getCredentials();
  expect(credentials).toMatchObject(given);
  expect(credentials).not.toBe(await inner.getCredentials());
});
