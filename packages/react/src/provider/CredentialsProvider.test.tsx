import { act } from '@testing-library/react';
import { createCredentialStore } from '@valetkey/core';
import { createMockProvider, createSimulatedClock, createSimulatedEnvironment } from '@valetkey/testing';
import { memo, type ReactNode } from 'react';
import { expect, test, vi } from 'vitest';
import { useClient } from '../client/useClient.ts';
import { useCredentials } from '../credentials/useCredentials.ts';
import { Show } from '../show/Show.tsx';
import { createTestApp } from '../testKit/createTestApp.tsx';
import { describeInBothModes } from '../testKit/describeInBothModes.tsx';
import { useSignIn } from '../signIn/useSignIn.ts';
import { useSession } from '../tokens/useSession.ts';
import { useSignOut } from '../tokens/useSignOut.ts';
import { CredentialsProvider } from './CredentialsProvider.tsx';
import { useCredentialsContext } from './credentialsContext.ts';

/** What a render throws, without React's report of it. */
function errorOf(render: () => unknown): unknown {
  const report = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  try {
    render();
    return undefined;
  } catch (error) {
    return error;
  } finally {
    report.mockRestore();
  }
}

describeInBothModes('CredentialsProvider', ({ render, renderHook }) => {
  test('starts session and store when mounted: one acquisition; stops both when unmounted: nothing is left', async () => {
    const { App, clock, credentials, environment, provider, session } = createTestApp();
    const { unmount } = render(<App />);
    await act(() => clock.advanceBy(0));
    expect(credentials.getSnapshot().status).toBe('ready');
    expect(provider.calls).toHaveLength(1);
    // One start is the provider's, the other the store's, which follows the session.
    expect(session.activeStarts).toBe(2);
    unmount();
    expect(session.activeStarts).toBe(0);
    expect(clock.pendingTimers).toBe(0);
    expect(environment.wakeListeners).toBe(0);
  });

  test('keeps credentials fresh for as long as it is mounted', async () => {
    const { App, clock, provider } = createTestApp();
    const { unmount } = render(<App />);
    await act(() => clock.advanceBy(3_600_000));
    expect(provider.calls).toHaveLength(2);
    unmount();
    await act(() => clock.advanceBy(7_200_000));
    expect(provider.calls).toHaveLength(2);
  });

  test('rendered again with equal options written inline, nobody below it renders', async () => {
    const { credentials, clock } = createTestApp();
    let renders = 0;
    const Leaf = memo(function Leaf(): ReactNode {
      useCredentialsContext();
      renders += 1;
      return null;
    });
    const app = (region: string): ReactNode => (
      <CredentialsProvider
        credentials={credentials}
        clientDefaults={{ region, retry: { mode: 'adaptive' } }}
        services={{ S3: { forcePathStyle: true } }}
        clock={clock}
      >
        <Leaf />
      </CredentialsProvider>
    );
    const { rerender } = render(app('eu-west-1'));
    await act(() => clock.advanceBy(0));
    const before = renders;
    rerender(app('eu-west-1'));
    expect(renders).toBe(before);
    rerender(app('us-east-1'));
    expect(renders).toBeGreaterThan(before);
  });

  test('given another store, it stops the old one and starts the new one', async () => {
    const clock = createSimulatedClock();
    const environment = createSimulatedEnvironment();
    const providers = [createMockProvider({ clock }), createMockProvider({ clock })] as const;
    const [first, second] = providers.map((provider) => createCredentialStore({ provider, clock, environment }));
    const { rerender } = render(<CredentialsProvider credentials={first!} />);
    await act(() => clock.advanceBy(0));
    rerender(<CredentialsProvider credentials={second!} />);
    await act(() => clock.advanceBy(3_600_000));
    expect(providers[0].calls).toHaveLength(1);
    expect(providers[1].calls).toHaveLength(2);
  });

  test('works without a session: everybody is signed out, and that is known at once', async () => {
    const { credentials, clock } = createTestApp();
    const { container } = render(
      <CredentialsProvider credentials={credentials}>
        <Show when="signed-out" pending="waiting">
          nobody
        </Show>
      </CredentialsProvider>,
    );
    expect(container.textContent).toBe('nobody');
    await act(() => clock.advanceBy(0));
  });

  test.each<[string, () => unknown]>([
    ['useCredentials', () => useCredentials()],
    ['useSession', () => useSession()],
    ['useSignIn', () => useSignIn()],
    ['useSignOut', () => useSignOut()],
    ['useClient', () => useClient(class { config = {}; middlewareStack = {}; destroy(): void {} })],
  ])('%s outside of it says what is missing and how to add it', (_name, hook) => {
    const error = errorOf(() => renderHook(hook));
    expect(error).toMatchObject({ code: 'PROVIDER_MISSING', fix: expect.stringContaining('<CredentialsProvider') });
  });

  test.each<[string, () => unknown]>([
    ['useSignIn', () => useSignIn()],
    ['useSignOut', () => useSignOut()],
  ])('%s without a session says so', (_name, hook) => {
    const { credentials } = createTestApp();
    const wrapper = ({ children }: { readonly children: ReactNode }): ReactNode => (
      <CredentialsProvider credentials={credentials}>{children}</CredentialsProvider>
    );
    expect(errorOf(() => renderHook(hook, { wrapper }))).toMatchObject({
      code: 'SESSION_MISSING',
      fix: expect.stringContaining('session='),
    });
  });

  test('a misspelt service is refused while the page loads, before any client is made', () => {
    const { credentials } = createTestApp();
    const error = errorOf(() => render(<CredentialsProvider credentials={credentials} services={{ S3Client: {} }} />));
    expect(error).toMatchObject({ code: 'UNKNOWN_SERVICE', message: expect.stringContaining('"S3"') });
  });

  test('something that is no store is refused', () => {
    const error = errorOf(() => render(<CredentialsProvider credentials={undefined as never} />));
    expect(error).toMatchObject({ code: 'INVALID_OPTION' });
  });
});
