import { createCredentialStore } from '@valetkey/core';
import { createSimulatedClock } from '@valetkey/testing';
import { describeCredentialProviderContract } from '@valetkey/testing/contracts';
import { expect, test } from 'vitest';
import { codeOf } from '../testKit/codeOf.ts';
import { createMachine } from '../testKit/createMachine.ts';
import { CANARY, issuedKeys } from '../testKit/issuedKeys.ts';
import { sendJson, startLoopback, type Loopback } from '../testKit/startLoopback.ts';
import { fromContainerMetadata } from './fromContainerMetadata.ts';
import { METADATA_TIMEOUT_MS, type MetadataServiceOptions } from './metadataService.ts';

// A machine that is busy with other tests answers late.
const patient: MetadataServiceOptions = { requestTimeoutMs: 60_000, timeoutMs: 60_000 };

/** A container whose metadata service gives other keys at each call. */
async function startContainer(): Promise<Loopback> {
  const service = await startLoopback((_, response) => sendJson(response, issuedKeys(service.requests.length)));
  createMachine().setEnv({ AWS_CONTAINER_CREDENTIALS_FULL_URI: `${service.url}/role` });
  return service;
}

describeCredentialProviderContract('fromContainerMetadata', async () => {
  const service = await startContainer();
  return {
    provider: fromContainerMetadata(patient),
    issuerNow: () => Date.now(),
    countIssued: () => service.requests.length,
    breakIssuer: (broken) =>
      service.answer((_, response) => sendJson(response, issuedKeys(service.requests.length), broken ? 503 : 200)),
    truncateNextAnswer: () => service.answer((_, response) => sendJson(response, { ...issuedKeys(1), SecretAccessKey: undefined })),
  };
});

test('the authorization token of an EKS pod is read from its file at each call', async () => {
  const machine = createMachine();
  const seen: (string | undefined)[] = [];
  const service = await startLoopback((request, response) => {
    seen.push(request.headers.authorization);
    sendJson(response, issuedKeys(1));
  });
  machine.setEnv({
    AWS_CONTAINER_CREDENTIALS_FULL_URI: service.url,
    AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: machine.write('token', 'first'),
  });
  const provider = fromContainerMetadata(patient);
  await provider();
  machine.write('token', 'second');
  await provider();
  expect(seen).toEqual(['first', 'second']);
});

test('outside a container nothing is asked, and the error says which variables are missing', async () => {
  createMachine();
  await expect(fromContainerMetadata(patient)()).rejects.toMatchObject({
    code: 'CREDENTIALS_NOT_FOUND',
    message: expect.stringContaining(
      'fromContainerMetadata: Neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor AWS_CONTAINER_CREDENTIALS_FULL_URI is set',
    ),
  });
});

test.each([
  [400, 'SERVICE_REFUSED'],
  [403, 'SERVICE_REFUSED'],
  [404, 'CREDENTIALS_NOT_FOUND'],
  [429, 'THROTTLED'],
  [500, 'SERVICE_UNAVAILABLE'],
])('an answer of HTTP %s becomes %s after one request, and is not quoted', async (status, code) => {
  const service = await startContainer();
  service.answer((_, response) => sendJson(response, { Code: CANARY, Message: CANARY }, status));
  const error: unknown = await fromContainerMetadata(patient)().catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code, message: expect.stringContaining('fromContainerMetadata: ') });
  expect(JSON.stringify(error) + String(error)).not.toContain(CANARY);
  expect(service.requests).toHaveLength(1);
});

test('a page in place of credentials is not quoted', async () => {
  const service = await startContainer();
  service.answer((_, response) => response.end(`<p>${CANARY}</p>`));
  const error: unknown = await fromContainerMetadata(patient)().catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'CREDENTIALS_MISSING', message: expect.stringContaining('something that is not credentials') });
  expect(String(error)).not.toContain(CANARY);
});

test('nobody listening there is a fault of the network', async () => {
  createMachine().setEnv({ AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:9/role' });
  expect(await codeOf(fromContainerMetadata(patient)())).toBe('NETWORK');
});

test.each(['http://metadata.example.com/role', 'no url'])('%s is no place to ask: neither https nor this machine', async (url) => {
  createMachine().setEnv({ AWS_CONTAINER_CREDENTIALS_FULL_URI: url });
  expect(await codeOf(fromContainerMetadata(patient)())).toBe('INVALID_OPTION');
});

test('a service that hangs is given up in time, and asked once by however many wait', async () => {
  const service = await startContainer();
  const asked = new Promise<void>((resolve) => service.answer(() => resolve()));
  const clock = createSimulatedClock(Date.now());
  const store = createCredentialStore({ provider: fromContainerMetadata({ requestTimeoutMs: 60_000, clock }), clock });
  const readers = Array.from({ length: 10 }, () => codeOf(store.getCredentials()));
  await asked;
  await clock.advanceBy(METADATA_TIMEOUT_MS);
  expect(new Set(await Promise.all(readers))).toEqual(new Set(['TIMEOUT']));
  expect(service.requests).toHaveLength(1);
  expect(clock.pendingTimers).toBe(0);
});

test('whoever gives up while the service hangs need not wait for it', async () => {
  const service = await startContainer();
  const asked = new Promise<void>((resolve) => service.answer(() => resolve()));
  const controller = new AbortController();
  const reader = codeOf(fromContainerMetadata(patient)({ signal: controller.signal }));
  await asked;
  controller.abort();
  expect(await reader).toBe('ABORTED');
});
