import { createCredentialStore, isCredentialsError, narrowProvider } from '@valetkey/core';
import { describeCredentialProviderContract } from '@valetkey/testing/contracts';
import { expect, test } from 'vitest';
import { codeOf } from '../testKit/codeOf.ts';
import { createMachine, type Machine } from '../testKit/createMachine.ts';
import { CANARY, issuedKeys } from '../testKit/issuedKeys.ts';
import { sendJson, startLoopback } from '../testKit/startLoopback.ts';
import { fromNodeProviderChain } from './fromNodeProviderChain.ts';

/** Everywhere in the chain, a key that tells where it came from. */
const places = [
  ['AWS variables', 'AKIAENV', ({ setEnv }: Machine) => setEnv({ AWS_ACCESS_KEY_ID: 'AKIAENV', AWS_SECRET_ACCESS_KEY: CANARY })],
  ['AMAZON variables', 'AKIAAMAZON', ({ setEnv }: Machine) => setEnv({ AMAZON_ACCESS_KEY_ID: 'AKIAAMAZON', AMAZON_SECRET_ACCESS_KEY: CANARY })],
  [
    'shared files',
    'AKIAINI',
    ({ write }: Machine) => void write('.aws/credentials', `[default]\naws_access_key_id = AKIAINI\naws_secret_access_key = ${CANARY}\n`),
  ],
  ['container', 'ASIATEST1', ({ setEnv }: Machine, container: string) => setEnv({ AWS_CONTAINER_CREDENTIALS_FULL_URI: container })],
] as const;

/** Answers as both metadata services do. */
async function startMetadata() {
  const service = await startLoopback(({ method, url = '' }, response) => {
    if (url === '/container') return sendJson(response, issuedKeys(1));
    if (method === 'PUT') return void response.end('imds-token');
    return url.endsWith('/album') ? sendJson(response, issuedKeys(2)) : void response.end('album');
  });
  return { ...service, container: `${service.url}/container` };
}

describeCredentialProviderContract('fromNodeProviderChain', async () => {
  const service = await startLoopback((_, response) => sendJson(response, issuedKeys(service.requests.length)));
  createMachine().setEnv({ AWS_CONTAINER_CREDENTIALS_FULL_URI: service.url });
  const give = (change: object, status = 200): void =>
    service.answer((_, response) => sendJson(response, { ...issuedKeys(service.requests.length), ...change }, status));
  return {
    provider: fromNodeProviderChain(),
    issuerNow: () => Date.now(),
    countIssued: () => service.requests.length,
    breakIssuer: (broken) => give({}, broken ? 503 : 200),
    truncateNextAnswer: () => give({ SecretAccessKey: undefined }),
  };
});

test('of all that there is the first in the order of SDK v2 is taken, and the later ones are not asked', async () => {
  const { container, requests } = await startMetadata();
  for (const [index, [, key]] of places.entries()) {
    const machine = createMachine();
    for (const [, , setUp] of places.slice(index)) setUp(machine, container);
    const before = requests.length;
    const given = await fromNodeProviderChain()();
    expect(given.accessKeyId).toBe(key);
    expect(requests.length - before).toBe(key === 'ASIATEST1' ? 1 : 0);
  }
});

test('the role of the instance is the last resort', async () => {
  const { url } = await startMetadata();
  createMachine().setEnv({ AWS_EC2_METADATA_SERVICE_ENDPOINT: url });
  const store = createCredentialStore({ provider: fromNodeProviderChain({ timeoutMs: 60_000 }) });
  expect((await store.getCredentials()).accessKeyId).toBe('ASIATEST2');
  expect(store.getSnapshot()).toMatchObject({ status: 'ready', source: 'instance-metadata' });
});

test('a command in the shared files is found', async () => {
  const keys = JSON.stringify({ Version: 1, AccessKeyId: 'ASIAPROCESS', SecretAccessKey: CANARY });
  const machine = createMachine();
  machine.write('.aws/config', `[default]\ncredential_process = cat ${machine.write('keys.json', keys)}\n`);
  expect((await fromNodeProviderChain()()).accessKeyId).toBe('ASIAPROCESS');
});

test('where there is nothing, the error says of each link why it was skipped', async () => {
  createMachine();
  const error: unknown = await fromNodeProviderChain({ profile: 'album' })().catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'CHAIN_EXHAUSTED', retryable: true });
  expect(String(error).match(/^- .*$/gm)?.map((line) => line.split(/[.,]/)[0])).toEqual([
    '- fromEnv: Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
    '- fromEnv: Set AMAZON_ACCESS_KEY_ID and AMAZON_SECRET_ACCESS_KEY',
    expect.stringMatching(/^- fromSSO: Profile "album" of ~\//),
    expect.stringMatching(/^- fromIni: Profile "album" of ~\//),
    expect.stringMatching(/^- fromContainerMetadata: Neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI/),
    expect.stringMatching(/^- fromProcess: Profile "album" of ~\//),
    '- fromTokenFile: Set AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN',
    '- fromInstanceMetadata: The service could not be reached',
  ]);
});

test('what is there and broken is an error: other credentials would hide it', async () => {
  const { requests, container } = await startMetadata();
  const machine = createMachine();
  machine.setEnv({ AWS_CONTAINER_CREDENTIALS_FULL_URI: container });
  machine.write('.aws/config', `[default]\ncredential_process = echo ${CANARY}\n`);
  const error: unknown = await fromNodeProviderChain()().catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'CREDENTIALS_MISSING', message: expect.stringContaining('fromIni: ') });
  expect(String(error)).not.toContain(CANARY);
  expect(requests).toEqual([]);
});

test('keys that were found stay good while nothing is found, and fifty reads in a row look once', async () => {
  const { url, requests, answer } = await startMetadata();
  createMachine().setEnv({ AWS_EC2_METADATA_SERVICE_ENDPOINT: url });
  const provider = fromNodeProviderChain({ timeoutMs: 60_000 });
  const store = createCredentialStore({ provider });
  await store.getCredentials();
  answer((_, response) => response.writeHead(503).end());
  expect(await codeOf(store.refresh())).toBe('CHAIN_EXHAUSTED');
  expect((await store.getCredentials()).accessKeyId).toBe('ASIATEST2');

  const empty = createCredentialStore({ provider });
  const before = requests.length;
  for (let read = 0; read < 50; read += 1) await empty.getCredentials().catch(() => undefined);
  expect(requests.length - before).toBe(2);
});

test('a scope is refused with what would take one', () => {
  try {
    narrowProvider(fromNodeProviderChain(), { roleArn: 'arn:aws:iam::123456789012:role/reader' });
    expect.unreachable();
  } catch (error) {
    expect(isCredentialsError(error) && error.code).toBe('SCOPE_UNSUPPORTED');
  }
});
