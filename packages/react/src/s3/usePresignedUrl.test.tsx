import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { act, waitFor, type RenderHookResult } from '@testing-library/react';
import { CredentialsError } from '@valetkey/core';
import { emulatorDefaults } from '@valetkey/emulator';
import { MOCK_LIFETIME_MS } from '@valetkey/testing';
import type { ReactNode } from 'react';
import { expect, test } from 'vitest';
import { CredentialsProvider } from '../provider/CredentialsProvider.tsx';
import { createGuestApp, createTestApp, type TestApp } from '../testKit/createTestApp.tsx';
import { describeInBothModes } from '../testKit/describeInBothModes.tsx';
import { RENEWED_IN_VAIN_MS } from './createPresignedUrl.ts';
import { usePresignedUrl, type PresignedUrlSettings, type PresignedUrlState } from './usePresignedUrl.ts';

const PHOTO = { Bucket: 'photo-album', Key: 'public/sea.jpg' };
const MINUTE = 60_000;

function parameterOf(url: string | undefined, name: string): string | null {
  return new URL(url ?? 'about:blank').searchParams.get(`X-Amz-${name}`);
}

function keyOf({ current }: RenderHookResult<PresignedUrlState, unknown>['result']): string | undefined {
  return parameterOf(current.url, 'Credential')?.split('/')[0];
}

describeInBothModes('usePresignedUrl', ({ strict, renderHook }) => {
  async function setUp(settings: PresignedUrlSettings = {}, app: TestApp = createTestApp()) {
    let renders = 0;
    const view = renderHook(
      (props: PresignedUrlSettings) => {
        renders += 1;
        return usePresignedUrl(GetObjectCommand, { ...PHOTO }, props);
      },
      { wrapper: app.App, initialProps: settings },
    );
    expect(view.result.current).toMatchObject({ status: 'pending', url: undefined });
    await act(() => app.clock.advanceBy(0));
    // Signing is real work, and the first of it loads code.
    if (settings.enabled !== false) await waitFor(() => expect(view.result.current.status).not.toBe('pending'));
    return { ...app, ...view, renders: () => renders };
  }

  test('gives an address that is signed with the credentials around it, for as long as asked', async () => {
    const { result, renders, credentials } = await setUp({ expiresIn: 600 });
    const { url, status, expiresAt } = result.current;
    expect(status).toBe('ready');
    expect(url).toContain('photo-album.s3.eu-west-1.amazonaws.com/public/sea.jpg?');
    expect(parameterOf(url, 'Expires')).toBe('600');
    const { accessKeyId, sessionToken } = await credentials.getCredentials();
    expect(keyOf(result)).toBe(accessKeyId);
    expect(parameterOf(url, 'Security-Token')).toBe(sessionToken);
    expect(expiresAt).toBe(Date.UTC(2026, 0, 1, 0, 10));
    expect(renders()).toBe(strict ? 4 : 2);
  });

  test('an input with a date written inline is the same at every render; another date is another address', async () => {
    const app = createTestApp();
    const { result, rerender } = renderHook(
      ({ until }: { readonly until: number }) => usePresignedUrl(GetObjectCommand, { ...PHOTO, ResponseExpires: new Date(until) }),
      { wrapper: app.App, initialProps: { until: 0 } },
    );
    await act(() => app.clock.advanceBy(0));
    const before = result.current;
    expect(before.url).toContain('response-expires=Thu%2C%2001%20Jan%201970');
    rerender({ until: 0 });
    expect(result.current).toBe(before);
    rerender({ until: 86_400_000 });
    await act(() => app.clock.advanceBy(0));
    expect(result.current.url).toContain('response-expires=Fri%2C%2002%20Jan%201970');
  });

  test('the same object has the same address for half of its life, wherever it is asked for', async () => {
    const app = createTestApp();
    const first = await setUp({}, app);
    await act(() => app.clock.advanceBy(7 * MINUTE));
    const second = await setUp({}, app);
    expect(second.result.current.url).toBe(first.result.current.url);
    await act(() => app.clock.advanceBy(MINUTE));
    const third = await setUp({}, app);
    expect(third.result.current.url).not.toBe(first.result.current.url);
  });

  test('signs again a minute before the end and renders once for it, and sends nothing', async () => {
    const { clock, result, renders, environment } = await setUp();
    const [before, rendered] = [result.current.url, renders()];
    await act(() => clock.advanceBy(14 * MINUTE - 1));
    expect(result.current.url).toBe(before);
    expect(renders()).toBe(rendered);
    await act(() => clock.advanceBy(1));
    await waitFor(() => expect(result.current.url).not.toBe(before));
    expect(result.current.expiresAt).toBe(Date.UTC(2026, 0, 1, 0, 22, 30));
    expect(renders()).toBe(rendered + (strict ? 2 : 1));
    expect(environment.requests).toBe(0);
  });

  test('refreshed credentials change nothing; the address is signed with them before those of old end', async () => {
    const { clock, result, credentials } = await setUp({ expiresIn: 7200 });
    const first = keyOf(result);
    await act(() => credentials.refresh());
    expect(keyOf(result)).toBe(first);
    await act(() => clock.advanceBy(MOCK_LIFETIME_MS - MINUTE - 1));
    expect(keyOf(result)).toBe(first);
    await act(() => clock.advanceBy(1));
    await waitFor(() => expect(keyOf(result)).not.toBe(first));
    expect(result.current.expiresAt).toBeGreaterThan(clock.now() + MINUTE);
  });

  test('while credentials that end cannot be replaced, the last address stays to their end, then says why', async () => {
    const { clock, provider, result, renders } = await setUp({ expiresIn: 7200 });
    const before = result.current.url;
    provider.answerAlways(new CredentialsError('NETWORK'));
    await act(() => clock.advanceBy(MOCK_LIFETIME_MS - MINUTE));
    const rendered = renders();
    await act(() => clock.advanceBy(MINUTE - 1));
    expect(result.current.url).toBe(before);
    expect(renders()).toBe(rendered);
    await act(() => clock.advanceBy(10_000));
    await waitFor(() => expect(result.current).toMatchObject({ status: 'error', error: { code: 'NETWORK' }, url: undefined }));
    provider.answerAlways(undefined);
    await act(() => clock.advanceBy(10 * MINUTE));
    await waitFor(() => expect(result.current.status).toBe('ready'));
  });

  test('a hidden page signs nothing; once it is shown, it signs at once', async () => {
    const { clock, environment, result } = await setUp();
    const before = result.current.url;
    environment.setVisible(false);
    await act(() => clock.advanceBy(60 * MINUTE));
    expect(result.current.url).toBe(before);
    environment.setVisible(true);
    await act(() => clock.advanceBy(0));
    await waitFor(() => expect(result.current.expiresAt).toBeGreaterThan(clock.now()));
  });

  test('after a sleep it is signed within a minute', async () => {
    const { clock, result } = await setUp();
    clock.jumpBy(50 * MINUTE);
    await act(() => clock.advanceBy(MINUTE));
    await waitFor(() => expect(result.current.expiresAt).toBeGreaterThan(clock.now()));
  });

  test('is signed by the server’s clock', async () => {
    const app = createTestApp();
    // This machine is 20 minutes behind.
    app.provider.answerNext(({ onServerTime }) => {
      onServerTime?.(app.clock.now() + 20 * MINUTE);
      return { accessKeyId: 'ASIA', secretAccessKey: 's', sessionToken: 't', expiration: new Date(app.clock.now() + 80 * MINUTE) };
    });
    const { result } = await setUp({}, app);
    expect(parameterOf(result.current.url, 'Date')).toBe('20260101T001500Z');
    expect(result.current.expiresAt).toBe(Date.UTC(2026, 0, 1, 0, 30));
  });

  test('what somebody else signed is gone at once, and nothing of it comes back', async () => {
    const { clock, session, credentials, result } = await setUp();
    const before = keyOf(result);
    act(() => session.signInAs({ username: 'grace' }));
    expect(result.current).toMatchObject({ status: 'pending', url: undefined });
    await act(() => clock.advanceBy(0));
    await waitFor(() => expect(result.current.status).toBe('ready'));
    expect(keyOf(result)).not.toBe(before);
    expect(keyOf(result)).toBe((await credentials.getCredentials()).accessKeyId);
  });

  test('with nobody signed in it says so, and signs for whoever signs in', async () => {
    const { clock, provider, session, result } = await setUp();
    provider.answerAlways(new CredentialsError('NOT_SIGNED_IN'));
    await act(async () => {
      await session.signOut();
      await clock.advanceBy(0);
    });
    await waitFor(() => expect(result.current).toMatchObject({ status: 'error', error: { code: 'NOT_SIGNED_IN' } }));
    provider.answerAlways(undefined);
    await act(async () => {
      session.signInAs({ username: 'grace' });
      await clock.advanceBy(0);
    });
    await waitFor(() => expect(result.current.status).toBe('ready'));
  });

  test('is signed anew when a service has rejected the key that signed it', async () => {
    const { clock, credentials, result } = await setUp();
    const before = keyOf(result);
    await act(async () => {
      credentials.invalidate(before ?? '');
      await clock.advanceBy(0);
    });
    await waitFor(() => expect(keyOf(result)).not.toBe(before));
    expect(result.current.status).toBe('ready');
  });

  test('a second renew soon after the first gives up; later it is another matter', async () => {
    const { App, clock } = createTestApp();
    const { result } = renderHook(() => usePresignedUrl(PutObjectCommand, PHOTO), { wrapper: App });
    await waitFor(() => expect(result.current.status).toBe('ready'));
    for (const status of ['ready', 'error', 'ready', 'error']) {
      await act(() => result.current.renew());
      expect(result.current.status).toBe(status);
    }
    await act(() => result.current.renew());
    await act(() => clock.advanceBy(RENEWED_IN_VAIN_MS));
    await act(() => result.current.renew());
    expect(result.current.status).toBe('ready');
  });

  test('signs nothing until it is enabled', async () => {
    const { provider, result, rerender } = await setUp({ enabled: false });
    await act(() => result.current.renew());
    expect(result.current.status).toBe('pending');
    expect(provider.calls).toHaveLength(1);
    rerender({ enabled: true });
    await waitFor(() => expect(result.current.status).toBe('ready'));
  });

  test('unmounted, it leaves no timer and no listener', async () => {
    const { clock, environment, unmount } = await setUp();
    unmount();
    await clock.advanceBy(MINUTE);
    expect(clock.pendingTimers).toBe(0);
    expect(environment.wakeListeners).toBe(0);
  });

  test.each([9, 604_801, 60.5, NaN])('a life of %s s is refused, and the error says what can be asked for', (expiresIn) => {
    const { App } = createTestApp();
    expect(() => renderHook(() => usePresignedUrl(GetObjectCommand, PHOTO, { expiresIn }), { wrapper: App })).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION', message: expect.stringContaining(`expiresIn is ${expiresIn}: give 10 to 604800 seconds`) }),
    );
  });
});

describeInBothModes('usePresignedUrl at S3', ({ renderHook }) => {
  const { bucket: Bucket } = emulatorDefaults;
  const Key = 'public/lighthouse.jpg';

  /** A guest who may look at what is public and put things there; there is one photo. */
  async function setUp<Result>(useAddress: () => Result) {
    const app = createGuestApp({ guestsMay: ['s3:ListBucket', 's3:PutObject'] });
    const { credentials, clientDefaults } = app;
    const s3 = new S3Client({ ...clientDefaults, credentials: credentials.provider });
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'light' }));
    app.emulator.calls.clear();
    const view = renderHook(useAddress, {
      wrapper: ({ children }: { readonly children?: ReactNode }) => (
        <CredentialsProvider credentials={credentials} clientDefaults={clientDefaults}>
          {children}
        </CredentialsProvider>
      ),
    });
    return { ...app, ...view };
  }

  test('serves the object to whoever has the address', async () => {
    const { result, fetch } = await setUp(() => usePresignedUrl(GetObjectCommand, { Bucket, Key }));
    await waitFor(() => expect(result.current.status).toBe('ready'));
    expect(await (await fetch(result.current.url ?? '')).text()).toBe('light');
  });

  // The SDK signs the checksum of an empty body into such an address, unless the client is told not to.
  test('takes an upload by address, with no setting of the client', async () => {
    const { result, fetch, emulator } = await setUp(() => usePresignedUrl(PutObjectCommand, { Bucket, Key: 'public/pier.jpg' }));
    await waitFor(() => expect(result.current.status).toBe('ready'));
    expect((await fetch(result.current.url ?? '', { method: 'PUT', body: 'pier' })).status).toBe(200);
    await act(() => result.current.renew());
    expect(result.current.status).toBe('ready');
    expect(emulator.calls.count('S3.PutObject')).toBe(1);
  });

  test('renew heals a key that S3 rejects, with one call for credentials', async () => {
    const { result, fetch, emulator } = await setUp(() => usePresignedUrl(GetObjectCommand, { Bucket, Key }));
    await waitFor(() => expect(result.current.status).toBe('ready'));
    const before = keyOf(result);
    emulator.faults.enqueue({ operation: 'S3.GetObject', kind: 'expired-token' });
    await act(() => result.current.renew());
    expect(keyOf(result)).not.toBe(before);
    expect((await fetch(result.current.url ?? '')).status).toBe(200);
    expect(emulator.calls.count('GetCredentialsForIdentity')).toBe(1);
  });

  test.each([
    ['what is not there', 'public/nothing.jpg', 'NoSuchKey'],
    ['what may not be read', 'users/somebody/secret.jpg', 'AccessDenied'],
  ])('renew of %s gives the reason, and asks for no other credentials', async (_, key, name) => {
    const { result, emulator } = await setUp(() => usePresignedUrl(GetObjectCommand, { Bucket, Key: key }));
    await waitFor(() => expect(result.current.status).toBe('ready'));
    await act(() => result.current.renew());
    expect(result.current).toMatchObject({ status: 'error', url: undefined, error: { name } });
    expect(emulator.calls.count('GetCredentialsForIdentity')).toBe(0);
    expect(emulator.calls.count('S3.GetObject')).toBe(1);
  });

  test('when a second address does not load either, renew gives up without asking, and tries again for a person', async () => {
    const { result, emulator } = await setUp(() => usePresignedUrl(GetObjectCommand, { Bucket, Key }));
    await waitFor(() => expect(result.current.status).toBe('ready'));
    const first = result.current.url;
    await act(() => result.current.renew());
    expect(result.current.url).not.toBe(first);
    await act(() => result.current.renew());
    expect(result.current).toMatchObject({ status: 'error', error: { code: 'SERVICE_REFUSED' } });
    expect(emulator.calls.count('S3.GetObject')).toBe(1);
    await act(() => result.current.renew());
    expect(result.current.status).toBe('ready');
    expect(emulator.calls.count('S3.GetObject')).toBe(2);
  });

  test('two calls of renew at once are one', async () => {
    const { result, emulator } = await setUp(() => usePresignedUrl(GetObjectCommand, { Bucket, Key }));
    await waitFor(() => expect(result.current.status).toBe('ready'));
    await act(() => Promise.all([result.current.renew(), result.current.renew()]));
    expect(result.current.status).toBe('ready');
    expect(emulator.calls.count('S3.GetObject')).toBe(1);
  });
});
