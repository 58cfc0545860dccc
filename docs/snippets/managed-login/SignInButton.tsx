import { useSignIn } from '@valetkey/react';
import type { JSX } from 'react';

export function SignInButton(): JSX.Element | null {
  const { step, pending, error } = useSignIn();
  if (step.kind !== 'redirect') return null;
  return (
    <>
      {error?.code === 'SIGN_IN_DENIED' ? <p role="alert">You are not signed in.</p> : null}
      <button disabled={pending} onClick={() => void step.submit({ returnTo: '/album' })}>
        Sign in
      </button>
    </>
  );
}
