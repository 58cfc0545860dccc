import { useSignIn } from '@valetkey/react';
import type { JSX } from 'react';
import { describeSignInError } from './describeSignInError.ts';

/** Leads to the sign-in page, and says what became of the last attempt. */
export function SignInButton(): JSX.Element | null {
  const { step, pending, error } = useSignIn();
  if (step.kind !== 'redirect') return null;
  return (
    <section>
      {error === undefined ? null : <p role="alert">{describeSignInError(error.code)}</p>}
      <button disabled={pending} onClick={() => void step.submit()}>
        Sign in
      </button>
    </section>
  );
}
