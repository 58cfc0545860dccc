import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, waitFor } from '@testing-library/react';
import { useState, type ReactNode } from 'react';
import { expect, test } from 'vitest';
import { useAwsQuery } from '../query/useAwsQuery.ts';
import { useSession } from '../tokens/useSession.ts';
import { useClient } from '../client/useClient.ts';
import { useClientConfig } from '../client/useClientConfig.ts';
import { CredentialsScope } from '../scope/CredentialsScope.tsx';
import { createScriptedService, ListCommand } from '../testKit/createScriptedService.ts';
import { createTestApp } from '../testKit/createTestApp.tsx';
import { describeInBothModes } from '../testKit/describeInBothModes.tsx';
import { useCredentials } from './useCredentials.ts';

const CANARY = 'CANARY';
const secrets = { secretAccessKey: CANARY, sessionToken: CANARY };

/** Every string that can be reached from `root` by the properties an inspector or serialiser lists. */
function stringsIn(root: unknown): ReadonlySet<string> {
  const strings = new Set<string>();
  const seen = new Set<object>();
  const queue: unknown[] = [root];
  while (queue.length > 0) {
    const value = queue.pop();
    if (typeof value === 'string') strings.add(value);
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) continue;
    seen.add(value);
    if (value instanceof Map || value instanceof Set) queue.push(...value.keys(), ...value.values());
    else queue.push(...Object.values(value));
  }
  return strings;
}

const fiberOf = (container: HTMLElement): unknown =>
  Object.entries(container).find(([name]) => name.startsWith('__reactContainer$'))?.[1];

describeInBothModes('secrets', ({ render }) => {
  test('are nowhere in React’s state, props and contexts, nor in the query cache', async () => {
    const { App, clock, provider } = createTestApp({ narrows: true });
    const { Client, requests } = createScriptedService();
    provider.answerAlways({ accessKeyId: 'ASIAPUBLIC', ...secrets, expiration: new Date(clock.now() + 3_600_000) });
    const Everything = (): ReactNode => {
      const { credentials } = useCredentials();
      useSession();
      useClient(Client);
      const { data } = useAwsQuery(Client, ListCommand, { Bucket: 'album' });
      return `${credentials?.accessKeyId} ${data?.items.join()} ${useClientConfig(Client).credentials?.value}`;
    };
    const queryClient = new QueryClient();
    const { container } = render(
      <QueryClientProvider client={queryClient}>
        <App>
          <CredentialsScope policyArns={['arn:aws:iam::aws:policy/ReadOnlyAccess']}>
            <Everything />
          </CredentialsScope>
        </App>
      </QueryClientProvider>,
    );
    await act(() => clock.advanceBy(0));
    await waitFor(() => expect(requests.length).toBeGreaterThan(0));
    act(() => requests.at(-1)!.answer({ items: ['photo'] }));
    await waitFor(() => expect(container.textContent).toBe('ASIAPUBLIC photo mock, narrowed'));
    const reachable = stringsIn([fiberOf(container), queryClient]);
    expect(reachable).toContain('photo');
    expect(reachable).not.toContain(CANARY);
    queryClient.clear();
  });

  test('kept as plain state they would be found', () => {
    const Careless = (): ReactNode => useState(secrets)[0].secretAccessKey.length;
    const { container } = render(<Careless />);
    expect(stringsIn(fiberOf(container))).toContain(CANARY);
  });
});
