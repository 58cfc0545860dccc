import { createSimulatedClock, createSimulatedEnvironment } from '@valetkey/testing';
import { describe, expect, test } from 'vitest';
import { CredentialsError } from '../errors/credentialsError.ts';
import { callAwsQuery, type AwsQueryRequest } from './callAwsQuery.ts';

const clock = createSimulatedClock();
const XMLNS = 'xmlns="https://sts.amazonaws.com/doc/2011-06-15/"';
const ANSWER = `<ActionResponse ${XMLNS}><ActionResult><Name>Ada</Name></ActionResult></ActionResponse>`;
const refusal = (code: string): string =>
  `<ErrorResponse ${XMLNS}><Error><Type>Sender</Type><Code>${code}</Code><Message>No.</Message></Error></ErrorResponse>`;

const requests: [string, RequestInit | undefined][] = [];

function call(body: string, init: ResponseInit = {}, more: Partial<AwsQueryRequest<string>> = {}): Promise<string> {
  requests.length = 0;
  const environment = createSimulatedEnvironment({
    fetch: (input, sent) => {
      requests.push([new Request(input, sent).url, sent]);
      return Promise.resolve(new Response(body, init));
    },
  });
  return callAwsQuery({
    endpoint: 'https://sts.test/',
    clock,
    environment,
    parameters: { Action: 'Action', Version: '1', Text: 'a&b c', Missing: undefined },
    readAnswer: (read) => read('Name'),
    toError: ({ name, message, requestId }) => new CredentialsError('SERVICE_REFUSED', { detail: `${name} ${message}`, requestId }),
    ...more,
  });
}

test('posts a form without cookies and without a cache mode, and leaves out what is undefined', async () => {
  expect(await call(ANSWER)).toBe('Ada');
  expect(requests).toEqual([['https://sts.test/', expect.objectContaining({ method: 'POST', credentials: 'omit' })]]);
  const { body, headers } = requests[0]?.[1] ?? {};
  expect(body).toBe('Action=Action&Version=1&Text=a%26b+c');
  expect(headers).toEqual({ 'content-type': 'application/x-www-form-urlencoded' });
  expect(requests[0]?.[1]).not.toHaveProperty('cache');
  expect(clock.pendingTimers).toBe(0);
});

test('lists and structures are spelled member by member', async () => {
  const Tags = [{ Key: 'team', Value: 'sea' }, { Key: 'floor', Value: undefined }];
  await call(ANSWER, {}, { parameters: { Action: 'Action', Seconds: 900, Keys: ['a', 'b'], None: [], Tags } });
  expect(Object.fromEntries(new URLSearchParams(requests[0]?.[1]?.body as string))).toEqual({
    Action: 'Action',
    Seconds: '900',
    'Keys.member.1': 'a',
    'Keys.member.2': 'b',
    'Tags.member.1.Key': 'team',
    'Tags.member.1.Value': 'sea',
    'Tags.member.2.Key': 'floor',
  });
});

test('an element that is not there is empty', async () => {
  expect(await call(ANSWER.replace(/<Name>.*<\/Name>/, ''))).toBe('');
});

test('a signed call sends what signs its body', async () => {
  const signed: string[] = [];
  const sign = async (contentType: string, body: string) => {
    signed.push(contentType, body);
    return { authorization: 'signature' };
  };
  await call(ANSWER, {}, { sign });
  const { body, headers } = requests[0]?.[1] ?? {};
  expect(signed).toEqual(['application/x-www-form-urlencoded', body]);
  expect(headers).toMatchObject({ authorization: 'signature' });
});

test('a refusal reaches its mapper with name, words and request id', async () => {
  const answer = call(refusal('AccessDenied'), { status: 403, headers: { 'x-amzn-requestid': 'id-1' } });
  await expect(answer).rejects.toMatchObject({ message: expect.stringContaining('AccessDenied No.'), requestId: 'id-1' });
});

describe('faults that pass are told apart from refusals', () => {
  test.each<[string, string, ResponseInit, string, number | undefined]>([
    ['a throttle', refusal('Throttling'), { status: 400, headers: { 'retry-after': '3' } }, 'THROTTLED', 3_000],
    ['status 429', refusal('SlowDown'), { status: 429 }, 'THROTTLED', undefined],
    ['a server error', refusal('InternalFailure'), { status: 500 }, 'SERVICE_UNAVAILABLE', undefined],
    ['a captive portal', '<html>Sign in to the train</html>', {}, 'SERVICE_UNAVAILABLE', undefined],
    ['a proxy', '<html>No</html>', { status: 403 }, 'SERVICE_UNAVAILABLE', undefined],
  ])('%s', async (_, body, init, code, retryAfterMs) => {
    await expect(call(body, init)).rejects.toMatchObject({ code, retryable: true, retryAfterMs });
  });

  test('a caller can give up', async () => {
    const environment = createSimulatedEnvironment({
      fetch: async (input, init) => {
        new Request(input, init).signal.throwIfAborted();
        return new Response(ANSWER);
      },
    });
    await expect(call('', {}, { environment, signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'ABORTED' });
  });
});

describe('the server’s time', () => {
  const headers = { date: 'Thu, 01 Jan 2026 00:00:00 GMT' };
  const timesOf = async (body: string, init: ResponseInit): Promise<readonly number[]> => {
    const times: number[] = [];
    await call(body, init, { onServerTime: (time) => times.push(time) }).catch(() => undefined);
    return times;
  };

  test('is taken from an answer, and from a refusal, since a skewed clock is refused', async () => {
    expect(await timesOf(ANSWER, { headers })).toEqual([Date.UTC(2026, 0, 1)]);
    expect(await timesOf(refusal('SignatureDoesNotMatch'), { headers, status: 403 })).toEqual([Date.UTC(2026, 0, 1)]);
  });

  test('is not taken from a captive portal', async () => {
    expect(await timesOf('<html>Sign in to the train</html>', { headers })).toEqual([]);
  });
});
