import { act } from '@testing-library/react';
import { CredentialsError } from '@valetkey/core';
import { MOCK_LIFETIME_MS } from '@valetkey/testing';
import { expect, test } from 'vitest';
import { createTestApp } from '../testKit/createTestApp.tsx';
import { describeInBothModes } from '../testKit/describeInBothModes.tsx';
import { useExpiry } from './useExpiry.ts';

const THRESHOLD_MS = 300_000;

describeInBothModes('useExpiry', ({ strict, renderHook }) => {
  /** Credentials that cannot be replaced, and a hook that watches them. */
  async function setUp(thresholdMs = THRESHOLD_MS) {
    const app = createTestApp();
    let renders = 0;
    const view = renderHook(
      (props: { readonly thresholdMs: number }) => {
        renders += 1;
        return useExpiry(props.thresholdMs);
      },
      { wrapper: app.App, initialProps: { thresholdMs } },
    );
    await act(() => app.clock.advanceBy(0));
    app.provider.answerAlways(new CredentialsError('NETWORK'));
    return { ...app, ...view, renders: () => renders };
  }

  test('becomes true at the threshold, not a millisecond before, and renders once for it', async () => {
    const { clock, result, renders } = await setUp();
    const before = renders();
    await act(() => clock.advanceBy(MOCK_LIFETIME_MS - THRESHOLD_MS - 1));
    expect(result.current).toBe(false);
    expect(renders()).toBe(before);
    await act(() => clock.advanceBy(1));
    expect(result.current).toBe(true);
    expect(renders()).toBe(before + (strict ? 2 : 1));
  });

  test('becomes false again when there are new credentials, and when those at hand are gone', async () => {
    const { clock, provider, credentials, result } = await setUp();
    await act(() => clock.advanceBy(MOCK_LIFETIME_MS - THRESHOLD_MS));
    expect(result.current).toBe(true);
    provider.answerAlways(undefined);
    await act(() => credentials.refresh());
    expect(result.current).toBe(false);
    provider.answerAlways(new CredentialsError('NETWORK'));
    await act(() => clock.advanceBy(MOCK_LIFETIME_MS - 1));
    expect(result.current).toBe(true);
    await act(() => clock.advanceBy(1));
    expect(result.current).toBe(false);
  });

  test('follows the server’s clock', async () => {
    const { clock, provider, credentials, result } = await setUp();
    // This machine is 20 minutes behind.
    provider.answerNext(({ onServerTime }) => {
      onServerTime?.(clock.now() + 1_200_000);
      return { accessKeyId: 'ASIA', secretAccessKey: 's', sessionToken: 't', expiration: new Date(clock.now() + 1_200_000 + THRESHOLD_MS + 1) };
    });
    await act(() => credentials.refresh());
    expect(result.current).toBe(false);
    await act(() => clock.advanceBy(1));
    expect(result.current).toBe(true);
  });

  test('notices after a sleep, within a minute of waking', async () => {
    const { clock, result } = await setUp();
    clock.jumpBy(MOCK_LIFETIME_MS - THRESHOLD_MS);
    await act(() => clock.advanceBy(60_000));
    expect(result.current).toBe(true);
  });

  test('notices at once when a page is shown that was hidden meanwhile', async () => {
    const { clock, environment, result } = await setUp();
    act(() => environment.setVisible(false));
    clock.jumpBy(MOCK_LIFETIME_MS - THRESHOLD_MS);
    act(() => environment.setVisible(true));
    expect(result.current).toBe(true);
  });

  test('another threshold counts at once', async () => {
    const { result, rerender } = await setUp(0);
    expect(result.current).toBe(false);
    rerender({ thresholdMs: MOCK_LIFETIME_MS });
    expect(result.current).toBe(true);
  });

  test('is false and sets no timer of its own when credentials do not expire', async () => {
    const { App, clock, provider, credentials } = createTestApp();
    provider.answerAlways({ accessKeyId: 'ASIA', secretAccessKey: 's', sessionToken: 't' });
    const { result } = renderHook(() => useExpiry(THRESHOLD_MS), { wrapper: App });
    await act(() => clock.advanceBy(0));
    expect(credentials.getSnapshot().status).toBe('ready');
    expect(result.current).toBe(false);
    expect(clock.pendingTimers).toBe(0);
  });

  test('keeps one timer, however often the credentials are refreshed', async () => {
    const { clock, provider, credentials } = await setUp();
    const before = clock.pendingTimers;
    provider.answerAlways(undefined);
    for (let round = 0; round < 3; round += 1) await act(() => credentials.refresh());
    expect(clock.pendingTimers).toBe(before);
  });

  test('unmounted, it leaves no timer', async () => {
    const { clock, environment, unmount } = await setUp();
    expect(clock.pendingTimers).toBeGreaterThan(0);
    unmount();
    expect(clock.pendingTimers).toBe(0);
    expect(environment.wakeListeners).toBe(0);
  });

  test.each([-1, NaN, undefined])('a threshold of %s is refused, and the error says so', (thresholdMs) => {
    const { App } = createTestApp();
    expect(() => renderHook(() => useExpiry(thresholdMs as number), { wrapper: App })).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION', message: expect.stringContaining(`thresholdMs is ${thresholdMs}`) }),
    );
  });
});
