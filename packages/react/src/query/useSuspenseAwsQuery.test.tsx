import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { QueryClient, QueryClientProvider, QueryErrorResetBoundary } from '@tanstack/react-query';
import { act, fireEvent, waitFor } from '@testing-library/react';
import { CredentialsError } from '@valetkey/core';
import { emulatorDefaults } from '@valetkey/emulator';
import { Suspense, type ReactNode } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CredentialsProvider } from '../provider/CredentialsProvider.tsx';
import { createScriptedService, ListCommand } from '../testKit/createScriptedService.ts';
import { createGuestApp, createTestApp } from '../testKit/createTestApp.tsx';
import { describeInBothModes } from '../testKit/describeInBothModes.tsx';
import { ErrorBoundary } from '../testKit/ErrorBoundary.tsx';
import { useSuspenseAwsQuery } from './useSuspenseAwsQuery.ts';

// React reports what a boundary catches.
beforeEach(() => vi.spyOn(console, 'error').mockImplementation(() => undefined));
const queryClients: QueryClient[] = [];
afterEach(() => {
  vi.restoreAllMocks();
  for (const queryClient of queryClients.splice(0)) queryClient.clear();
});

/** Puts everything around a component that suspends: query client, error boundary, fallback. */
function Page({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <QueryErrorResetBoundary>
      {({ reset }) => (
        <ErrorBoundary onReset={reset}>
          <Suspense fallback="waiting ">{children}</Suspense>
        </ErrorBoundary>
      )}
    </QueryErrorResetBoundary>
  );
}

function createQueryClient(): QueryClient {
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: 0 } } });
  queryClients.push(queryClient);
  return queryClient;
}

describeInBothModes('useSuspenseAwsQuery', ({ render }) => {
  function setUp(options?: Parameters<typeof createTestApp>[0]) {
    const app = createTestApp(options);
    const service = createScriptedService();
    const queryClient = createQueryClient();
    const Items = (): ReactNode => `${useSuspenseAwsQuery(service.Client, ListCommand, { Bucket: 'album' }).data.items.join()} `;
    const open = (Wrapper: (props: { readonly children?: ReactNode }) => ReactNode = app.App) => {
      const { container, getByRole } = render(
        <QueryClientProvider client={queryClient}>
          <Wrapper>
            <Page>
              <Items />
              <Items />
            </Page>
          </Wrapper>
        </QueryClientProvider>,
      );
      return { text: () => container.textContent, tryAgain: () => fireEvent.click(getByRole('button')) };
    };
    const settle = (): Promise<void> => act(() => app.clock.advanceBy(0));
    return { ...app, ...service, queryClient, open, settle };
  }

  test('waits for credentials, then for the answer, with one request for all', async () => {
    const { provider, requests, open, settle } = setUp();
    const release = provider.hold();
    const { text } = open();
    await settle();
    expect(text()).toBe('waiting ');
    expect(requests).toHaveLength(0);
    release();
    await settle();
    await waitFor(() => expect(requests).toHaveLength(1));
    expect(text()).toBe('waiting ');
    await act(async () => requests[0]!.answer({ items: ['a', 'b'] }));
    await waitFor(() => expect(text()).toBe('a,b a,b '));
    expect(requests).toHaveLength(1);
    expect(provider.calls).toHaveLength(1);
  });

  test('throws to the boundary when nobody is signed in, and asks AWS nothing', async () => {
    const { provider, requests, open, settle } = setUp();
    provider.answerAlways(new CredentialsError('NOT_SIGNED_IN'));
    const { text } = open();
    await settle();
    await waitFor(() => expect(text()).toBe('NOT_SIGNED_IN'));
    expect(requests).toHaveLength(0);
  });

  test('throws why there are no credentials; trying again does once there are', async () => {
    const { provider, requests, open, settle, credentials } = setUp();
    provider.answerAlways(new CredentialsError('SERVICE_REFUSED'));
    const { text, tryAgain } = open();
    await settle();
    await waitFor(() => expect(text()).toBe('SERVICE_REFUSED'));
    provider.answerAlways(undefined);
    await act(() => credentials.refresh());
    tryAgain();
    await settle();
    await waitFor(() => expect(requests).toHaveLength(1));
    await act(async () => requests[0]!.answer({ items: ['a'] }));
    await waitFor(() => expect(text()).toBe('a a '));
  });

  test('shows nothing of somebody else: another person’s answer is waited for anew', async () => {
    const { session, requests, queryClient, open, settle } = setUp();
    const { text } = open();
    await settle();
    await waitFor(() => expect(requests).toHaveLength(1));
    await act(async () => requests[0]!.answer({ items: ['hers'] }));
    await waitFor(() => expect(text()).toBe('hers hers '));
    act(() => session.signInAs({ username: 'grace' }));
    await settle();
    await waitFor(() => expect(requests).toHaveLength(2));
    expect(requests[1]!.accessKeyId).toMatch(/0002$/);
    expect(JSON.stringify(queryClient.getQueryCache().getAll().map(({ state }) => state.data ?? null))).not.toContain('hers');
    await act(async () => requests[1]!.answer({ items: ['his'] }));
    await waitFor(() => expect(text()).toBe('his his '));
  });

  test('on an emulator: one GetId, one GetCredentialsForIdentity, one listing', async () => {
    const { emulator, credentials, clientDefaults } = createGuestApp();
    emulator.admin.putObject({ bucket: emulatorDefaults.bucket, key: 'public/cat.jpg', body: new Uint8Array([1]) });
    const Keys = (): ReactNode =>
      useSuspenseAwsQuery(S3Client, ListObjectsV2Command, { Bucket: emulatorDefaults.bucket, Prefix: 'public/' }).data.Contents?.map(
        ({ Key }) => `${Key} `,
      );
    const { container } = render(
      <QueryClientProvider client={createQueryClient()}>
        <CredentialsProvider credentials={credentials} clientDefaults={clientDefaults}>
          <Page>
            <Keys />
            <Keys />
          </Page>
        </CredentialsProvider>
      </QueryClientProvider>,
    );
    await waitFor(() => expect(container.textContent).toBe('public/cat.jpg '.repeat(2)));
    expect(emulator.calls.all().map(({ operation }) => operation)).toEqual(['GetId', 'GetCredentialsForIdentity', 'S3.ListObjectsV2']);
  });
});
