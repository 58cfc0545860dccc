import { QueryClient, QueryClientProvider, useQueryClient } from '@tanstack/react-query';
import { act, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, test } from 'vitest';
import { createScriptedService, ListCommand, PutCommand } from '../testKit/createScriptedService.ts';
import { createTestApp, type TestApp } from '../testKit/createTestApp.tsx';
import { describeInBothModes } from '../testKit/describeInBothModes.tsx';
import { useAwsMutation } from './useAwsMutation.ts';
import { useAwsQuery } from './useAwsQuery.ts';
import { useAwsQueryKey } from './useAwsQueryKey.ts';

function setUp() {
  const app = createTestApp();
  const queryClient = new QueryClient();
  const wrapper = ({ children }: { readonly children?: ReactNode }): ReactNode => (
    <QueryClientProvider client={queryClient}>
      <app.App>{children}</app.App>
    </QueryClientProvider>
  );
  return { ...app, ...createScriptedService(), queryClient, wrapper };
}

const settle = ({ clock }: Pick<TestApp, 'clock'>): Promise<void> =>
  act(async () => {
    await clock.advanceBy(0);
    await new Promise((resolve) => setTimeout(resolve, 5));
  });

describeInBothModes('useAwsMutation', ({ renderHook }) => {
  test('writes, then brings the list up to date by its key', async () => {
    const app = setUp();
    const { result } = renderHook(
      () => {
        const list = useAwsQuery(app.Client, ListCommand, { Bucket: 'album' }, { config: { region: 'us-east-1' } });
        const queryKey = useAwsQueryKey(app.Client, ListCommand, { Bucket: 'album' });
        const queryClient = useQueryClient();
        const put = useAwsMutation(app.Client, PutCommand, {
          onSuccess: () => queryClient.invalidateQueries({ queryKey }),
        });
        return { list, put };
      },
      { wrapper: app.wrapper },
    );
    await settle(app);
    act(() => app.requests[0]!.answer({ items: [] }));
    await waitFor(() => expect(result.current.list.data).toEqual({ items: [] }));
    act(() => result.current.put.mutate({ Bucket: 'album', Body: 'a cat' }));
    await settle(app);
    act(() => app.requests[1]!.answer({ items: [] }));
    await settle(app);
    expect(app.requests.map(({ command }) => command)).toEqual(['ListCommand', 'PutCommand', 'ListCommand']);
    act(() => app.requests[2]!.answer({ items: ['cat'] }));
    await waitFor(() => expect(result.current.list.data).toEqual({ items: ['cat'] }));
    app.queryClient.clear();
  });

  test('is not tried again unless told to, and its input is not in its key', async () => {
    const app = setUp();
    const { result } = renderHook(() => useAwsMutation(app.Client, PutCommand), { wrapper: app.wrapper });
    await settle(app);
    act(() => result.current.mutate({ Bucket: 'album', Body: 'a cat' }));
    await settle(app);
    act(() => app.requests[0]!.refuse(new TypeError('Failed to fetch')));
    await waitFor(() => expect(result.current.isError).toBe(true));
    expect(app.requests).toHaveLength(1);
    const [mutation] = app.queryClient.getMutationCache().getAll();
    expect(JSON.stringify(mutation!.options.mutationKey)).not.toContain('cat');
    app.queryClient.clear();
  });

  test('under way when somebody else signs in, it is aborted and forgotten', async () => {
    const app = setUp();
    const { result } = renderHook(() => useAwsMutation(app.Client, PutCommand), { wrapper: app.wrapper });
    await settle(app);
    act(() => result.current.mutate({ Bucket: 'album', Body: 'ada’s cat' }));
    await settle(app);
    act(() => app.session.signInAs({ username: 'grace' }));
    await settle(app);
    expect(app.requests[0]!.signal.aborted).toBe(true);
    expect(app.queryClient.getMutationCache().getAll()).toHaveLength(0);
    expect(result.current).toMatchObject({ status: 'idle', variables: undefined });
    app.queryClient.clear();
  });
});
