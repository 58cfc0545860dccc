import { act } from '@testing-library/react';
import { CredentialsError } from '@valetkey/core';
import { Profiler, type ReactNode } from 'react';
import { expect, test } from 'vitest';
import { createTestApp } from '../testKit/createTestApp.tsx';
import { describeInBothModes } from '../testKit/describeInBothModes.tsx';
import { useCredentials } from './useCredentials.ts';

const HOUR_MS = 3_600_000;

describeInBothModes('useCredentials', ({ strict, render, renderHook }) => {
  test('tells where the credentials stand, from unknown to ready', async () => {
    const { App, clock, credentials } = createTestApp();
    const { result } = renderHook(() => useCredentials(), { wrapper: App });
    await act(() => clock.advanceBy(0));
    const { status, expiresAt, source, guest, error, identityId } = result.current;
    expect({ status, source, guest, error, identityId }).toEqual({
      status: 'ready',
      source: 'mock',
      guest: false,
      error: undefined,
      identityId: undefined,
    });
    expect(expiresAt).toBe(clock.now() + HOUR_MS);
    expect(result.current.provider).toBe(credentials.provider);
  });

  test('tells why there are none', async () => {
    const { App, clock, provider } = createTestApp();
    provider.answerAlways(new CredentialsError('IDENTITY_POOL_NOT_FOUND'));
    const { result } = renderHook(() => useCredentials(), { wrapper: App });
    await act(() => clock.advanceBy(0));
    expect(result.current.status).toBe('error');
    expect(result.current.error?.code).toBe('IDENTITY_POOL_NOT_FOUND');
    expect(result.current.credentials).toBeUndefined();
  });

  test('refresh gives new credentials to everybody', async () => {
    const { App, clock, provider } = createTestApp();
    const { result } = renderHook(() => useCredentials(), { wrapper: App });
    await act(() => clock.advanceBy(0));
    await act(() => result.current.refresh());
    expect(provider.calls).toHaveLength(2);
    expect(result.current.credentials?.accessKeyId).toMatch(/0002$/);
  });

  test('gives the same object until something changes', async () => {
    const { App, clock } = createTestApp();
    const { result, rerender } = renderHook(() => useCredentials(), { wrapper: App });
    await act(() => clock.advanceBy(0));
    const before = result.current;
    rerender();
    expect(result.current).toBe(before);
  });

  test('ten refreshes render 0 of 1,000 components that show the status, and all are delivered', async () => {
    const { App, clock, credentials, provider } = createTestApp();
    let renders = 0;
    const Status = (): ReactNode => {
      renders += 1;
      return useCredentials((current) => current.status);
    };
    let commits = 0;
    const { container } = render(
      <App>
        <Profiler id="statuses" onRender={() => (commits += 1)}>
          {Array.from({ length: 1_000 }, (_, n) => (
            <Status key={n} />
          ))}
        </Profiler>
      </App>,
    );
    await act(() => clock.advanceBy(0));
    expect(container.textContent?.startsWith('readyready')).toBe(true);
    [renders, commits] = [0, 0];
    for (let refresh = 0; refresh < 10; refresh += 1) await act(() => clock.advanceBy(HOUR_MS));
    expect(provider.calls.length).toBeGreaterThanOrEqual(11);
    expect({ renders, commits }).toEqual({ renders: 0, commits: 0 });
    expect((await credentials.getCredentials()).expiration!.getTime()).toBeGreaterThan(clock.now());
  });

  test('a component without a selector renders once per refresh', async () => {
    const { App, clock, credentials } = createTestApp();
    let renders = 0;
    const { result } = renderHook(
      () => {
        renders += 1;
        return useCredentials();
      },
      { wrapper: App },
    );
    await act(() => clock.advanceBy(0));
    const before = renders;
    await act(() => credentials.refresh());
    expect(renders - before).toBe(strict ? 2 : 1);
    expect(result.current.credentials?.accessKeyId).toMatch(/0002$/);
  });

  test('a selector written inline that makes an object renders only when a member changes', async () => {
    const { App, clock, credentials } = createTestApp();
    let renders = 0;
    const { result } = renderHook(
      () => {
        renders += 1;
        return useCredentials(({ status, guest }) => ({ status, guest }));
      },
      { wrapper: App },
    );
    await act(() => clock.advanceBy(0));
    const before = renders;
    await act(() => credentials.refresh());
    expect(renders).toBe(before);
    expect(result.current).toEqual({ status: 'ready', guest: false });
  });
});
