import { act, cleanup, render, screen } from '@testing-library/react';
import { Show, useCredentials, useSession, useSignIn, useSignOut, useUser } from '@valetkey/react';
import { StrictMode, useState, type ReactNode } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { MockCredentialsProvider, type MockCredentialsProviderProps } from './index.ts';

afterEach(cleanup);

function Probe(): ReactNode {
  const session = useSession();
  const credentials = useCredentials();
  const user = useUser();
  const { signOut } = useSignOut();
  const { step } = useSignIn();
  const [typed, setTyped] = useState('');
  return (
    <>
      <output>{[session.status, credentials.status, credentials.guest ? 'guest' : '', user?.username ?? ''].join(' ').trim()}</output>
      <input aria-label="typed" value={typed} onChange={(event) => setTyped(event.target.value)} />
      <button onClick={() => void signOut()}>Sign out</button>
      <button onClick={() => step.kind === 'password' && void step.submit({ username: 'grace', password: 'any' })}>Sign in</button>
    </>
  );
}

const shown = (): string | null => screen.getByRole('status').textContent;

describe.each([
  ['strict', true],
  ['non-strict', false],
])('MockCredentialsProvider in %s mode', (_, strict) => {
  const mock = (props: MockCredentialsProviderProps, children: ReactNode = <Probe />): ReactNode => {
    const app = <MockCredentialsProvider {...props}>{children}</MockCredentialsProvider>;
    return strict ? <StrictMode>{app}</StrictMode> : app;
  };

  it.each<[MockCredentialsProviderProps, string]>([
    [{}, 'signed-in ready  ada'],
    [{ status: 'loading' }, 'signed-in loading  ada'],
    [{ status: 'error' }, 'signed-in error  ada'],
    [{ status: 'guest' }, 'signed-out ready guest'],
    [{ status: 'signed-out' }, 'signed-out signed-out'],
    [{ status: 'expired' }, 'signed-out signed-out'],
    [{ status: 'unknown' }, 'unknown unknown'],
    [{ identity: { username: 'grace' } }, 'signed-in ready  grace'],
  ])('shows %j from the first rendering on', (props, expected) => {
    render(mock(props));
    expect(shown()).toBe(expected);
  });

  it('tells an expired session from one that is signed out', () => {
    const notice = <Show when="expired">Please sign in again.</Show>;
    const { rerender } = render(mock({ status: 'signed-out' }, notice));
    expect(screen.queryByText('Please sign in again.')).toBeNull();
    rerender(mock({ status: 'expired' }, notice));
    expect(screen.getByText('Please sign in again.')).not.toBeNull();
  });

  it('says when credentials expire, whose they are, and why they failed', () => {
    const Details = (): ReactNode => {
      const { expiresAt, identityId, error } = useCredentials();
      return <output>{JSON.stringify([expiresAt, identityId, error?.code])}</output>;
    };
    const { unmount } = render(mock({ expiresInMs: 60_000, identityId: 'eu-west-1:ada' }, <Details />));
    const [expiresAt, identityId] = JSON.parse(shown() ?? '[]') as [number, string];
    expect(expiresAt - Date.now()).toBeGreaterThan(50_000);
    expect(expiresAt - Date.now()).toBeLessThanOrEqual(60_000);
    expect(identityId).toBe('eu-west-1:ada');
    unmount();
    render(mock({ status: 'error', errorCode: 'THROTTLED' }, <Details />));
    expect(shown()).toBe('[null,null,"THROTTLED"]');
  });

  it('changes under the same components when its props do, and only then', () => {
    const { rerender } = render(mock({ identity: { username: 'grace' } }));
    const probe = screen.getByRole('status');
    rerender(mock({ identity: { username: 'grace' } }));
    rerender(mock({ status: 'expired' }));
    expect(shown()).toBe('signed-out signed-out');
    expect(screen.getByRole('status')).toBe(probe);
  });

  it('signs out and in when a component does', async () => {
    render(mock({}));
    await act(async () => screen.getByRole('button', { name: 'Sign out' }).click());
    expect(shown()).toBe('signed-out signed-out');
    await act(async () => screen.getByRole('button', { name: 'Sign in' }).click());
    expect(shown()).toBe('signed-in ready  grace');
  });
});
