import { act } from '@testing-library/react';
import { expect, test } from 'vitest';
import { createTestApp } from '../testKit/createTestApp.tsx';
import { describeInBothModes } from '../testKit/describeInBothModes.tsx';
import { useSession } from './useSession.ts';
import { useSignOut } from './useSignOut.ts';
import { useUser } from './useUser.ts';

describeInBothModes('useSession, useUser and useSignOut', ({ renderHook }) => {
  test('tell who is signed in, through sign-in, sign-out and expiry', () => {
    const { App, session } = createTestApp({ initial: 'never-signed-in' });
    const { result } = renderHook(() => ({ session: useSession(), user: useUser() }), { wrapper: App });
    expect(result.current).toMatchObject({ session: { status: 'signed-out', reason: 'never-signed-in' }, user: undefined });
    act(() => session.signInAs({ username: 'grace', email: 'grace@example.com' }));
    expect(result.current).toMatchObject({ session: { status: 'signed-in' }, user: { username: 'grace' } });
    act(() => session.expire());
    expect(result.current).toMatchObject({ session: { status: 'signed-out', reason: 'expired' }, user: undefined });
  });

  test('refreshing tokens renders nobody', async () => {
    const { App, clock, session } = createTestApp();
    let renders = 0;
    renderHook(
      () => {
        renders += 1;
        return useSession();
      },
      { wrapper: App },
    );
    await act(() => clock.advanceBy(0));
    const before = renders;
    await act(() => session.getTokens({ forceRefresh: true }));
    expect(renders).toBe(before);
  });

  test('a selector renders only for what it selects', () => {
    const { App, session } = createTestApp();
    let renders = 0;
    const { result } = renderHook(
      () => {
        renders += 1;
        return useSession((current) => current.status);
      },
      { wrapper: App },
    );
    const before = renders;
    act(() => session.signInAs({ username: 'grace' }));
    expect([result.current, renders]).toEqual(['signed-in', before]);
    act(() => session.expire());
    expect(result.current).toBe('signed-out');
  });

  test('signing out is pending until the service has been told, and signs out at once', async () => {
    const { App, session } = createTestApp();
    let tell: () => void = () => undefined;
    const signOut = session.signOut;
    Object.assign(session, {
      signOut: async () => {
        await signOut();
        await new Promise<void>((resolve) => (tell = resolve));
        return undefined;
      },
    });
    const { result } = renderHook(() => ({ ...useSignOut(), user: useUser() }), { wrapper: App });
    expect(result.current.pending).toBe(false);
    await act(() => {
      void result.current.signOut({ everywhere: true });
      return Promise.resolve();
    });
    expect(result.current).toMatchObject({ pending: true, user: undefined });
    await act(async () => {
      tell();
      await Promise.resolve();
    });
    expect(result.current.pending).toBe(false);
  });
});
