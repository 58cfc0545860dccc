import { useCredentials, useSession } from '@valetkey/react';
import { Authenticator } from '@valetkey/ui';
import { useEffect, type ReactElement } from 'react';
import { useIdentity, type Identity } from './account/useIdentity.ts';
import { albumOf } from './album/album.ts';
import { AlbumScreen } from './album/AlbumScreen.tsx';
import { guestsWelcome, remember } from './aws.ts';
import { CaptionDrafts } from './caption/CaptionDrafts.tsx';
import { HomeScreen } from './home/HomeScreen.tsx';
import { homeHref, type Route } from './route/route.ts';
import { HasMoved, useHasMoved } from './route/useHasMoved.ts';
import { navigate, useRoute } from './route/useRoute.ts';
import { Banners } from './screen/Banners.tsx';
import { Footer } from './screen/Footer.tsx';
import { Header } from './screen/Header.tsx';
import { Notices } from './screen/Notices.tsx';
import { Problem } from './screen/Problem.tsx';
import { ScreenHeading } from './screen/ScreenHeading.tsx';
import { Skeletons } from './screen/Skeletons.tsx';
import { Uploads } from './upload/Uploads.tsx';

/** The photo album. */
export function App(): ReactElement {
  const route = useRoute();
  const status = useSession((session) => session.status);
  const isGated = status !== 'signed-in' && needsSignIn(route);
  const hasMoved = useHasMoved(status === 'unknown' ? undefined : isGated ? 'sign-in' : screenOf(route));
  const isDone = status === 'signed-in' && route.kind === 'sign-in';
  useEffect(() => {
    if (isDone) navigate(homeHref, { replace: true });
  }, [isDone]);

  return (
    <Notices>
      <a className="skip-link" href="#main" onClick={skipToMain}>
        Skip to content
      </a>
      <Header isSigningIn={isGated} />
      <Banners isSigningIn={isGated} />
      <main id="main" className="main" tabIndex={-1}>
        <HasMoved value={hasMoved}>
          <CaptionDrafts>
            {isGated ? <Authenticator identifier="email" className="sign-in" remember={remember} /> : <Screen route={route} />}
          </CaptionDrafts>
        </HasMoved>
      </main>
      <Footer />
    </Notices>
  );
}

/** Where only a signed-in person may go. Everything else is open to guests, where guests are welcome. */
function needsSignIn(route: Route): boolean {
  return !guestsWelcome || route.kind === 'sign-in' || (route.kind === 'album' && route.shelf === 'mine');
}

/** Names the screen of a route. Photos open above their album's. */
function screenOf(route: Route): string {
  return route.kind === 'album' ? `${route.shelf}/${route.album}` : route.kind;
}

/** Waits until it is known who is looking, and says so when that cannot be found out. */
function Screen({ route }: { readonly route: Route }): ReactElement {
  const identity = useIdentity();
  const error = useCredentials((credentials) => credentials.error);
  const refresh = useCredentials((credentials) => credentials.refresh);
  if (identity !== undefined) {
    const screen = <ScreenOf route={route} identity={identity} />;
    return identity.isGuest ? screen : <Uploads key={identity.id}>{screen}</Uploads>;
  }
  if (error === undefined) return <Skeletons label="Opening the album" />;
  const retry = (): void => void refresh().catch(() => undefined);
  return <Problem title="The album could not be opened." error={error} onRetry={retry} />;
}

interface ScreenOfProps {
  readonly route: Route;
  readonly identity: Identity;
}

function ScreenOf({ route, identity }: ScreenOfProps): ReactElement {
  switch (route.kind) {
    case 'home':
    case 'sign-in':
      return <HomeScreen identityId={identity.id} isGuest={identity.isGuest} />;
    case 'album': {
      const album = albumOf(route.shelf, identity.id, route.album);
      return <AlbumScreen key={album.prefix} album={album} openPhoto={route.photo} />;
    }
    case 'unknown':
      return (
        <>
          <ScreenHeading title="There is nothing here" />
          <p>
            The address leads nowhere. <a href={homeHref}>Go to the albums</a>
          </p>
        </>
      );
    default:
      return route satisfies never;
  }
}

/** The fragment is the app's address, so the link moves the focus itself. */
function skipToMain(event: { readonly preventDefault: () => void }): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}
