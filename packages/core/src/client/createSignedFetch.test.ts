import { createMockProvider, createSimulatedClock, createSimulatedEnvironment } from '@valetkey/testing';
import { describe, expect, test } from 'vitest';
import { createCredentialStore } from '../credentials/createCredentialStore.ts';
import type { AwsCredentialProvider } from '../credentials/credentialStore.ts';
import { createObservable } from '../observable.ts';
import { createSignedFetch } from './createSignedFetch.ts';

const URL_OF_API = 'https://api.example.com/prod/albums';

interface SentRequest {
  readonly url: string;
  readonly init: RequestInit & { readonly headers: Readonly<Record<string, string>> };
  /** The key it was signed with. */
  readonly accessKeyId: string | undefined;
}

/** A store, an API that answers as told, and a signed fetch between them. */
function setUp(...answers: readonly (() => Response | Promise<Response>)[]) {
  const clock = createSimulatedClock();
  const epoch = createObservable(0);
  const identity = { getEpoch: epoch.getSnapshot, subscribe: epoch.subscribe, start: () => () => undefined };
  const provider = createMockProvider({ clock, identity });
  const sent: SentRequest[] = [];
  const waiting = [...answers];
  const environment = createSimulatedEnvironment({
    fetch: (url, init) => {
      const { headers } = init as SentRequest['init'];
      sent.push({ url: url as string, init: init as SentRequest['init'], accessKeyId: /Credential=(\w+)/.exec(headers['authorization'] ?? '')?.[1]?.slice(-4) });
      const answer = waiting.shift()?.() ?? new Response('{}');
      const aborted = new Promise<never>((_, reject) => {
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error));
      });
      return Promise.race([answer, aborted]);
    },
  });
  const store = createCredentialStore({ provider, clock, environment });
  const options = { service: 'execute-api', region: 'eu-west-1', clock, environment };
  const signedFetch = createSignedFetch({ ...options, credentials: store.provider });
  return { clock, provider, store, sent, options, signedFetch, changeIdentity: () => epoch.set(epoch.getSnapshot() + 1) };
}

const keys = ({ sent }: ReturnType<typeof setUp>): readonly unknown[] => sent.map(({ accessKeyId }) => accessKeyId);
/** An answer that never comes, and when it was asked for. */
function createHang() {
  let arrive: () => void = () => undefined;
  const arrived = new Promise<void>((resolve) => (arrive = resolve));
  const answer = (): Promise<Response> => {
    arrive();
    return new Promise(() => undefined);
  };
  return { answer, arrived };
}

test('sends what fetch would, and signs it in the headers', async () => {
  const world = setUp();
  const body = JSON.stringify({ title: 'Été' });
  await world.signedFetch(`${URL_OF_API}?q=a b`, { method: 'POST', body, headers: { 'Content-Type': 'application/json', 'X-Api-Key': 'k' } });
  const [{ url, init }] = world.sent as [SentRequest];
  expect(url).toBe(`${URL_OF_API}?q=a%20b`);
  expect(init.method).toBe('POST');
  expect(new TextDecoder().decode(init.body as ArrayBuffer)).toBe(body);
  expect(init.headers).toMatchObject({ 'content-type': 'application/json', 'x-api-key': 'k' });
  expect(init.headers['authorization']).toMatch(/\/20260101\/eu-west-1\/execute-api\/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-api-key,/);
});

test('takes a Request as well, and sends a body that it reads from it', async () => {
  const world = setUp();
  await world.signedFetch(new Request(URL_OF_API, { method: 'PUT', body: new URLSearchParams({ a: 'b' }), cache: 'reload' }));
  const [{ init }] = world.sent as [SentRequest];
  expect(new TextDecoder().decode(init.body as ArrayBuffer)).toBe('a=b');
  expect(init).toMatchObject({ method: 'PUT', cache: 'reload', headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' } });
});

test('a GET has no body', async () => {
  const world = setUp();
  await world.signedFetch(URL_OF_API);
  expect(world.sent[0]?.init.body).toBeNull();
});

test('follows no redirect: the session token would go wherever it leads', async () => {
  const world = setUp();
  await world.signedFetch(URL_OF_API, { redirect: 'follow' });
  expect(world.sent[0]?.init.redirect).toBe('error');
});

test('signs by the server’s clock', async () => {
  const world = setUp();
  world.provider.answerNext(({ onServerTime }) => {
    onServerTime?.(Date.UTC(2026, 5, 1));
    return { accessKeyId: 'ASIA', secretAccessKey: 's', sessionToken: 't', expiration: new Date(Date.UTC(2026, 6, 1)) };
  });
  await world.signedFetch(URL_OF_API);
  expect(world.sent[0]?.init.headers['x-amz-date']).toBe('20260601T000000Z');
});

describe('a key that the service calls too old is replaced, and the request sent once more', () => {
  const refuse = (body: unknown, headers = {}, status = 403) => (): Response =>
    new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers });

  test.each([
    ['in a header', refuse({ message: 'no' }, { 'x-amzn-errortype': 'ExpiredTokenException' })],
    ['in a header with a namespace', refuse({}, { 'x-amzn-errortype': 'com.amazon.coral#ExpiredTokenException:http://internal/' })],
    ['in the words of API Gateway, whose header cannot be read', refuse({ message: 'The security token included in the request is expired' })],
    ['in the words of a function’s URL', refuse({ Message: 'The security token included in the request is expired' })],
    ['as AppSync says it', refuse({ errors: [{ errorType: 'ExpiredTokenException', message: 'no' }] }, {}, 401)],
    ['as JSON services say it', refuse({ __type: 'com.amazon.coral.service#ExpiredTokenException' }, {}, 400)],
    ['as S3 says it', refuse('<?xml version="1.0"?><Error><Code>ExpiredToken</Code></Error>', {}, 400)],
  ])('%s', async (_, answer) => {
    const world = setUp(answer);
    const response = await world.signedFetch(URL_OF_API, { method: 'POST', body: 'a' });
    expect(response.status).toBe(200);
    expect(keys(world)).toEqual(['0001', '0002']);
    expect(world.sent.map(({ init }) => new TextDecoder().decode(init.body as ArrayBuffer))).toEqual(['a', 'a']);
    expect(world.provider.calls).toHaveLength(2);
  });

  test.each([
    ['AccessDenied', refuse({ Message: 'not authorized to perform' }, { 'x-amzn-errortype': 'AccessDeniedException' })],
    ['a wrong signature', refuse({ message: 'no' }, { 'x-amzn-errortype': 'InvalidSignatureException' })],
    ['a refusal of the app’s own', refuse({ code: 'ALBUM_FULL' })],
    ['a refusal in words', refuse('Forbidden')],
    ['a server error, whatever it says', refuse({ __type: 'ExpiredToken' }, {}, 500)],
    ['an answer, whatever it says', refuse({ code: 'ExpiredToken' }, {}, 200)],
  ])('but not for %s', async (_, answer) => {
    const world = setUp(answer);
    const response = await world.signedFetch(URL_OF_API);
    expect(keys(world)).toEqual(['0001']);
    // The caller still reads the body.
    expect(await response.text()).toBe(await answer().text());
  });

  test('once: what is refused again is the caller’s to read', async () => {
    const expired = refuse({ message: 'no' }, { 'x-amzn-errortype': 'ExpiredTokenException' });
    const world = setUp(expired, expired, expired);
    const response = await world.signedFetch(URL_OF_API);
    expect(response.status).toBe(403);
    expect(await response.json()).toEqual({ message: 'no' });
    expect(keys(world)).toEqual(['0001', '0002']);
  });

  test('ten requests that are refused at once obtain one new key', async () => {
    const expired = refuse({}, { 'x-amzn-errortype': 'ExpiredTokenException' });
    const world = setUp(...Array.from({ length: 10 }, () => expired));
    const responses = await Promise.all(Array.from({ length: 10 }, () => world.signedFetch(URL_OF_API)));
    expect(responses.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
    expect(world.provider.calls).toHaveLength(2);
  });

  test('credentials from elsewhere sign as they are, and nothing heals', async () => {
    const world = setUp(refuse({}, { 'x-amzn-errortype': 'ExpiredTokenException' }));
    const foreign: AwsCredentialProvider = () => Promise.resolve({ accessKeyId: 'AKIA9999', secretAccessKey: 's' });
    const response = await createSignedFetch({ ...world.options, credentials: foreign })(URL_OF_API);
    expect(response.status).toBe(403);
    expect(keys(world)).toEqual(['9999']);
    expect(world.sent[0]?.init.headers).not.toHaveProperty('x-amz-security-token');
  });
});

describe('a request ends', () => {
  test('with its caller’s signal, as fetch does', async () => {
    const hang = createHang();
    const world = setUp(hang.answer);
    const controller = new AbortController();
    const answer = world.signedFetch(URL_OF_API, { signal: controller.signal });
    await hang.arrived;
    controller.abort();
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
    await expect(world.signedFetch(URL_OF_API, { signal: controller.signal })).rejects.toMatchObject({ name: 'AbortError' });
    expect(world.sent).toHaveLength(1);
  });

  test('with the identity it was sent for', async () => {
    const hang = createHang();
    const world = setUp(hang.answer);
    const stop = world.store.start();
    const answer = expect(world.signedFetch(URL_OF_API)).rejects.toMatchObject({ code: 'ABORTED' });
    await hang.arrived;
    world.changeIdentity();
    await answer;
    expect(world.sent[0]?.init.signal?.aborted).toBe(true);
    stop();
  });

  test('before it is signed, when the identity changes while credentials are on their way', async () => {
    const world = setUp();
    const release = world.provider.hold();
    const stop = world.store.start();
    const answer = expect(world.signedFetch(URL_OF_API)).rejects.toMatchObject({ code: 'ABORTED' });
    await world.clock.advanceBy(0);
    world.changeIdentity();
    release();
    await answer;
    expect(world.sent).toHaveLength(0);
    stop();
  });

  test('and nobody listens for it any more', async () => {
    const world = setUp();
    let listeners = 0;
    const { subscribe } = world.store;
    const provider = Object.assign((...how: Parameters<AwsCredentialProvider>) => world.store.provider(...how), {
      store: {
        ...world.store,
        subscribe(listener: () => void) {
          listeners += 1;
          const stop = subscribe(listener);
          return () => {
            listeners -= 1;
            stop();
          };
        },
      },
    });
    const signedFetch = createSignedFetch({ ...world.options, credentials: provider });
    await signedFetch(URL_OF_API);
    await expect(signedFetch(URL_OF_API, { signal: AbortSignal.abort() })).rejects.toThrow();
    expect(listeners).toBe(0);
  });
});
