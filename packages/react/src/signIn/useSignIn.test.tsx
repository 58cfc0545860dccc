import { act } from '@testing-library/react';
import { CredentialsError, createObservable, type SignUpFlow, type SignUpStep, type StepFlowSnapshot } from '@valetkey/core';
import { expect, test, vi } from 'vitest';
import { createTestApp } from '../testKit/createTestApp.tsx';
import { describeInBothModes } from '../testKit/describeInBothModes.tsx';
import { useUser } from '../tokens/useUser.ts';
import { usePasswordReset } from './usePasswordReset.ts';
import { useSignIn } from './useSignIn.ts';
import { useSignUp } from './useSignUp.ts';

function createFakeSignUp(): SignUpFlow & { readonly fail: (error: CredentialsError) => void } {
  const step: SignUpStep = { kind: 'details', username: undefined, submit: () => Promise.resolve() };
  const first: StepFlowSnapshot<SignUpStep> = { step, pending: false, error: undefined };
  const { getSnapshot, subscribe, set } = createObservable(first);
  const resume = async (username: string): Promise<void> => {
    await Promise.resolve();
    set({ step: { kind: 'done', username }, pending: false, error: undefined });
  };
  return { getSnapshot, subscribe, resume, reset: () => set(first), fail: (error) => set({ ...first, error }) };
}

describeInBothModes('useSignIn, useSignUp and usePasswordReset', ({ renderHook }) => {
  test('everybody sees the same step, submits it and goes back with reset', async () => {
    const { App } = createTestApp({ initial: 'never-signed-in' });
    const { result } = renderHook(() => ({ one: useSignIn(), two: useSignIn(), user: useUser() }), { wrapper: App });
    const { step } = result.current.one;
    expect(result.current.two.step).toBe(step);
    if (step.kind !== 'password') throw new Error(`unexpected step ${step.kind}`);
    await act(() => step.submit({ username: 'grace', password: 'a password' }));
    expect(result.current.two.step.kind).toBe('signed-in');
    expect(result.current.user?.username).toBe('grace');
    act(() => result.current.one.reset());
    expect(result.current.two.step.kind).toBe('password');
  });

  test('the result is the same object until the flow moves', () => {
    const { App } = createTestApp({ initial: 'never-signed-in' });
    const { result, rerender } = renderHook(() => useSignIn(), { wrapper: App });
    const before = result.current;
    rerender();
    expect(result.current).toBe(before);
  });

  test('a failed attempt is shown as error', async () => {
    const { App, session } = createTestApp();
    const signUp = createFakeSignUp();
    Object.assign(session, { signUp });
    const { result } = renderHook(() => useSignUp(), { wrapper: App });
    act(() => signUp.fail(new CredentialsError('USERNAME_EXISTS')));
    expect(result.current.error?.code).toBe('USERNAME_EXISTS');
    await act(() => result.current.resume('ada'));
    expect(result.current).toMatchObject({ step: { kind: 'done' }, error: undefined, pending: false });
  });

  test('a session that offers no sign-up or password reset says so', () => {
    const { App } = createTestApp();
    const report = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    expect(() => renderHook(() => useSignUp(), { wrapper: App })).toThrow(/SESSION_MISSING/);
    expect(() => renderHook(() => usePasswordReset(), { wrapper: App })).toThrow(/SESSION_MISSING/);
    report.mockRestore();
  });
});
