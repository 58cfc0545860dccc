import { SignedIn, SignedOut, useCredentials, useSession, useSignOut, useUser } from '@valetkey/react';
import type { JSX } from 'react';
import { SignInButton } from './SignInButton.tsx';

/** A page for everybody, with a way in and a way out. */
export function App(): JSX.Element {
  const isKnown = useSession(({ status }) => status !== 'unknown');
  return (
    <main>
      <img src="/key.svg" alt="" width="48" height="48" />
      <h1>Managed login</h1>
      {isKnown ? null : <output>One moment…</output>}
      <SignedOut>
        <SignInButton />
      </SignedOut>
      <SignedIn>
        <Account />
      </SignedIn>
      <Identity />
      <p>
        You are at <code>{location.pathname + location.search}</code>. <a href="/help.html">Help</a>
      </p>
    </main>
  );
}

function Account(): JSX.Element {
  const user = useUser();
  const { signOut, pending } = useSignOut();
  return (
    <section>
      <h2>Hello, {user?.email}</h2>
      <button disabled={pending} onClick={() => void signOut({ hostedUi: true })}>
        Sign out
      </button>
      <button disabled={pending} onClick={() => void signOut()}>
        Sign out of this app only
      </button>
    </section>
  );
}

/** Whose AWS credentials the page has. */
function Identity(): JSX.Element {
  const { identityId, guest } = useCredentials();
  return <p data-guest={guest}>AWS identity: {identityId ?? '…'}</p>;
}
