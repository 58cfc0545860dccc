import { DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, waitFor } from '@testing-library/react';
import { emulatorDefaults } from '@valetkey/emulator';
import type { ReactNode } from 'react';
import { afterEach, expect, test } from 'vitest';
import { CredentialsProvider } from '../provider/CredentialsProvider.tsx';
import { createScriptedService, ListCommand, type ScriptedOutput } from '../testKit/createScriptedService.ts';
import { createGuestApp, createTestApp } from '../testKit/createTestApp.tsx';
import { describeInBothModes } from '../testKit/describeInBothModes.tsx';
import { useAwsInfiniteQuery } from './useAwsInfiniteQuery.ts';
import { useAwsQuery } from './useAwsQuery.ts';
import { useAwsQueryKey } from './useAwsQueryKey.ts';

const queryClients: QueryClient[] = [];

function createQueryClient(): QueryClient {
  const queryClient = new QueryClient({ defaultOptions: { queries: { retryDelay: 0 } } });
  queryClients.push(queryClient);
  return queryClient;
}

afterEach(() => {
  for (const queryClient of queryClients.splice(0)) queryClient.clear();
});

const { bucket: Bucket, table: TableName } = emulatorDefaults;
const PUBLIC = { Bucket, Prefix: 'public/' };
const byContinuation = { in: 'ContinuationToken', out: 'NextContinuationToken' } as const;

/** A guest's app with five public photos. */
function setUpAlbum() {
  const app = createGuestApp({ guestsMay: ['dynamodb:*'] });
  const keys = ['a', 'b', 'c', 'd', 'e'].map((name) => `public/${name}.jpg`);
  for (const key of keys) app.emulator.admin.putObject({ bucket: Bucket, key, body: new Uint8Array([1]) });
  const queryClient = createQueryClient();
  const wrapper = ({ children }: { readonly children?: ReactNode }): ReactNode => (
    <QueryClientProvider client={queryClient}>
      <CredentialsProvider credentials={app.credentials} clientDefaults={app.clientDefaults}>
        {children}
      </CredentialsProvider>
    </QueryClientProvider>
  );
  return { ...app, keys, queryClient, wrapper };
}

describeInBothModes('useAwsInfiniteQuery', ({ renderHook }) => {
  test('reads a bucket page after page until there are no more, one request each', async () => {
    const { emulator, keys, wrapper } = setUpAlbum();
    const { result } = renderHook(
      () => useAwsInfiniteQuery(S3Client, ListObjectsV2Command, { ...PUBLIC, MaxKeys: 2 }, { pageToken: byContinuation }),
      { wrapper },
    );
    const pages = (): unknown => result.current.data?.pages.map(({ Contents = [] }) => Contents.map(({ Key }) => Key));
    await waitFor(() => expect(pages()).toEqual([keys.slice(0, 2)]));
    expect(result.current.hasNextPage).toBe(true);
    await act(() => result.current.fetchNextPage());
    await act(() => result.current.fetchNextPage());
    await waitFor(() => expect(result.current.hasNextPage).toBe(false));
    expect(pages()).toEqual([keys.slice(0, 2), keys.slice(2, 4), keys.slice(4)]);
    expect(emulator.calls.count('S3.ListObjectsV2')).toBe(3);
    expect(emulator.calls.count('GetCredentialsForIdentity')).toBe(1);
  });

  test('reads a table by its keys', async () => {
    const { credentials, clientDefaults, wrapper } = setUpAlbum();
    const client = new DynamoDBClient({ ...clientDefaults, credentials: credentials.provider });
    for (const photo of ['1', '2', '3']) await client.send(new PutItemCommand({ TableName, Item: { owner: { S: 'ada' }, photo: { S: photo } } }));
    const query = {
      TableName,
      Limit: 2,
      KeyConditionExpression: '#owner = :ada',
      ExpressionAttributeNames: { '#owner': 'owner' },
      ExpressionAttributeValues: { ':ada': { S: 'ada' } },
    };
    const { result } = renderHook(
      () =>
        useAwsInfiniteQuery(DynamoDBClient, QueryCommand, query, {
          pageToken: { in: 'ExclusiveStartKey', out: 'LastEvaluatedKey' },
          select: ({ pages }) => pages.flatMap(({ Items = [] }) => Items.map(({ photo }) => photo?.S)),
        }),
      { wrapper },
    );
    await waitFor(() => expect(result.current.data).toEqual(['1', '2']));
    await act(() => result.current.fetchNextPage());
    await waitFor(() => expect(result.current.data).toEqual(['1', '2', '3']));
    expect(result.current.hasNextPage).toBe(false);
  });

  test('keeps its pages apart from the answer of a plain query with the same input, and is invalidated with it', async () => {
    const { emulator, keys, queryClient, wrapper } = setUpAlbum();
    const { result } = renderHook(
      () => ({
        plain: useAwsQuery(S3Client, ListObjectsV2Command, PUBLIC),
        paged: useAwsInfiniteQuery(S3Client, ListObjectsV2Command, PUBLIC, { pageToken: byContinuation }),
        key: useAwsQueryKey(S3Client, ListObjectsV2Command, PUBLIC),
      }),
      { wrapper },
    );
    await waitFor(() => expect(result.current.paged.data?.pages).toHaveLength(1));
    await waitFor(() => expect(result.current.plain.data?.Contents).toHaveLength(keys.length));
    expect(emulator.calls.count('S3.ListObjectsV2')).toBe(2);
    await act(() => queryClient.invalidateQueries({ queryKey: result.current.key }));
    await waitFor(() => expect(emulator.calls.count('S3.ListObjectsV2')).toBe(4));
  });

  test('asks again for every page, each with its own token, when it is refetched', async () => {
    const { emulator, wrapper } = setUpAlbum();
    const { result } = renderHook(
      () => useAwsInfiniteQuery(S3Client, ListObjectsV2Command, { ...PUBLIC, MaxKeys: 2 }, { pageToken: byContinuation }),
      { wrapper },
    );
    await waitFor(() => expect(result.current.data?.pages).toHaveLength(1));
    await act(() => result.current.fetchNextPage());
    await waitFor(() => expect(result.current.data?.pages).toHaveLength(2));
    emulator.admin.putObject({ bucket: Bucket, key: 'public/aa.jpg', body: new Uint8Array([1]) });
    await act(() => result.current.refetch());
    const keys = (): unknown => result.current.data?.pages.flatMap(({ Contents = [] }) => Contents.map(({ Key }) => Key));
    await waitFor(() => expect(keys()).toEqual(['a', 'aa', 'b', 'c'].map((name) => `public/${name}.jpg`)));
    expect(emulator.calls.count('S3.ListObjectsV2')).toBe(4);
  });

  test('what AWS refuses is asked once', async () => {
    const { emulator, wrapper } = setUpAlbum();
    const { result } = renderHook(
      () => useAwsInfiniteQuery(S3Client, ListObjectsV2Command, { Bucket, Prefix: 'users/' }, { pageToken: byContinuation }),
      { wrapper },
    );
    await waitFor(() => expect(result.current.error?.name).toBe('AccessDenied'));
    expect(emulator.calls.count('S3.ListObjectsV2')).toBe(1);
  });

  test('when the person changes, a page on its way is aborted and all pages are forgotten', async () => {
    const app = createTestApp();
    const { Client, requests } = createScriptedService();
    const queryClient = createQueryClient();
    const wrapper = ({ children }: { readonly children?: ReactNode }): ReactNode => (
      <QueryClientProvider client={queryClient}>
        <app.App>{children}</app.App>
      </QueryClientProvider>
    );
    const { result } = renderHook(
      () =>
        useAwsInfiniteQuery(Client, ListCommand, { Bucket: 'album' }, {
          pageToken: { in: 'Body', out: ({ items }: ScriptedOutput) => items.at(-1) },
        }),
      { wrapper },
    );
    await act(() => app.clock.advanceBy(0));
    await waitFor(() => expect(requests).toHaveLength(1));
    act(() => requests[0]!.answer({ items: ['hers'] }));
    await waitFor(() => expect(result.current.data?.pages).toEqual([{ items: ['hers'] }]));
    act(() => void result.current.fetchNextPage());
    await waitFor(() => expect(requests).toHaveLength(2));
    expect(requests[1]!.input).toEqual({ Bucket: 'album', Body: 'hers' });
    await act(async () => {
      app.session.signInAs({ username: 'grace' });
      await app.clock.advanceBy(0);
    });
    expect(requests[1]!.signal.aborted).toBe(true);
    expect(result.current.data).toBeUndefined();
    expect(JSON.stringify(queryClient.getQueryCache().getAll().map(({ state }) => state.data ?? null))).not.toContain('hers');
    await waitFor(() => expect(requests).toHaveLength(3));
    expect(requests[2]!.input).toEqual({ Bucket: 'album' });
    expect(requests[2]!.accessKeyId).toMatch(/0002$/);
  });
});
