import type { IncomingMessage, ServerResponse } from 'node:http';
import { createCredentialStore } from '@valetkey/core';
import { createSimulatedClock } from '@valetkey/testing';
import { describeCredentialProviderContract } from '@valetkey/testing/contracts';
import { expect, test, vi } from 'vitest';
import { codeOf } from '../testKit/codeOf.ts';
import { createMachine } from '../testKit/createMachine.ts';
import { CANARY, issuedKeys } from '../testKit/issuedKeys.ts';
import { sendJson, startLoopback, type Loopback } from '../testKit/startLoopback.ts';
import { fromInstanceMetadata, type InstanceMetadataOptions } from './fromInstanceMetadata.ts';
import { METADATA_TIMEOUT_MS } from './metadataService.ts';

// A machine that is busy with other tests answers late.
const patient: InstanceMetadataOptions = { requestTimeoutMs: 60_000, timeoutMs: 60_000 };

const ROLE = '/latest/meta-data/iam/security-credentials/';

/** Answers as the metadata service of an instance with the role `album` does. */
function answerAs(keys: () => object, status = 200) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    if (request.method === 'PUT') response.end('imds-token');
    else if (status !== 200) sendJson(response, { Message: CANARY }, status);
    else if (request.headers['x-aws-ec2-metadata-token'] !== 'imds-token') response.writeHead(401).end();
    else if (request.url === ROLE) response.end('album');
    else sendJson(response, keys());
  };
}

async function startInstance(): Promise<Loopback & { readonly countIssued: () => number; readonly nextKeys: () => object }> {
  const countIssued = (): number => service.requests.filter((request) => request.endsWith('/album')).length;
  const nextKeys = (): object => issuedKeys(countIssued());
  const service = await startLoopback(answerAs(nextKeys));
  createMachine().setEnv({ AWS_EC2_METADATA_SERVICE_ENDPOINT: service.url });
  return { ...service, countIssued, nextKeys };
}

describeCredentialProviderContract('fromInstanceMetadata', async () => {
  const service = await startInstance();
  return {
    provider: fromInstanceMetadata(patient),
    issuerNow: () => Date.now(),
    countIssued: service.countIssued,
    breakIssuer: (broken) => service.answer(answerAs(service.nextKeys, broken ? 503 : 200)),
    truncateNextAnswer: () => service.answer(answerAs(() => ({ ...issuedKeys(1), SecretAccessKey: undefined }))),
  };
});

test('the expiry is the one the service names, also while it has nothing newer', async () => {
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const service = await startInstance();
  const Expiration = new Date(Date.now() - 1_000).toISOString();
  service.answer(answerAs(() => ({ ...issuedKeys(1), Expiration })));
  expect((await fromInstanceMetadata(patient)()).expiration?.toISOString()).toBe(Expiration);
  expect(await codeOf(createCredentialStore({ provider: fromInstanceMetadata(patient) }).getCredentials())).toBe('CREDENTIALS_EXPIRED');
  expect(warned).not.toHaveBeenCalled();
  warned.mockRestore();
});

test('a failed refresh is told as one: what was given before is not given again in its place', async () => {
  const service = await startInstance();
  const provider = fromInstanceMetadata(patient);
  await provider();
  service.answer(answerAs(service.nextKeys, 500));
  expect(await codeOf(provider({ forceRefresh: true }))).toBe('SERVICE_UNAVAILABLE');
});

test.each([
  [404, 'CREDENTIALS_NOT_FOUND', /attach an instance profile/],
  [401, 'SERVICE_UNAVAILABLE', /HTTP 401/],
  [403, 'SERVICE_REFUSED', /HTTP 403\. It is switched off/],
  [503, 'SERVICE_UNAVAILABLE', /HTTP 503/],
])('an answer of HTTP %s becomes %s after two requests, and is not quoted', async (status, code, words) => {
  const service = await startInstance();
  service.answer(answerAs(service.nextKeys, status));
  const error: unknown = await fromInstanceMetadata(patient)().catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code, message: expect.stringMatching(words) });
  expect(String(error)).toContain('fromInstanceMetadata: ');
  expect(JSON.stringify(error) + String(error)).not.toContain(CANARY);
  expect(service.requests).toHaveLength(2);
});

test('a page in place of credentials is not quoted', async () => {
  const service = await startInstance();
  service.answer((request, response) => void response.end(request.method === 'PUT' ? 'imds-token' : CANARY));
  const error: unknown = await fromInstanceMetadata(patient)().catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'CREDENTIALS_MISSING' });
  expect(String(error)).not.toContain(CANARY);
});

test('the first version of the service is not asked where that is switched off', async () => {
  const service = await startInstance();
  service.answer((_, response) => response.writeHead(403).end());
  await expect(fromInstanceMetadata({ ...patient, ec2MetadataV1Disabled: true })()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  expect(service.requests).toEqual(['PUT /latest/api/token']);
});

test('where AWS_EC2_METADATA_DISABLED is set nothing is asked', async () => {
  const service = await startInstance();
  createMachine().setEnv({ AWS_EC2_METADATA_DISABLED: 'true', AWS_EC2_METADATA_SERVICE_ENDPOINT: service.url });
  await expect(fromInstanceMetadata(patient)()).rejects.toMatchObject({
    code: 'CREDENTIALS_NOT_FOUND',
    message: expect.stringContaining('AWS_EC2_METADATA_DISABLED is set'),
  });
  expect(service.requests).toEqual([]);
});

test('on a machine that is no instance the error asks whether it is one', async () => {
  createMachine();
  await expect(fromInstanceMetadata(patient)()).rejects.toMatchObject({
    code: 'NETWORK',
    message: expect.stringContaining('Is this an EC2 instance?'),
  });
});

test('a service that sends its answer drop by drop is given up in time', async () => {
  const service = await startInstance();
  const asked = new Promise<void>((resolve) =>
    service.answer((_, response) => {
      response.write('d');
      resolve();
    }),
  );
  const clock = createSimulatedClock(Date.now());
  const reader = codeOf(fromInstanceMetadata({ clock, requestTimeoutMs: 60_000 })());
  await asked;
  await clock.advanceBy(METADATA_TIMEOUT_MS);
  expect(await reader).toBe('TIMEOUT');
  expect(clock.pendingTimers).toBe(0);
});
