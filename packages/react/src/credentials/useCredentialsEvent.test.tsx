import { S3Client, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { act, waitFor } from '@testing-library/react';
import { createMemoryStorage, createObservable, CredentialsError, type CredentialsEvent } from '@valetkey/core';
import { emulatorDefaults } from '@valetkey/emulator';
import { useEffect, type ReactNode } from 'react';
import { expect, test } from 'vitest';
import { useClient } from '../client/useClient.ts';
import { CredentialsProvider } from '../provider/CredentialsProvider.tsx';
import { createGuestApp, createTestApp } from '../testKit/createTestApp.tsx';
import { describeInBothModes } from '../testKit/describeInBothModes.tsx';
import { useCredentialsEvent, type StorageFailedEvent } from './useCredentialsEvent.ts';

describeInBothModes('useCredentialsEvent', ({ strict, render, renderHook }) => {
  test('tells each event once, to the newest listener, and renders nothing', async () => {
    const { App, clock, credentials, provider, session } = createTestApp();
    const told: string[] = [];
    let renders = 0;
    const { rerender } = renderHook(
      ({ name }: { readonly name: string }) => {
        renders += 1;
        useCredentialsEvent(({ type }) => told.push(`${name} ${type}`));
      },
      { wrapper: App, initialProps: { name: 'first' } },
    );
    await act(() => clock.advanceBy(0));
    expect(told.splice(0)).toEqual(['first obtained']);
    expect(renders).toBe(strict ? 2 : 1);

    rerender({ name: 'second' });
    await act(() => credentials.refresh());
    provider.answerNext(new CredentialsError('NETWORK'));
    await act(() => credentials.refresh().catch(() => undefined));
    await act(async () => {
      await session.signOut();
      await clock.advanceBy(0);
    });
    expect(told).toEqual(['second refreshed', 'second refresh-failed', 'second identity-changed', 'second obtained']);
    expect(renders).toBe(strict ? 4 : 2);
  });

  test('tells nothing once unmounted', async () => {
    const { App, clock, credentials } = createTestApp();
    const told: CredentialsEvent['type'][] = [];
    const { unmount } = renderHook(() => useCredentialsEvent((event) => told.push(event.type as CredentialsEvent['type'])), { wrapper: App });
    await act(() => clock.advanceBy(0));
    unmount();
    await credentials.refresh();
    expect(told).toEqual(['obtained']);
  });

  test('tells that a storage has failed, once, also when that was before', () => {
    const { App } = createTestApp();
    const failure = createObservable<CredentialsError | undefined>(undefined);
    const storage = { ...createMemoryStorage(), failure };
    const failures: StorageFailedEvent[] = [];
    const watch = () =>
      renderHook(
        () => useCredentialsEvent((event) => event.type === 'storage-failed' && failures.push(event), { storage }),
        { wrapper: App },
      );
    const { unmount } = watch();
    expect(failures).toEqual([]);
    const error = new CredentialsError('STORAGE_UNAVAILABLE');
    failure.set(error);
    expect(failures.splice(0)).toEqual([{ type: 'storage-failed', error }]);
    unmount();
    watch();
    expect(failures).toEqual([{ type: 'storage-failed', error }]);
  });

  test('on an emulator: a key that S3 calls expired is told, then its successor', async () => {
    const { emulator, credentials, clientDefaults } = createGuestApp();
    emulator.faults.enqueue({ operation: 'S3.ListObjectsV2', kind: 'expired-token' });
    const told: string[] = [];
    const Lister = (): ReactNode => {
      useCredentialsEvent(({ type }) => told.push(type));
      const client = useClient(S3Client);
      useEffect(() => {
        void client.send(new ListObjectsV2Command({ Bucket: emulatorDefaults.bucket, Prefix: 'public/' }));
      }, [client]);
      return null;
    };
    render(
      <CredentialsProvider credentials={credentials} clientDefaults={clientDefaults}>
        <Lister />
      </CredentialsProvider>,
    );
    await waitFor(() => expect(told).toEqual(['obtained', 'rejected-key', 'refreshed']));
    // StrictMode's first effect sends as well.
    await waitFor(() => expect(emulator.calls.count('S3.ListObjectsV2')).toBe(strict ? 3 : 2));
  });
});
