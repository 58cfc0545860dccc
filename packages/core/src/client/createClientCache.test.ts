import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { HttpResponse, type HttpRequest } from '@smithy/protocol-http';
import { createMockProvider, createSimulatedClock, createSimulatedEnvironment } from '@valetkey/testing';
import { describe, expect, test } from 'vitest';
import { createCredentialStore } from '../credentials/createCredentialStore.ts';
import { CLIENT_LINGER_MS, createClientCache } from './createClientCache.ts';
import type { ClientConfigLevels } from './resolveClientConfig.ts';

const LIST = '<ListBucketResult><KeyCount>0</KeyCount></ListBucketResult>';
const refusal = (code: string) => `<Error><Code>${code}</Code><Message>no</Message></Error>`;

/** A service that answers as told, and remembers which key signed each request, and when. */
function createService(answer: (accessKeyId: string) => { status: number; body: string }) {
  const keys: string[] = [];
  const signedAt: string[] = [];
  return {
    keys,
    signedAt,
    handle(request: HttpRequest) {
      const key = /Credential=([^/]+)\//.exec(request.headers['authorization'] ?? '')?.[1] ?? 'unsigned';
      keys.push(key);
      signedAt.push(request.headers['x-amz-date'] ?? '');
      const { status, body } = answer(key);
      const response = new HttpResponse({ statusCode: status, headers: {}, body: new TextEncoder().encode(body) });
      return Promise.resolve({ response });
    },
    destroy: () => undefined,
  };
}

function setUp(answer: Parameters<typeof createService>[0] = () => ({ status: 200, body: LIST })) {
  const clock = createSimulatedClock();
  let epoch = 0;
  const identity = { getEpoch: () => epoch, subscribe: () => () => undefined, start: () => () => undefined };
  // The SDK signs with the real time, so the mock's credentials must live in it.
  const provider = createMockProvider({ clock: { ...clock, now: Date.now }, identity });
  const store = createCredentialStore({ provider, clock, environment: createSimulatedEnvironment() });
  const requestHandler = createService(answer);
  const levels: ClientConfigLevels = {
    defaults: { region: 'eu-west-1', credentials: store.provider, requestHandler, maxAttempts: 1 },
  };
  return {
    clock,
    provider,
    store,
    requestHandler,
    levels,
    cache: createClientCache({ clock }),
    changeIdentity: () => {
      epoch += 1;
    },
  };
}

const list = (client: S3Client): Promise<unknown> => client.send(new ListObjectsV2Command({ Bucket: 'album' }));

test('on a server long-lived keys may be written into the options of a client', async () => {
  const { cache, levels } = setUp();
  const credentials = { accessKeyId: 'AKIAEMU', secretAccessKey: 'secret' };
  const client = cache.get(S3Client, { ...levels, own: { credentials: credentials as never } });
  expect(await client.config.credentials()).toMatchObject(credentials);
});

describe('sharing', () => {
  test('equal options are one client, other options or another class another one', () => {
    const { cache, levels } = setUp();
    const client = cache.get(S3Client, levels);
    expect(cache.get(S3Client, { ...levels, own: {} })).toBe(client);
    expect(cache.get(S3Client, { ...levels, own: { region: 'us-east-1' } })).not.toBe(client);
    expect(cache.get(DynamoDBClient, levels)).toBeInstanceOf(DynamoDBClient);
  });

  test('per-service options reach the clients of that service only', async () => {
    const { cache, levels } = setUp();
    const withServices = { ...levels, services: { S3: { region: 'ap-south-1' } } };
    expect(await cache.get(S3Client, withServices).config.region()).toBe('ap-south-1');
    expect(await cache.get(DynamoDBClient, withServices).config.region()).toBe('eu-west-1');
  });

  test('a misspelt service id is refused instead of ignored', () => {
    const { cache, levels } = setUp();
    expect(() => cache.get(DynamoDBClient, { ...levels, services: { DynamoDb: {} } })).toThrow('should be "DynamoDB"');
  });

  test('a client is destroyed a moment after its last user left, not while it has one', async () => {
    const { cache, clock, levels } = setUp();
    const client = cache.get(S3Client, levels);
    let destroyed = 0;
    client.destroy = () => {
      destroyed += 1;
    };
    const [release, releaseOther] = [cache.retain(client), cache.retain(client)];
    release();
    release();
    await clock.advanceBy(10 * CLIENT_LINGER_MS);
    expect(destroyed).toBe(0);
    releaseOther();
    cache.retain(client)();
    await clock.advanceBy(CLIENT_LINGER_MS);
    expect(destroyed).toBe(1);
    expect(clock.pendingTimers).toBe(0);
    expect(cache.get(S3Client, levels)).not.toBe(client);
  });

  test('a client asked for by a render that never mounted is destroyed as well, before the first mount or after', async () => {
    const { cache, clock, levels } = setUp();
    const early = cache.get(S3Client, levels);
    cache.retain(cache.get(DynamoDBClient, levels));
    await clock.advanceBy(CLIENT_LINGER_MS);
    const late = cache.get(S3Client, levels);
    expect(late).not.toBe(early);
    await clock.advanceBy(CLIENT_LINGER_MS);
    expect(cache.get(S3Client, levels)).not.toBe(late);
  });

  test('rendering on a server, where nothing ever mounts, leaves no timer', () => {
    const { cache, clock, levels } = setUp();
    expect(cache.get(S3Client, levels)).toBe(cache.get(S3Client, levels));
    expect(clock.pendingTimers).toBe(0);
  });

  test('a destroyed client that is retained again is the shared one again', async () => {
    const { cache, clock, levels } = setUp();
    const client = cache.get(S3Client, levels);
    cache.retain(client)();
    await clock.advanceBy(CLIENT_LINGER_MS);
    const release = cache.retain(client);
    expect(cache.get(S3Client, levels)).toBe(client);
    release();
    await clock.advanceBy(CLIENT_LINGER_MS);
    expect(clock.pendingTimers).toBe(0);
  });

  test('one that has been replaced leaves its successor shared when it goes', async () => {
    const { cache, clock, levels } = setUp();
    const replaced = cache.get(S3Client, levels);
    cache.retain(replaced)();
    await clock.advanceBy(CLIENT_LINGER_MS);
    const successor = cache.get(S3Client, levels);
    cache.retain(successor);
    cache.retain(replaced)();
    await clock.advanceBy(CLIENT_LINGER_MS);
    expect(cache.get(S3Client, levels)).toBe(successor);
  });
});

describe('one truth', () => {
  test('ten clients with a hundred requests make one call for credentials', async () => {
    const { cache, levels, provider } = setUp();
    const clients = Array.from({ length: 10 }, (_, n) => cache.get(S3Client, { ...levels, own: { customUserAgent: `c${n}` } }));
    await Promise.all(clients.flatMap((client) => Array.from({ length: 10 }, () => list(client))));
    expect(new Set(clients).size).toBe(10);
    expect(provider.calls).toHaveLength(1);
  });

  test('a client made before the server’s time was known signs by it, and keeps what it learns by itself', async () => {
    const { cache, levels, provider, requestHandler } = setUp();
    const hourAhead = 3_600_000;
    provider.answerAlways((request) => {
      request.onServerTime?.(Date.parse('2026-01-01T01:00:00Z'));
      return { accessKeyId: 'ASIAMOCK', secretAccessKey: 's', sessionToken: 't' };
    });
    const client = cache.get(S3Client, levels);
    await list(client);
    const signedAt = requestHandler.signedAt[0]?.replace(/(....)(..)(..)T(..)(..)(..)Z/, '$1-$2-$3T$4:$5:$6Z') ?? '';
    expect(Math.abs(Date.parse(signedAt) - Date.now() - hourAhead)).toBeLessThan(60_000);
    client.config.systemClockOffset = 2 * hourAhead;
    await list(client);
    expect(client.config.systemClockOffset).toBe(2 * hourAhead);
  });

  test('credentials shorter than the SDK’s own window do not refresh without end', async () => {
    const { cache, levels, provider } = setUp();
    const expiration = new Date(Date.now() + 240_000);
    provider.answerAlways({ accessKeyId: 'ASIASHORT', secretAccessKey: 's', sessionToken: 't', expiration });
    const client = cache.get(S3Client, levels);
    for (let request = 0; request < 10; request += 1) await list(client);
    expect(provider.calls).toHaveLength(1);
  });

  test('a client of the identity before signs nothing more, the next one signs as the new identity', async () => {
    const { cache, levels, store, requestHandler, changeIdentity } = setUp();
    const old = cache.get(S3Client, levels);
    await list(old);
    changeIdentity();
    await expect(list(old)).rejects.toMatchObject({ code: 'ABORTED' });
    expect(requestHandler.keys).toHaveLength(1);
    await store.getCredentials();
    const next = cache.get(S3Client, levels);
    await list(next);
    expect(next).not.toBe(old);
    expect(new Set(requestHandler.keys).size).toBe(2);
  });
});

describe('a key that a service rejects', () => {
  const rejectFirst = (code: string) => (key: string) =>
    key.endsWith('0001') ? { status: 400, body: refusal(code) } : { status: 200, body: LIST };

  test.each(['ExpiredToken', 'InvalidToken', 'TokenRefreshRequired', 'RequestExpired'])(
    '%s: fifty requests at once lead to one refresh, and each is sent once more',
    async (code) => {
      const { cache, levels, provider, requestHandler } = setUp(rejectFirst(code));
      const client = cache.get(S3Client, levels);
      await Promise.all(Array.from({ length: 50 }, () => list(client)));
      expect(provider.calls).toHaveLength(2);
      expect(provider.calls[1]?.forceRefresh).toBe(true);
      expect(requestHandler.keys).toHaveLength(100);
    },
  );

  test('DynamoDB’s name for it is known too', async () => {
    const { cache, levels, provider } = setUp((key) =>
      key.endsWith('0001')
        ? { status: 400, body: '{"__type":"com.amazon.coral.service#ExpiredTokenException","message":"expired"}' }
        : { status: 200, body: '{"TableNames":["captions"]}' },
    );
    const client = cache.get(DynamoDBClient, levels);
    await expect(client.send(new ListTablesCommand({}))).resolves.toMatchObject({ TableNames: ['captions'] });
    expect(provider.calls).toHaveLength(2);
  });

  test('rejected again, the request fails instead of going round', async () => {
    const { cache, levels, provider, requestHandler } = setUp(() => ({ status: 400, body: refusal('ExpiredToken') }));
    await expect(list(cache.get(S3Client, levels))).rejects.toMatchObject({ name: 'ExpiredToken' });
    expect(requestHandler.keys).toHaveLength(2);
    expect(provider.calls).toHaveLength(2);
  });

  test('AccessDenied changes nothing: no refresh, no second try', async () => {
    const { cache, levels, provider, requestHandler } = setUp(() => ({ status: 403, body: refusal('AccessDenied') }));
    await expect(list(cache.get(S3Client, levels))).rejects.toMatchObject({ name: 'AccessDenied' });
    expect(requestHandler.keys).toHaveLength(1);
    expect(provider.calls).toHaveLength(1);
  });

  test('a stream that has been read is not sent again, but the next request has a new key', async () => {
    const { cache, levels, provider, requestHandler } = setUp(rejectFirst('ExpiredToken'));
    const client = cache.get(S3Client, { ...levels, own: { requestChecksumCalculation: 'WHEN_REQUIRED' } });
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new Uint8Array([1]));
        controller.close();
      },
    });
    const upload = new PutObjectCommand({ Bucket: 'album', Key: 'k', Body: body, ContentLength: 1 });
    await expect(client.send(upload)).rejects.toMatchObject({ name: 'ExpiredToken' });
    expect(requestHandler.keys).toHaveLength(1);
    await list(client);
    expect(provider.calls).toHaveLength(2);
  });
});
