import { useCredentials, useSignOut, useUser } from '@valetkey/react';
import type { ReactElement } from 'react';
import { homeHref } from '../route/route.ts';
import { navigate } from '../route/useRoute.ts';
import { useNotify } from '../screen/Notices.tsx';

/** Who is signed in, until when the current access lasts, and the way out. */
export function UserMenu(): ReactElement {
  const user = useUser();
  const expiresAt = useCredentials((credentials) => credentials.expiresAt);
  const { signOut } = useSignOut();
  const notify = useNotify();
  const name = user?.email ?? user?.username ?? '';

  async function leave(): Promise<void> {
    await signOut();
    navigate(homeHref);
    notify('You are signed out.');
  }

  return (
    <div className="user-menu">
      <button type="button" className="avatar" popoverTarget="user-menu" aria-label={`Account of ${name}`}>
        <span aria-hidden="true">{name.slice(0, 1).toUpperCase()}</span>
      </button>
      <div id="user-menu" popover="auto" className="popover">
        <p className="popover-label">Signed in as</p>
        <p className="popover-name">
          <bdi>{name}</bdi>
        </p>
        {expiresAt === undefined ? null : (
          <p className="popover-note">
            Temporary access until <time dateTime={new Date(expiresAt).toISOString()}>{clockTime(expiresAt)}</time>. It renews
            itself before then.
          </p>
        )}
        <button type="button" className="button button-wide" onClick={() => void leave()}>
          Sign out
        </button>
      </div>
    </div>
  );
}

function clockTime(at: number): string {
  return new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' }).format(at);
}
