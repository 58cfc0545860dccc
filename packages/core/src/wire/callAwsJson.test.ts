import { createSimulatedClock, createSimulatedEnvironment } from '@valetkey/testing';
import { describe, expect, test } from 'vitest';
import { CredentialsError } from '../errors/credentialsError.ts';
import { callAwsJson, type AwsJsonRequest } from './callAwsJson.ts';
import { DEFAULT_REQUEST_TIMEOUT_MS } from './sendRequest.ts';
import type { ServiceRefusal } from './serviceRefusal.ts';

const clock = createSimulatedClock();

function call(answer: typeof fetch, more: Partial<AwsJsonRequest> = {}): Promise<unknown> {
  return callAwsJson({
    endpoint: 'https://service.test/',
    target: 'Service.Operation',
    body: { A: 1 },
    clock,
    environment: createSimulatedEnvironment({ fetch: answer }),
    toError: (refusal) => new CredentialsError('SERVICE_REFUSED', { cause: refusal }),
    ...more,
  });
}

const answerWith = (body: string, init?: ResponseInit): typeof fetch => () => Promise.resolve(new Response(body, init));

test('one POST with the target, no cookies, and no cache mode that would repeat preflights', async () => {
  const requests: [unknown, RequestInit | undefined][] = [];
  const answer = await call((input, init) => {
    requests.push([input, init]);
    return Promise.resolve(new Response('{"B":2}'));
  });
  expect(answer).toEqual({ B: 2 });
  expect(requests).toHaveLength(1);
  expect(requests[0]?.[1]).toMatchObject({
    method: 'POST',
    body: '{"A":1}',
    credentials: 'omit',
    headers: { 'x-amz-target': 'Service.Operation' },
  });
  expect(requests[0]?.[1]).not.toHaveProperty('cache');
  expect(clock.pendingTimers).toBe(0);
});

test('an empty answer is an empty object', async () => {
  await expect(call(answerWith(''))).resolves.toEqual({});
});

describe('a refusal reaches its mapper with name, words and request id', () => {
  test.each([
    ['in the body', '{"__type":"NotAuthorizedException","message":"no"}', {}],
    ['namespaced', '{"__type":"com.amazon.coral#NotAuthorizedException","message":"no"}', {}],
    ['in a header', '{"message":"no"}', { 'x-amzn-errortype': 'NotAuthorizedException:http://internal' }],
  ])('%s', async (_, body, headers) => {
    const refusals: ServiceRefusal[] = [];
    const answer = answerWith(body, { status: 400, headers: { 'x-amzn-requestid': 'id-1', ...headers } });
    const toError = (refusal: ServiceRefusal): CredentialsError => {
      refusals.push(refusal);
      return new CredentialsError('TOKEN_NOT_ACCEPTED');
    };
    await expect(call(answer, { toError })).rejects.toMatchObject({ code: 'TOKEN_NOT_ACCEPTED' });
    expect(refusals).toEqual([{ name: 'NotAuthorizedException', message: 'no', requestId: 'id-1' }]);
  });
});

describe('faults that pass are told apart from refusals', () => {
  test.each([
    ['a throttle', '{"__type":"TooManyRequestsException"}', { status: 400, headers: { 'retry-after': '7' } }, 'THROTTLED', 7_000],
    ['status 429 without a name', 'slow down', { status: 429, headers: { 'retry-after': '2' } }, 'THROTTLED', 2_000],
    ['a server error', '{"__type":"InternalErrorException"}', { status: 500 }, 'SERVICE_UNAVAILABLE', undefined],
    ['a captive portal', '<html>Sign in to the train</html>', { status: 200 }, 'SERVICE_UNAVAILABLE', undefined],
    ['half a body', '{"Credentials":{"Acc', { status: 200 }, 'SERVICE_UNAVAILABLE', undefined],
  ])('%s', async (_, body, init, code, retryAfterMs) => {
    await expect(call(answerWith(body, init))).rejects.toMatchObject({ code, retryable: true, retryAfterMs });
  });

  test('no network', async () => {
    const unplugged: typeof fetch = () => Promise.reject(new TypeError('Failed to fetch'));
    await expect(call(unplugged)).rejects.toMatchObject({ code: 'NETWORK', retryable: true });
  });

  test.each([
    ['https://sts.test/path?token=secret', 'No answer from sts.test.'],
    ['http://127.0.0.1:4577', 'No answer from 127.0.0.1:4577.'],
    ['https://user:secret@service.test/', undefined],
    ['/credentials?token=secret', undefined],
  ])('no network, and of %s nothing is told but the host', async (endpoint, words) => {
    const unplugged: typeof fetch = () => Promise.reject(new TypeError('Failed to fetch'));
    const { message } = (await call(unplugged, { endpoint }).catch((error: unknown) => error)) as CredentialsError;
    expect(/No answer .*/.exec(message)?.[0]).toBe(words);
    expect(message).not.toContain('secret');
  });

  test('a hung socket is given up after its deadline', async () => {
    const hung: typeof fetch = (_, init) =>
      new Promise((_resolve, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)));
    const answer = expect(call(hung, { timeoutMs: 5_000 })).rejects.toMatchObject({ code: 'TIMEOUT' });
    await clock.advanceBy(5_000);
    await answer;
    expect(clock.pendingTimers).toBe(0);
  });

  test('a caller can give up early', async () => {
    const controller = new AbortController();
    const hung: typeof fetch = (_, init) =>
      new Promise((_resolve, reject) => init?.signal?.addEventListener('abort', () => reject(new Error('aborted'))));
    const answer = expect(call(hung, { signal: controller.signal })).rejects.toMatchObject({ code: 'ABORTED' });
    controller.abort();
    await answer;
  });
});

describe('the server’s time', () => {
  const date = 'Thu, 01 Jan 2026 00:00:00 GMT';

  test('is taken from a fresh answer', async () => {
    const times: number[] = [];
    await call(answerWith('{}', { headers: { date } }), { onServerTime: (time) => times.push(time) });
    expect(times).toEqual([Date.UTC(2026, 0, 1)]);
  });

  test('is not taken from a cached one', async () => {
    const times: number[] = [];
    await call(answerWith('{}', { headers: { date, age: '60' } }), { onServerTime: (time) => times.push(time) });
    expect(times).toEqual([NaN]);
  });

  test.each([1, -1])('is not taken from one that a page which was frozen reads when it thaws, nor when its clock has been set back meanwhile (%i)', async (sign) => {
    const times: number[] = [];
    const thawing: typeof fetch = async () => {
      clock.jumpBy(sign * DEFAULT_REQUEST_TIMEOUT_MS);
      return new Response('{}', { headers: { date } });
    };
    await call(thawing, { onServerTime: (time) => times.push(time) });
    expect(times).toEqual([]);
  });
});
