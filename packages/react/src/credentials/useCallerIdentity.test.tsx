import { act, waitFor } from '@testing-library/react';
import { CredentialsError, type CredentialStore } from '@valetkey/core';
import { emulatorDefaults } from '@valetkey/emulator';
import type { ReactNode } from 'react';
import { expect, test } from 'vitest';
import { CredentialsProvider } from '../provider/CredentialsProvider.tsx';
import { createGuestApp, createTestApp } from '../testKit/createTestApp.tsx';
import { describeInBothModes } from '../testKit/describeInBothModes.tsx';
import { useCallerIdentity } from './useCallerIdentity.ts';

const GET = 'STS.GetCallerIdentity';

/** STS as far as an answer goes: the session's name is the key it was asked with. */
function createSts() {
  const asked: string[] = [];
  let fault: (() => Promise<Response>) | undefined;
  const fetch: typeof globalThis.fetch = (url, init) => {
    const key = /Credential=(\w+)/.exec(new Headers(init?.headers).get('authorization') ?? '')?.[1] ?? '';
    asked.push(`${url as string} ${key.slice(-4)}`);
    if (fault !== undefined) return fault();
    const xml =
      '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>' +
      `<Arn>arn:aws:sts::123456789012:assumed-role/album/${key.slice(-4)}</Arn><UserId>AROA:${key.slice(-4)}</UserId><Account>123456789012</Account>` +
      '</GetCallerIdentityResult></GetCallerIdentityResponse>';
    return Promise.resolve(new Response(xml));
  };
  return { asked, fetch, failWith: (next: typeof fault) => (fault = next) };
}

describeInBothModes('useCallerIdentity', ({ render, renderHook }) => {
  test('on an emulator: tells account, ARN and user id; twenty components ask once', async () => {
    const { emulator, fetch, credentials, clientDefaults } = createGuestApp();
    const Arn = (): ReactNode => {
      const { status, account, arn, userId } = useCallerIdentity({ fetch });
      return status === 'ready' ? `${account} ${arn} ${userId.split(':')[1]}\n` : '';
    };
    const { container } = render(
      <CredentialsProvider credentials={credentials} clientDefaults={clientDefaults}>
        {Array.from({ length: 20 }, (_, n) => (
          <Arn key={n} />
        ))}
      </CredentialsProvider>,
    );
    const { accountId } = emulatorDefaults;
    const line = `${accountId} arn:aws:sts::${accountId}:assumed-role/photo-album-guest/CognitoIdentityCredentials CognitoIdentityCredentials\n`;
    await waitFor(() => expect(container.textContent).toBe(line.repeat(20)));
    expect(emulator.calls.count(GET)).toBe(1);
    expect(emulator.calls.count('GetCredentialsForIdentity')).toBe(1);
  });

  test('on an emulator: a key that STS calls expired heals', async () => {
    const { emulator, fetch, credentials, clientDefaults } = createGuestApp();
    emulator.faults.enqueue({ operation: GET, kind: 'expired-token' });
    const { result } = renderHook(() => useCallerIdentity({ fetch }), { wrapper: inProvider(credentials, clientDefaults) });
    await waitFor(() => expect(result.current.status).toBe('ready'));
    expect(emulator.calls.count(GET)).toBe(2);
    expect(emulator.calls.count('GetCredentialsForIdentity')).toBe(2);
  });

  test('refreshed credentials are the same identity’s: nothing is asked and nothing renders', async () => {
    const { App, clock, credentials } = createTestApp();
    const sts = createSts();
    let renders = 0;
    const { result } = renderHook(
      () => {
        renders += 1;
        return useCallerIdentity(sts);
      },
      { wrapper: App },
    );
    await act(() => clock.advanceBy(0));
    await waitFor(() => expect(result.current.arn).toBe('arn:aws:sts::123456789012:assumed-role/album/0001'));
    const before = renders;
    await act(() => credentials.refresh());
    await act(() => clock.advanceBy(0));
    expect(renders).toBe(before);
    expect(sts.asked).toEqual(['https://sts.eu-west-1.amazonaws.com/ 0001']);
  });

  test('another person is another identity: hers is gone at once, his is asked for', async () => {
    const { App, clock, session } = createTestApp();
    const sts = createSts();
    const { result } = renderHook(() => useCallerIdentity(sts), { wrapper: App });
    await act(() => clock.advanceBy(0));
    await waitFor(() => expect(result.current.userId).toBe('AROA:0001'));
    act(() => session.signInAs({ username: 'grace' }));
    expect(result.current).toMatchObject({ status: 'loading', arn: undefined });
    await act(() => clock.advanceBy(0));
    await waitFor(() => expect(result.current.userId).toBe('AROA:0002'));
    expect(sts.asked).toHaveLength(2);
  });

  test('what failed is told, and asked again with other credentials or on demand', async () => {
    const { App, clock, credentials } = createTestApp();
    const sts = createSts();
    sts.failWith(() => Promise.resolve(new Response('<Error xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Code>RegionDisabledException</Code></Error>', { status: 403 })));
    const { result } = renderHook(() => useCallerIdentity(sts), { wrapper: App });
    await act(() => clock.advanceBy(0));
    await waitFor(() => expect(result.current.error).toMatchObject({ code: 'SERVICE_REFUSED', message: expect.stringContaining('RegionDisabledException') }));
    await act(() => result.current.refetch());
    expect(sts.asked).toHaveLength(2);
    expect(result.current.status).toBe('error');
    sts.failWith(undefined);
    await act(() => credentials.refresh());
    await waitFor(() => expect(result.current.status).toBe('ready'));
    await act(() => result.current.refetch());
    expect(sts.asked).toHaveLength(4);
  });

  test('an unreachable STS is an error that passes', async () => {
    const { App, clock } = createTestApp();
    const sts = createSts();
    sts.failWith(() => Promise.reject(new TypeError('Failed to fetch')));
    const { result } = renderHook(() => useCallerIdentity(sts), { wrapper: App });
    await act(() => clock.advanceBy(0));
    await waitFor(() => expect(result.current.error).toMatchObject({ code: 'NETWORK', retryable: true }));
    expect(clock.pendingTimers).toBe(1);
  });

  test.each([
    ['NOT_SIGNED_IN', 'signed-out', undefined],
    ['IDENTITY_POOL_NOT_FOUND', 'error', 'IDENTITY_POOL_NOT_FOUND'],
  ] as const)('without credentials (%s) it is %s, and STS is asked nothing', async (code, status, error) => {
    const { App, clock, provider } = createTestApp();
    const sts = createSts();
    provider.answerAlways(new CredentialsError(code));
    const { result } = renderHook(() => useCallerIdentity(sts), { wrapper: App });
    await act(() => clock.advanceBy(0));
    expect([result.current.status, result.current.error?.code]).toEqual([status, error]);
    expect(sts.asked).toHaveLength(0);
  });

  test('goes where an STSClient would', async () => {
    const { App, clock } = createTestApp({ services: { STS: { endpoint: 'http://localhost:4566' } } });
    const sts = createSts();
    renderHook(() => useCallerIdentity(sts), { wrapper: App });
    await act(() => clock.advanceBy(0));
    await waitFor(() => expect(sts.asked).toEqual(['http://localhost:4566/ 0001']));
  });

  test('unmounted, it asks nothing more', async () => {
    const { App, clock, session, credentials } = createTestApp();
    const sts = createSts();
    const Asking = (): ReactNode => useCallerIdentity(sts).status;
    const { rerender, container } = render(<App><Asking /></App>);
    await act(() => clock.advanceBy(0));
    await waitFor(() => expect(container.textContent).toBe('ready'));
    rerender(<App />);
    await act(async () => {
      session.signInAs({ username: 'grace' });
      await credentials.refresh();
    });
    expect(sts.asked).toHaveLength(1);
  });

  test('without a region it says how to give one', () => {
    const { App } = createTestApp({ clientDefaults: {} });
    expect(() => renderHook(() => useCallerIdentity(), { wrapper: App })).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }));
  });
});

function inProvider(credentials: CredentialStore, clientDefaults: Parameters<typeof CredentialsProvider>[0]['clientDefaults']) {
  return ({ children }: { readonly children?: ReactNode }): ReactNode => (
    <CredentialsProvider credentials={credentials} {...(clientDefaults === undefined ? {} : { clientDefaults })}>
      {children}
    </CredentialsProvider>
  );
}
