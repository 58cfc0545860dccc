import { SignedIn, SignedOut } from '@valetkey/react';
import type { ReactElement } from 'react';
import { UserMenu } from '../account/UserMenu.tsx';
import { homeHref, signInHref } from '../route/route.ts';

/** The top of every screen. */
export function Header({ isSigningIn }: { readonly isSigningIn: boolean }): ReactElement {
  return (
    <header className="header">
      <a className="brand" href={homeHref}>
        <img src="/album.svg" alt="" width="28" height="28" />
        Photo album
      </a>
      <SignedIn>
        <UserMenu />
      </SignedIn>
      {isSigningIn ? null : (
        <SignedOut>
          <a className="button button-primary" href={signInHref}>
            Sign in
          </a>
        </SignedOut>
      )}
    </header>
  );
}
