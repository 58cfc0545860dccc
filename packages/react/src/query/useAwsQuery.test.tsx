import { AccessDenied, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { keepPreviousData, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, waitFor } from '@testing-library/react';
import { createCredentialStore, CredentialsError } from '@valetkey/core';
import { emulatorDefaults } from '@valetkey/emulator';
import { createMockProvider } from '@valetkey/testing';
import type { ReactNode } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { CredentialsProvider } from '../provider/CredentialsProvider.tsx';
import { createScriptedService, ListCommand } from '../testKit/createScriptedService.ts';
import { createGuestApp, createTestApp, type TestApp } from '../testKit/createTestApp.tsx';
import { describeInBothModes } from '../testKit/describeInBothModes.tsx';
import { awsQueryOptions } from './awsQueryOptions.ts';
import { createAwsQueryTarget } from './awsQueryTarget.ts';
import { useAwsQuery } from './useAwsQuery.ts';

const queryClients: QueryClient[] = [];

function createQueryClient(retry?: number): QueryClient {
  const queries = { retryDelay: 0, ...(retry === undefined ? {} : { retry }) };
  const queryClient = new QueryClient({ defaultOptions: { queries } });
  queryClients.push(queryClient);
  return queryClient;
}

afterEach(() => {
  for (const queryClient of queryClients.splice(0)) queryClient.clear();
});

/** An app with a query client around it. */
function setUp(options: Parameters<typeof createTestApp>[0] = {}, retry?: number) {
  const app = createTestApp(options);
  const queryClient = createQueryClient(retry);
  const wrapper = ({ children }: { readonly children?: ReactNode }): ReactNode => (
    <QueryClientProvider client={queryClient}>
      <app.App>{children}</app.App>
    </QueryClientProvider>
  );
  return { ...app, ...createScriptedService(), queryClient, wrapper };
}

/** Lets what has been set off happen, credentials and renders included. */
const settle = ({ clock }: Pick<TestApp, 'clock'>): Promise<void> =>
  act(async () => {
    await clock.advanceBy(0);
    await new Promise((resolve) => setTimeout(resolve, 5));
  });

const awsKeys = (queryClient: QueryClient): readonly (readonly unknown[])[] =>
  queryClient.getQueryCache().getAll().map(({ queryKey }) => queryKey);

describeInBothModes('useAwsQuery', ({ render, renderHook }) => {
  test('reads from AWS: twenty components that ask for the same send one request', async () => {
    const { emulator, credentials, clientDefaults } = createGuestApp();
    emulator.admin.putObject({ bucket: emulatorDefaults.bucket, key: 'public/cat.jpg', body: new Uint8Array([1]) });
    const Keys = (): ReactNode =>
      useAwsQuery(
        S3Client,
        ListObjectsV2Command,
        { Bucket: emulatorDefaults.bucket, Prefix: 'public/' },
        { select: ({ Contents = [] }) => Contents.map(({ Key }) => `${Key} `) },
      ).data;
    const { container } = render(
      <QueryClientProvider client={createQueryClient()}>
        <CredentialsProvider credentials={credentials} clientDefaults={clientDefaults}>
          {Array.from({ length: 20 }, (_, n) => (
            <Keys key={n} />
          ))}
        </CredentialsProvider>
      </QueryClientProvider>,
    );
    await waitFor(() => expect(container.textContent).toBe('public/cat.jpg '.repeat(20)));
    expect(emulator.calls.all().map(({ operation }) => operation)).toEqual([
      'GetId',
      'GetCredentialsForIdentity',
      'S3.ListObjectsV2',
    ]);
  });

  test('what AWS refuses is asked once', async () => {
    const { emulator, credentials, clientDefaults } = createGuestApp();
    const wrapper = ({ children }: { readonly children?: ReactNode }): ReactNode => (
      <QueryClientProvider client={createQueryClient()}>
        <CredentialsProvider credentials={credentials} clientDefaults={clientDefaults}>
          {children}
        </CredentialsProvider>
      </QueryClientProvider>
    );
    const { result } = renderHook(
      () => useAwsQuery(S3Client, ListObjectsV2Command, { Bucket: emulatorDefaults.bucket, Prefix: 'users/' }),
      { wrapper },
    );
    await waitFor(() => expect(result.current.error?.name).toBe('AccessDenied'));
    expect(emulator.calls.count('S3.ListObjectsV2')).toBe(1);
    expect(emulator.calls.count('GetCredentialsForIdentity')).toBe(1);
  });

  test('waits until it is known who is signed in', async () => {
    const app = setUp({ initial: 'unknown' });
    const release = app.provider.hold();
    const { result } = renderHook(() => useAwsQuery(app.Client, ListCommand, { Bucket: 'album' }), { wrapper: app.wrapper });
    await settle(app);
    expect(result.current).toMatchObject({ status: 'pending', fetchStatus: 'idle' });
    release();
    await settle(app);
    expect(app.requests).toHaveLength(1);
    act(() => app.requests[0]!.answer({ items: ['a'] }));
    await waitFor(() => expect(result.current.data).toEqual({ items: ['a'] }));
  });

  test('fails with NOT_SIGNED_IN, once, when nobody is signed in and guests are not let in', async () => {
    const app = setUp();
    app.provider.answerAlways(new CredentialsError('NOT_SIGNED_IN'));
    const { result } = renderHook(() => useAwsQuery(app.Client, ListCommand, { Bucket: 'album' }), { wrapper: app.wrapper });
    await settle(app);
    await waitFor(() => expect(result.current.error).toMatchObject({ code: 'NOT_SIGNED_IN' }));
    expect(result.current.failureCount).toBe(1);
    expect(app.requests).toHaveLength(0);
  });

  test('fails with the reason when credentials cannot be had, instead of waiting for ever', async () => {
    const app = setUp();
    app.provider.answerAlways(new CredentialsError('IDENTITY_POOL_NOT_FOUND'));
    const { result } = renderHook(() => useAwsQuery(app.Client, ListCommand, { Bucket: 'album' }), { wrapper: app.wrapper });
    await settle(app);
    await waitFor(() => expect(result.current.error).toMatchObject({ code: 'IDENTITY_POOL_NOT_FOUND' }));
  });

  test('recovers by itself once credentials can be had', async () => {
    const app = setUp({}, 0);
    app.provider.answerAlways(new CredentialsError('NETWORK'));
    const { result } = renderHook(() => useAwsQuery(app.Client, ListCommand, { Bucket: 'album' }), { wrapper: app.wrapper });
    await settle(app);
    await waitFor(() => expect(result.current.error).toMatchObject({ code: 'NETWORK' }));
    app.provider.answerAlways(undefined);
    await act(() => app.clock.advanceBy(60_000));
    await settle(app);
    expect(app.requests).toHaveLength(1);
    act(() => app.requests[0]!.answer({ items: ['a'] }));
    await waitFor(() => expect(result.current.data).toEqual({ items: ['a'] }));
  });

  test('is asked again when credentials can be had after nobody was signed in, by a provider that knows no epochs', async () => {
    const app = setUp({}, 0);
    app.provider.answerAlways(new CredentialsError('NOT_SIGNED_IN'));
    const { result } = renderHook(() => useAwsQuery(app.Client, ListCommand, { Bucket: 'album' }), { wrapper: app.wrapper });
    await settle(app);
    await waitFor(() => expect(result.current.error).toMatchObject({ code: 'NOT_SIGNED_IN' }));
    app.provider.answerAlways(undefined);
    await act(() => app.credentials.refresh());
    await settle(app);
    expect(app.requests).toHaveLength(1);
  });

  test('a component that goes away aborts its request', async () => {
    const app = setUp();
    const { unmount } = renderHook(() => useAwsQuery(app.Client, ListCommand, { Bucket: 'album' }), { wrapper: app.wrapper });
    await settle(app);
    expect(app.requests.at(-1)!.signal.aborted).toBe(false);
    unmount();
    expect(app.requests.at(-1)!.signal.aborted).toBe(true);
  });

  test('a refresh of credentials neither renders it nor asks again', async () => {
    const app = setUp();
    let renders = 0;
    const { result } = renderHook(
      () => {
        renders += 1;
        const { data } = useAwsQuery(app.Client, ListCommand, { Bucket: 'album' });
        return data;
      },
      { wrapper: app.wrapper },
    );
    await settle(app);
    act(() => app.requests.at(-1)!.answer({ items: ['a'] }));
    await waitFor(() => expect(result.current).toEqual({ items: ['a'] }));
    const [rendersBefore, requestsBefore] = [renders, app.requests.length];
    await act(() => app.credentials.refresh());
    await settle(app);
    expect(app.provider.calls).toHaveLength(2);
    expect([renders, app.requests.length]).toEqual([rendersBefore, requestsBefore]);
  });

  test.each([
    ['a refusal', new AccessDenied({ $metadata: { httpStatusCode: 403 }, message: 'no' }), 1],
    ['an error of credentials that stays', new CredentialsError('NOT_SIGNED_IN'), 1],
    ['a network fault', new TypeError('Failed to fetch'), 3],
    ['an error of credentials that passes', new CredentialsError('NETWORK'), 3],
  ])('%s is asked as often as it helps, within the query client’s own limit', async (_name, error, attempts) => {
    const app = setUp({}, 2);
    const { result } = renderHook(() => useAwsQuery(app.Client, ListCommand, { Bucket: 'album' }), { wrapper: app.wrapper });
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      await waitFor(() => expect(app.requests).toHaveLength(attempt));
      app.requests[attempt - 1]!.refuse(error);
    }
    await waitFor(() => expect(result.current.error).toBe(error));
    expect(app.requests).toHaveLength(attempts);
  });

  test('the hook’s own retry wins, also over what the query client says', async () => {
    const app = setUp({}, 2);
    const { result } = renderHook(
      () => useAwsQuery(app.Client, ListCommand, { Bucket: 'album' }, { retry: (count) => count < 1 }),
      { wrapper: app.wrapper },
    );
    for (const attempt of [0, 1]) {
      await waitFor(() => expect(app.requests).toHaveLength(attempt + 1));
      app.requests[attempt]!.refuse(new TypeError('Failed to fetch'));
    }
    await waitFor(() => expect(result.current.isError).toBe(true));
    expect(app.requests).toHaveLength(2);
  });

  test('`enabled: false` is respected', async () => {
    const app = setUp();
    renderHook(() => useAwsQuery(app.Client, ListCommand, { Bucket: 'album' }, { enabled: false }), { wrapper: app.wrapper });
    await settle(app);
    expect(app.requests).toHaveLength(0);
  });

  test('keys say whose data it is, from which service, command and input', async () => {
    const app = setUp();
    renderHook(() => useAwsQuery(app.Client, ListCommand, { Bucket: 'album' }), { wrapper: app.wrapper });
    await settle(app);
    const scope = { credentials: expect.any(Number), epoch: 0, identityId: undefined, load: expect.any(Number), region: 'eu-west-1', endpoint: undefined };
    expect(awsKeys(app.queryClient)).toContainEqual(['aws', scope, 'Scripted', 'ListCommand', { Bucket: 'album' }]);
  });

  test('another region is another query', async () => {
    const app = setUp();
    renderHook(
      () => [
        useAwsQuery(app.Client, ListCommand, { Bucket: 'album' }),
        useAwsQuery(app.Client, ListCommand, { Bucket: 'album' }, { config: { region: 'us-east-1' } }),
      ],
      { wrapper: app.wrapper },
    );
    await settle(app);
    expect(app.requests).toHaveLength(2);
  });

  test('credentials of its own: another store is started, kept apart and stopped', async () => {
    const app = setUp();
    const { clock, environment } = app;
    const auditor = createCredentialStore({ provider: createMockProvider({ clock }), clock, environment });
    const { unmount } = renderHook(
      () => [
        useAwsQuery(app.Client, ListCommand, { Bucket: 'album' }),
        useAwsQuery(app.Client, ListCommand, { Bucket: 'album' }, { config: { credentials: auditor.provider } }),
      ],
      { wrapper: app.wrapper },
    );
    await settle(app);
    expect(app.requests).toHaveLength(2);
    expect(auditor.getSnapshot().status).toBe('ready');
    unmount();
    await clock.advanceBy(1_000);
    expect(clock.pendingTimers).toBe(0);
  });

  test('a route’s loader and the hook share data', async () => {
    const app = setUp();
    await app.credentials.whenReady();
    const options = { region: 'eu-west-1', credentials: app.credentials.provider };
    const target = createAwsQueryTarget(new app.Client(options), options);
    const loaded = app.queryClient.fetchQuery(awsQueryOptions(target, ListCommand, { Bucket: 'album' }));
    await waitFor(() => expect(app.requests).toHaveLength(1));
    app.requests[0]!.answer({ items: ['loaded'] });
    await loaded;
    const { result } = renderHook(
      () => useAwsQuery(app.Client, ListCommand, { Bucket: 'album' }, { staleTime: Number.POSITIVE_INFINITY }),
      { wrapper: app.wrapper },
    );
    expect(result.current.data).toEqual({ items: ['loaded'] });
    await settle(app);
    expect(app.requests).toHaveLength(1);
  });
});

describeInBothModes('useAwsQuery when somebody else signs in', ({ render, renderHook }) => {
  const inAs = async (app: TestApp, username: string): Promise<void> => {
    act(() => app.session.signInAs({ username }));
    await settle(app);
  };

  test('shows nothing of the one before, aborts what is under way and asks anew', async () => {
    const app = setUp();
    const shown: string[] = [];
    renderHook(
      () => {
        const { data } = useAwsQuery(app.Client, ListCommand, { Bucket: 'album' }, { placeholderData: keepPreviousData });
        const epoch = app.credentials.getSnapshot().epoch;
        if (data !== undefined) shown.push(`${epoch}: ${data.items.join()}`);
      },
      { wrapper: app.wrapper },
    );
    await settle(app);
    act(() => app.requests.at(-1)!.answer({ items: ['ada’s'] }));
    await waitFor(() => expect(shown).toContain('0: ada’s'));

    void app.queryClient.invalidateQueries();
    await settle(app);
    const underWay = app.requests.at(-1)!;
    await inAs(app, 'grace');
    expect(underWay.signal.aborted).toBe(true);
    act(() => app.requests.at(-1)!.answer({ items: ['grace’s'] }));
    await waitFor(() => expect(shown).toContain('1: grace’s'));
    expect(shown).not.toContain('1: ada’s');
    expect(app.requests.at(-1)!.accessKeyId).toMatch(/0002$/);
    expect(JSON.stringify(app.queryClient.getQueryCache().getAll().map(({ state }) => state))).not.toContain('ada’s');
  });

  test('the same person’s previous data may still be kept while another input loads', async () => {
    const app = setUp();
    const { result, rerender } = renderHook(
      ({ Bucket }: { readonly Bucket: string }) =>
        useAwsQuery(app.Client, ListCommand, { Bucket }, { placeholderData: keepPreviousData }).data,
      { wrapper: app.wrapper, initialProps: { Bucket: 'album' } },
    );
    await settle(app);
    act(() => app.requests.at(-1)!.answer({ items: ['old page'] }));
    await waitFor(() => expect(result.current).toEqual({ items: ['old page'] }));
    rerender({ Bucket: 'other' });
    expect(result.current).toEqual({ items: ['old page'] });
  });

  test('data is forgotten although no component with a query is left', async () => {
    const app = setUp();
    const Photos = (): ReactNode => useAwsQuery(app.Client, ListCommand, { Bucket: 'album' }).data?.items;
    const { rerender } = render(<Photos />, { wrapper: app.wrapper });
    await settle(app);
    act(() => app.requests.at(-1)!.answer({ items: ['ada’s'] }));
    await settle(app);
    rerender('a page without photos');
    expect(awsKeys(app.queryClient)).not.toHaveLength(0);
    await inAs(app, 'grace');
    expect(awsKeys(app.queryClient)).toHaveLength(0);
  });

  test('however many hooks there are, the cache is gone through once', async () => {
    const app = setUp();
    renderHook(
      () => {
        useAwsQuery(app.Client, ListCommand, { Bucket: 'a' });
        useAwsQuery(app.Client, ListCommand, { Bucket: 'b' });
        useAwsQuery(app.Client, ListCommand, { Bucket: 'c' });
      },
      { wrapper: app.wrapper },
    );
    await settle(app);
    const remove = vi.spyOn(app.queryClient, 'removeQueries');
    await inAs(app, 'grace');
    expect(remove).toHaveBeenCalledTimes(1);
  });

  test('queries that are not ours stay', async () => {
    const app = setUp();
    app.queryClient.setQueryData(['weather'], 'sunny');
    renderHook(() => useAwsQuery(app.Client, ListCommand, { Bucket: 'album' }), { wrapper: app.wrapper });
    await settle(app);
    await inAs(app, 'grace');
    expect(app.queryClient.getQueryData(['weather'])).toBe('sunny');
  });

  test('unmounted, it watches no more, and mounted again it drops what changed meanwhile', async () => {
    const app = setUp();
    const usePhotos = (): unknown => useAwsQuery(app.Client, ListCommand, { Bucket: 'album' });
    const first = renderHook(usePhotos, { wrapper: app.wrapper });
    await settle(app);
    act(() => app.requests.at(-1)!.answer({ items: ['ada’s'] }));
    await settle(app);
    first.unmount();
    const remove = vi.spyOn(app.queryClient, 'removeQueries');
    app.session.signInAs({ username: 'grace' });
    await app.credentials.getCredentials();
    expect(remove).not.toHaveBeenCalled();
    renderHook(usePhotos, { wrapper: app.wrapper });
    await settle(app);
    const epochs = awsKeys(app.queryClient).map((key) => (key[1] as { readonly epoch: number }).epoch);
    expect(new Set(epochs)).toEqual(new Set([1]));
  });
});
