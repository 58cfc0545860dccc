import { useSession } from '@valetkey/react';
import type { ReactElement } from 'react';
import { signInHref } from '../route/route.ts';
import { useIsOnline } from './useIsOnline.ts';

/** What concerns the whole page: being offline, and a session that ended by itself. The sign-in screen says the latter itself. */
export function Banners({ isSigningIn }: { readonly isSigningIn: boolean }): ReactElement {
  const isOnline = useIsOnline();
  const hasExpired = useSession((session) => session.status === 'signed-out' && session.reason === 'expired');
  return (
    <output>
      {isOnline ? null : (
        <span className="banner">You are offline. What you see stays here, and what you type is kept until you are back.</span>
      )}
      {hasExpired && !isSigningIn ? (
        <span className="banner">
          Your session has ended. <a href={signInHref}>Sign in</a> to go on.
        </span>
      ) : null}
    </output>
  );
}
