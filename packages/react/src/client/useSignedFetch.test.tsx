import { act, waitFor } from '@testing-library/react';
import { CredentialsError, type Policy } from '@valetkey/core';
import type { CustomService } from '@valetkey/emulator';
import { useEffect, useState, type ReactNode } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { CredentialsProvider } from '../provider/CredentialsProvider.tsx';
import { CredentialsScope } from '../scope/CredentialsScope.tsx';
import { createGuestApp, createTestApp } from '../testKit/createTestApp.tsx';
import { describeInBothModes } from '../testKit/describeInBothModes.tsx';
import { useSignedFetch } from './useSignedFetch.ts';

const ALBUMS = 'https://abc123.execute-api.eu-west-1.amazonaws.com/prod/albums/Été (2026)?sort=a b&sort=a+b&empty';

/** Tells what it was asked, and by whom. */
const albums: CustomService = async (request, caller) =>
  Response.json({ method: request.method, path: new URL(request.url).pathname, body: await request.text(), guest: caller.identityId !== undefined });

afterEach(() => vi.unstubAllGlobals());

describeInBothModes('useSignedFetch', ({ strict, render, renderHook }) => {
  test('calls an API behind API Gateway as the person, whatever is in path, query, headers and body', async () => {
    const { emulator, fetch, credentials, clientDefaults } = createGuestApp({ guestsMay: ['execute-api:Invoke'], services: { 'execute-api': albums } });
    const { result } = renderHook(() => useSignedFetch('execute-api', { fetch }), {
      wrapper: ({ children }) => (
        <CredentialsProvider credentials={credentials} clientDefaults={clientDefaults}>
          {children}
        </CredentialsProvider>
      ),
    });
    const response = await act(() =>
      result.current(ALBUMS, { method: 'POST', body: '{"title":"Été 🏖"}', headers: { 'content-type': 'application/json', 'x-note': 'caf\u00e9  au   lait' } }),
    );
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      method: 'POST',
      path: '/prod/albums/%C3%89t%C3%A9%20%282026%29',
      body: '{"title":"Été 🏖"}',
      guest: true,
    });
    expect(emulator.calls.all().map(({ operation }) => operation.split(' ')[0])).toEqual(['GetId', 'GetCredentialsForIdentity', 'execute-api.POST']);
  });

  test('is the same function at every render; refreshing credentials neither changes it nor renders', async () => {
    const { App, clock, credentials } = createTestApp();
    let renders = 0;
    const { result, rerender } = renderHook(
      () => {
        renders += 1;
        return useSignedFetch('appsync', {});
      },
      { wrapper: App },
    );
    await act(() => clock.advanceBy(0));
    const before = result.current;
    await act(() => credentials.refresh());
    expect(renders).toBe(strict ? 2 : 1);
    rerender();
    expect(result.current).toBe(before);
  });

  test('heals a rejected key once: the component notices nothing', async () => {
    const { emulator, fetch, credentials, clientDefaults } = createGuestApp({ guestsMay: ['execute-api:Invoke'], services: { 'execute-api': albums } });
    emulator.faults.enqueue({ operation: 'execute-api.GET /prod/albums', kind: 'expired-token' });
    const Album = (): ReactNode => {
      const signedFetch = useSignedFetch('execute-api', { fetch });
      const [status, setStatus] = useState<number>();
      useEffect(() => {
        void signedFetch('https://abc123.execute-api.eu-west-1.amazonaws.com/prod/albums').then((response) => setStatus(response.status));
      }, [signedFetch]);
      return status;
    };
    const { container } = render(
      <CredentialsProvider credentials={credentials} clientDefaults={clientDefaults}>
        <Album />
      </CredentialsProvider>,
    );
    await waitFor(() => expect(container.textContent).toBe('200'));
    // StrictMode's first effect sends as well.
    await waitFor(() => expect(emulator.calls.count('execute-api.GET /prod/albums')).toBe(strict ? 3 : 2));
    expect(emulator.calls.count('GetCredentialsForIdentity')).toBe(2);
    expect(emulator.calls.count('GetId')).toBe(1);
  });

  test('what policies deny is denied, once', async () => {
    const { emulator, fetch, credentials, clientDefaults } = createGuestApp({ services: { 'execute-api': albums } });
    const { result } = renderHook(() => useSignedFetch('execute-api', { fetch }), {
      wrapper: ({ children }) => (
        <CredentialsProvider credentials={credentials} clientDefaults={clientDefaults}>
          {children}
        </CredentialsProvider>
      ),
    });
    const response = await act(() => result.current('https://abc123.execute-api.eu-west-1.amazonaws.com/prod/albums'));
    expect(response.status).toBe(403);
    expect(emulator.calls.count('execute-api.GET /prod/albums')).toBe(1);
    expect(emulator.calls.count('GetCredentialsForIdentity')).toBe(1);
  });

  test('a request on its way ends when somebody else signs in', async () => {
    const { App, clock, session } = createTestApp();
    let arrive: () => void = () => undefined;
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    const hanging: typeof fetch = (_, init) => {
      arrive();
      return new Promise((_resolve, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error)));
    };
    const { result } = renderHook(() => useSignedFetch('execute-api', { fetch: hanging }), { wrapper: App });
    await act(() => clock.advanceBy(0));
    const answer = expect(result.current(ALBUMS)).rejects.toMatchObject({ code: 'ABORTED' });
    await arrived;
    await act(async () => {
      session.signInAs({ username: 'grace' });
      await clock.advanceBy(0);
    });
    await answer;
  });

  test('rejects with why there are no credentials', async () => {
    const { App, clock, provider } = createTestApp();
    provider.answerAlways(new CredentialsError('NOT_SIGNED_IN'));
    const { result } = renderHook(() => useSignedFetch('execute-api'), { wrapper: App });
    await act(() => clock.advanceBy(0));
    await expect(result.current(ALBUMS)).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
  });

  test('a scope can name the service as it is signed, and other services are signed as around it', async () => {
    const { App, clock } = createTestApp({ narrows: true });
    const policy: Policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' }] };
    const keysOf: string[] = [];
    const reading: typeof fetch = (_, init) => {
      keysOf.push(/Credential=(\w+)/.exec(new Headers(init?.headers).get('authorization') ?? '')?.[1] ?? '');
      return Promise.resolve(new Response('{}'));
    };
    const { result } = renderHook(() => [useSignedFetch('execute-api', { fetch: reading }), useSignedFetch('appsync', { fetch: reading })], {
      wrapper: ({ children }) => (
        <App>
          <CredentialsScope services={['execute-api']} policy={policy}>
            {children}
          </CredentialsScope>
        </App>
      ),
    });
    await act(() => clock.advanceBy(0));
    for (const signedFetch of result.current) await act(() => signedFetch(ALBUMS));
    expect(keysOf[0]).not.toBe(keysOf[1]);
    expect(keysOf).not.toContain('');
  });

  test('without a function of its own it sends with the page’s fetch', async () => {
    const { App, clock } = createTestApp();
    const sent: string[] = [];
    vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
      const scope = /Credential=\w+\/(\S+)\/aws4/.exec(new Headers(init.headers).get('authorization') ?? '')?.[1];
      sent.push(`${url} ${scope}`);
      return Promise.resolve(new Response('{}'));
    });
    const { result } = renderHook(() => useSignedFetch('lambda', { region: 'us-east-1' }), { wrapper: App });
    await act(() => clock.advanceBy(0));
    await act(() => result.current('https://abc.lambda-url.us-east-1.on.aws/?a=b'));
    expect(sent).toEqual(['https://abc.lambda-url.us-east-1.on.aws/?a=b 20260101/us-east-1/lambda']);
  });

  test('without a region it says how to give one', () => {
    const { App } = createTestApp({ clientDefaults: {} });
    expect(() => renderHook(() => useSignedFetch('execute-api'), { wrapper: App })).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION', message: expect.stringContaining('"execute-api" needs a region') }),
    );
  });
});
