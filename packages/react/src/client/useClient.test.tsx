import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { act, waitFor } from '@testing-library/react';
import {
  CLIENT_LINGER_MS,
  createCredentialStore,
  createObservable,
  type ClientOptions,
  type IdentitySource,
  type MutableObservable,
} from '@valetkey/core';
import { emulatorDefaults } from '@valetkey/emulator';
import { createMockProvider } from '@valetkey/testing';
import { useEffect, useState, type ReactNode } from 'react';
import { expect, test, vi } from 'vitest';
import { CredentialsProvider } from '../provider/CredentialsProvider.tsx';
import { createGuestApp, createTestApp } from '../testKit/createTestApp.tsx';
import { describeInBothModes } from '../testKit/describeInBothModes.tsx';
import { useClient } from './useClient.ts';

/** Somebody whose place another person can take. */
function createIdentity(): { readonly identity: IdentitySource; readonly epoch: MutableObservable<number> } {
  const epoch = createObservable(0);
  return { identity: { getEpoch: epoch.getSnapshot, subscribe: epoch.subscribe, start: () => () => undefined }, epoch };
}

const LIST_PUBLIC = { Bucket: emulatorDefaults.bucket, Prefix: 'public/' };

describeInBothModes('useClient', ({ render, renderHook }) => {
  test('gives components with the same class and equal options one client', () => {
    const { App } = createTestApp();
    const { result, rerender } = renderHook(
      () => [
        useClient(S3Client),
        useClient(S3Client, {}),
        useClient(S3Client, { forcePathStyle: true, requestHandler: { requestTimeout: 5_000 } }),
        useClient(S3Client, { requestHandler: { requestTimeout: 5_000 }, forcePathStyle: true }),
        useClient(DynamoDBClient),
      ],
      { wrapper: App },
    );
    const [plain, empty, pathStyle, pathStyleToo, dynamo] = result.current;
    expect(empty).toBe(plain);
    expect(pathStyle).not.toBe(plain);
    expect(pathStyleToo).toBe(pathStyle);
    expect(dynamo).toBeInstanceOf(DynamoDBClient);
    rerender();
    expect(result.current[2]).toBe(pathStyle);
  });

  test('the hook’s own options win over the service’s, these over the defaults', async () => {
    const { App } = createTestApp({
      clientDefaults: { region: 'eu-west-1', maxAttempts: 2 },
      services: { S3: { region: 'ap-south-1', maxAttempts: 4 } },
    });
    const { result } = renderHook(
      () => ({
        own: useClient(S3Client, { region: 'us-east-1' }),
        service: useClient(S3Client),
        other: useClient(DynamoDBClient),
      }),
      { wrapper: App },
    );
    const { own, service, other } = result.current;
    expect(await own.config.region()).toBe('us-east-1');
    expect(await own.config.maxAttempts()).toBe(4);
    expect(await service.config.region()).toBe('ap-south-1');
    expect(await other.config.region()).toBe('eu-west-1');
    expect(await other.config.maxAttempts()).toBe(2);
  });

  test('credentials that the defaults leave undefined are the provider’s', async () => {
    const { clock, credentials } = createTestApp();
    const unset = { region: 'eu-west-1', credentials: undefined } as unknown as ClientOptions;
    const wrapper = ({ children }: { readonly children: ReactNode }): ReactNode => (
      <CredentialsProvider credentials={credentials} clientDefaults={unset} clock={clock}>
        {children}
      </CredentialsProvider>
    );
    const { result } = renderHook(() => useClient(S3Client), { wrapper });
    const { accessKeyId } = await result.current.config.credentials();
    expect(accessKeyId).toBe((await credentials.getCredentials()).accessKeyId);
  });

  test('refreshing credentials neither renders the component nor changes the client', async () => {
    const { App, clock, credentials } = createTestApp();
    let renders = 0;
    const { result } = renderHook(
      () => {
        renders += 1;
        return useClient(S3Client);
      },
      { wrapper: App },
    );
    await act(() => clock.advanceBy(0));
    const [client, before] = [result.current, renders];
    await act(() => credentials.refresh());
    expect(result.current).toBe(client);
    expect(renders).toBe(before);
  });

  test('another person gets another client, and the old one signs nothing more', async () => {
    const { App, clock, session } = createTestApp();
    const { result } = renderHook(() => useClient(S3Client), { wrapper: App });
    await act(() => clock.advanceBy(0));
    const adas = result.current;
    await act(async () => {
      session.signInAs({ username: 'grace' });
      await clock.advanceBy(0);
    });
    expect(result.current).not.toBe(adas);
    await expect(adas.config.credentials()).rejects.toMatchObject({ code: 'ABORTED' });
    expect((await result.current.config.credentials()).accessKeyId).toMatch(/0002$/);
  });

  test('a client with credentials of its own follows their identity, not the provider’s', async () => {
    const { App, clock, environment, session } = createTestApp();
    const { identity, epoch } = createIdentity();
    const store = createCredentialStore({ provider: createMockProvider({ clock, identity }), clock, environment });
    const { result } = renderHook(() => useClient(S3Client, { credentials: store.provider }), { wrapper: App });
    const stop = store.start();
    await act(() => clock.advanceBy(0));
    const before = result.current;
    await act(async () => {
      session.signInAs({ username: 'grace' });
      await clock.advanceBy(0);
    });
    expect(result.current).toBe(before);
    await act(async () => {
      epoch.set(1);
      await clock.advanceBy(0);
    });
    expect(result.current).not.toBe(before);
    expect((await result.current.config.credentials()).accessKeyId).toMatch(/0002$/);
    stop();
  });

  test.each<[string, { accessKeyId: string; secretAccessKey: string; sessionToken?: string }]>([
    ['a user’s', { accessKeyId: 'AKIAEMU', secretAccessKey: 'CANARY' }],
    ['without a session token', { accessKeyId: 'ASIAEMU', secretAccessKey: 'CANARY' }],
  ])('refuses long-lived keys that are written into a hook, as a store does: %s', (_, credentials) => {
    const { App } = createTestApp();
    const report = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    expect(() => renderHook(() => useClient(S3Client, { credentials }), { wrapper: App })).toThrow(
      expect.objectContaining({ code: 'LONG_LIVED_KEYS', message: expect.not.stringContaining('CANARY') }),
    );
    report.mockRestore();
  });

  test('takes temporary keys and a provider of the SDK, which no store keeps fresh', async () => {
    const { App } = createTestApp();
    const keys = { accessKeyId: 'ASIAEMU', secretAccessKey: 'secret', sessionToken: 'token' };
    for (const credentials of [keys, async () => keys]) {
      const { result } = renderHook(() => useClient(S3Client, { credentials }), { wrapper: App });
      expect(await result.current.config.credentials()).toMatchObject(keys);
    }
  });

  test('a client is destroyed a moment after the last component that used it went, not when one of two does', async () => {
    const { App, clock } = createTestApp();
    const destroyed: S3Client[] = [];
    class CountedClient extends S3Client {
      override destroy(): void {
        destroyed.push(this);
      }
    }
    let used: S3Client | undefined;
    const User = (): ReactNode => {
      const client = useClient(CountedClient);
      useEffect(() => {
        used = client;
      }, [client]);
      return null;
    };
    // Another one is made and dropped to read the service's id off it.
    const timesDestroyed = (): number => destroyed.filter((client) => client === used).length;
    const app = (users: number): ReactNode => <App>{Array.from({ length: users }, (_, n) => <User key={n} />)}</App>;
    const { rerender, unmount } = render(app(2));
    await act(() => clock.advanceBy(CLIENT_LINGER_MS));
    rerender(app(1));
    await act(() => clock.advanceBy(CLIENT_LINGER_MS));
    expect(timesDestroyed()).toBe(0);
    rerender(app(0));
    rerender(app(1));
    await act(() => clock.advanceBy(CLIENT_LINGER_MS));
    expect(timesDestroyed()).toBe(0);
    unmount();
    await clock.advanceBy(CLIENT_LINGER_MS);
    expect(timesDestroyed()).toBe(1);
    expect(clock.pendingTimers).toBe(0);
  });
});

/** Lists once when mounted, as a page without a data library would. */
function Lister(): ReactNode {
  const client = useClient(S3Client);
  const [outcome, setOutcome] = useState('');
  useEffect(() => {
    let wanted = true;
    client.send(new ListObjectsV2Command(LIST_PUBLIC)).then(
      ({ $metadata }) => wanted && setOutcome(`${$metadata.httpStatusCode} `),
      (error: Error) => wanted && setOutcome(`${error.name} `),
    );
    return () => {
      wanted = false;
    };
  }, [client]);
  return outcome;
}

describeInBothModes('useClient on an emulator', ({ render, strict }) => {
  test('twenty components on a cold store: 1 GetId, 1 GetCredentialsForIdentity', async () => {
    const { emulator, credentials, clientDefaults } = createGuestApp();
    const { container } = render(
      <CredentialsProvider credentials={credentials} clientDefaults={clientDefaults}>
        {Array.from({ length: 20 }, (_, n) => (
          <Lister key={n} />
        ))}
      </CredentialsProvider>,
    );
    await waitFor(() => expect(container.textContent).toBe('200 '.repeat(20)));
    expect(emulator.calls.count('GetId')).toBe(1);
    expect(emulator.calls.count('GetCredentialsForIdentity')).toBe(1);
    expect(emulator.calls.count('S3.ListObjectsV2')).toBe(strict ? 40 : 20);
    expect(emulator.calls.all().every(({ status }) => status === 200)).toBe(true);
  });

  test('ExpiredToken once: one refresh, the request is sent once more, the component notices nothing', async () => {
    const { emulator, credentials, clientDefaults } = createGuestApp();
    emulator.faults.enqueue({ operation: 'S3.ListObjectsV2', kind: 'expired-token' });
    const { container } = render(
      <CredentialsProvider credentials={credentials} clientDefaults={clientDefaults}>
        <Lister />
      </CredentialsProvider>,
    );
    await waitFor(() => expect(container.textContent).toBe('200 '));
    // StrictMode's first effect sends as well; either of the two may be the one refused.
    await waitFor(() => expect(emulator.calls.count('S3.ListObjectsV2')).toBe(strict ? 3 : 2));
    expect(emulator.calls.count('GetId')).toBe(1);
    expect(emulator.calls.count('GetCredentialsForIdentity')).toBe(2);
  });
});
