import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act } from '@testing-library/react';
import { CLIENT_LINGER_MS, type Policy } from '@valetkey/core';
import { Suspense, type ReactNode } from 'react';
import { afterEach, expect, test } from 'vitest';
import { CredentialsScope } from '../scope/CredentialsScope.tsx';
import { createScriptedService, ListCommand, PutCommand } from '../testKit/createScriptedService.ts';
import { createTestApp } from '../testKit/createTestApp.tsx';
import { describeInBothModes } from '../testKit/describeInBothModes.tsx';
import type { AwsQueryKey } from './awsQueryKey.ts';
import { useAwsMutation } from './useAwsMutation.ts';
import { useAwsQuery } from './useAwsQuery.ts';
import { useAwsQueryKey } from './useAwsQueryKey.ts';
import { useSuspenseAwsQuery } from './useSuspenseAwsQuery.ts';

const allow = (action: string): Policy => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }],
});

const queryClients: QueryClient[] = [];

afterEach(() => {
  for (const queryClient of queryClients.splice(0)) queryClient.clear();
});

function setUp() {
  const app = createTestApp({ narrows: true });
  const queryClient = new QueryClient();
  queryClients.push(queryClient);
  const service = createScriptedService();
  const List = ({ name }: { readonly name: string }): ReactNode => {
    const { data } = useAwsQuery(service.Client, ListCommand, { Bucket: 'album' });
    return `${name}: ${data?.items.join() ?? '?'}; `;
  };
  const Scope = ({ action, children }: { readonly action: string; readonly children: ReactNode }): ReactNode => (
    <CredentialsScope policy={allow(action)}>{children}</CredentialsScope>
  );
  const inApp = (children: ReactNode): ReactNode => (
    <QueryClientProvider client={queryClient}>
      <app.App>{children}</app.App>
    </QueryClientProvider>
  );
  /** Answers every request still open with the key it was signed with. */
  const answerAll = (): Promise<void> =>
    act(async () => {
      for (const { answer, accessKeyId } of service.requests) answer({ items: [accessKeyId.slice(-4)] });
      await app.clock.advanceBy(0);
      await new Promise((resolve) => setTimeout(resolve, 5));
    });
  const settle = (ms = 0): Promise<void> =>
    act(async () => {
      await app.clock.advanceBy(ms);
      await new Promise((resolve) => setTimeout(resolve, 5));
    });
  const queries = (): number => queryClient.getQueryCache().getAll().length;
  return { ...app, ...service, queryClient, List, Scope, inApp, answerAll, settle, queries };
}

describeInBothModes('queries in scopes', ({ render, renderHook }) => {
  test('each scope has data of its own, read with its own key, and the provider’s is a third', async () => {
    const { List, Scope, inApp, settle, answerAll, requests, queries } = setUp();
    const { container } = render(
      inApp(
        <>
          <List name="outside" />
          <Scope action="s3:GetObject"><List name="reader" /></Scope>
          <Scope action="s3:PutObject"><List name="writer" /></Scope>
        </>,
      ),
    );
    await settle();
    expect(requests.map(({ accessKeyId }) => accessKeyId.slice(-4)).toSorted()).toEqual(['0001', '1001', '2001']);
    await answerAll();
    expect(container.textContent).toBe('outside: 0001; reader: 1001; writer: 2001; ');
    expect(queries()).toBe(3);
  });

  test('components in one scope share its data', async () => {
    const { List, Scope, inApp, settle, answerAll, requests } = setUp();
    const { container } = render(inApp(<Scope action="s3:GetObject"><List name="a" /><List name="b" /></Scope>));
    await settle();
    expect(requests).toHaveLength(1);
    await answerAll();
    expect(container.textContent).toBe('a: 1001; b: 1001; ');
  });

  test('when a scope is gone its data is forgotten, that of others stays; StrictMode’s remount forgets nothing', async () => {
    const { List, Scope, inApp, settle, answerAll, requests, queries, queryClient } = setUp();
    const outside = <List name="outside" />;
    const { rerender, container } = render(inApp(<>{outside}<Scope action="s3:GetObject"><List name="reader" /></Scope></>));
    await settle();
    await answerAll();
    await settle(CLIENT_LINGER_MS);
    expect(container.textContent).toBe('outside: 0001; reader: 1001; ');
    expect([requests.length, queries()]).toEqual([2, 2]);
    rerender(inApp(outside));
    await settle(CLIENT_LINGER_MS);
    expect(queries()).toBe(1);
    expect(queryClient.getQueryCache().getAll()[0]?.state.data).toEqual({ items: ['0001'] });
  });

  test('another person: what the scope held of the one before is forgotten at once, and asked for anew', async () => {
    const { List, Scope, inApp, settle, answerAll, session, clock } = setUp();
    const { container } = render(inApp(<Scope action="s3:GetObject"><List name="reader" /></Scope>));
    await settle();
    await answerAll();
    expect(container.textContent).toBe('reader: 1001; ');
    await act(async () => {
      session.signInAs({ username: 'grace' });
      await clock.advanceBy(0);
    });
    expect(container.textContent).toBe('reader: ?; ');
    await settle();
    await answerAll();
    expect(container.textContent).toBe('reader: 1002; ');
  });

  test('what a persister brings back of another load of the page is not taken for a scope’s', async () => {
    const { List, Scope, inApp, settle, answerAll, provider, queryClient, requests } = setUp();
    provider.answerAlways({ accessKeyId: 'ASIA0007', secretAccessKey: 's', sessionToken: 't', identityId: 'eu-west-1:ada' });
    const { container } = render(inApp(<><List name="outside" /><Scope action="s3:GetObject"><List name="reader" /></Scope></>));
    await settle();
    await answerAll();
    const keys = queryClient
      .getQueryCache()
      .getAll()
      .filter(({ state }) => state.data !== undefined)
      .map(({ queryKey }) => queryKey as AwsQueryKey);
    expect(keys.map(([, { load }]) => typeof load).toSorted((a, b) => a.localeCompare(b))).toEqual(['number', 'undefined']);
    // Another page may count its stores in another order: the number that stood for a writer now stands for the reader.
    for (const [aws, scope, ...rest] of keys) queryClient.setQueryData([aws, { ...scope, load: undefined }, ...rest], { items: ['left'] });
    await settle();
    expect(container.textContent).toBe('outside: left; reader: 0007; ');
    expect(requests).toHaveLength(2);
  });

  test('a first render that suspends on data of a scope asks once for credentials and once for the data', async () => {
    const { Client, Scope, inApp, settle, answerAll, provider, requests } = setUp();
    const Waiting = (): ReactNode => useSuspenseAwsQuery(Client, ListCommand, { Bucket: 'album' }).data.items.join();
    const ui = inApp(<Suspense fallback="waiting"><Scope action="s3:GetObject"><Waiting /></Scope></Suspense>);
    const { container } = await act(() => Promise.resolve(render(ui)));
    expect(container.textContent).toBe('waiting');
    await settle();
    await answerAll();
    await settle(CLIENT_LINGER_MS);
    expect(container.textContent).toBe('1001');
    expect(provider.narrowed.map((narrowed) => narrowed.provider.calls.length)).toEqual([1]);
    expect(requests).toHaveLength(1);
  });

  test('a write in a scope is signed by it, and its key for invalidating reaches what every scope shows', async () => {
    const { Client, List, Scope, inApp, settle, answerAll, queryClient, requests } = setUp();
    const wrapper = ({ children }: { readonly children: ReactNode }): ReactNode =>
      inApp(
        <>
          <List name="outside" />
          <Scope action="s3:PutObject">{children}</Scope>
        </>,
      );
    const { result } = renderHook(
      () => ({ put: useAwsMutation(Client, PutCommand), key: useAwsQueryKey(Client, ListCommand) }),
      { wrapper },
    );
    await settle();
    await answerAll();
    act(() => result.current.put.mutate({ Bucket: 'album' }));
    await settle();
    expect(requests.at(-1)).toMatchObject({ command: 'PutCommand', accessKeyId: expect.stringMatching(/1001$/) });
    await answerAll();
    const before = requests.length;
    await act(() => Promise.resolve(void queryClient.invalidateQueries({ queryKey: result.current.key })));
    await settle();
    expect(requests.slice(before).map(({ command }) => command)).toEqual(['ListCommand']);
    await answerAll();
  });
});
