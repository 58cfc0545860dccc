import { createMockProvider, createSimulatedClock } from '@valetkey/testing';
import { expect, test } from 'vitest';
import { createCredentialStore } from '../credentials/createCredentialStore.ts';
import type { ClientOptions } from './awsClient.ts';
import { explainClientConfig } from './explainClientConfig.ts';

const CANARY = 'CANARY';

test('each option is told with its own level, and what no level sets is not told', () => {
  const explained = explainClientConfig('S3', {
    own: { maxAttempts: 1 },
    services: { S3: { forcePathStyle: true }, DynamoDB: { endpoint: 'http://elsewhere' } },
    defaults: { region: 'eu-west-1', maxAttempts: 3 },
    scope: { region: undefined } as unknown as ClientOptions,
  });
  expect(explained).toEqual({
    maxAttempts: { value: 1, level: 'hook' },
    forcePathStyle: { value: true, level: 'service' },
    region: { value: 'eu-west-1', level: 'provider' },
  });
});

test('credentials are told by the name of their source, and other secrets not at all', async () => {
  const clock = createSimulatedClock();
  const provider = createMockProvider({ clock, source: 'cognito-identity-pool' });
  provider.answerAlways({ accessKeyId: CANARY, secretAccessKey: CANARY, sessionToken: CANARY });
  const store = createCredentialStore({ provider, clock });
  await store.getCredentials();
  const explained = explainClientConfig('S3', {
    credentials: store.provider,
    defaults: { token: { token: CANARY }, apiKey: { apiKey: CANARY } },
  });
  expect(explained).toEqual({
    credentials: { value: 'cognito-identity-pool', level: 'provider' },
    token: { value: 'hidden', level: 'provider' },
    apiKey: { value: 'hidden', level: 'provider' },
  });
});

test('credentials that come from no store are told as custom', () => {
  const credentials = () => Promise.reject(new Error('unused'));
  expect(explainClientConfig('S3', { own: { credentials } }).credentials).toEqual({ value: 'custom', level: 'hook' });
});
