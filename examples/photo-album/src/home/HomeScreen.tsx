import { useState, type ReactElement } from 'react';
import { AlbumShelf } from '../album/AlbumShelf.tsx';
import { CreateAlbumDialog } from '../album/CreateAlbumDialog.tsx';
import { signInHref } from '../route/route.ts';
import { ScreenHeading } from '../screen/ScreenHeading.tsx';

/** What {@link HomeScreen} takes. */
interface HomeScreenProps {
  readonly identityId: string;
  readonly isGuest: boolean;
}

/** The overview: one's own albums for who is signed in, and the public ones for everybody. */
export function HomeScreen({ identityId, isGuest }: HomeScreenProps): ReactElement {
  return (
    <>
      {isGuest ? <Welcome /> : <OwnAlbums identityId={identityId} />}
      <section className="section" aria-labelledby="public-gallery">
        <h2 id="public-gallery" className="section-title">
          Public gallery
        </h2>
        <AlbumShelf
          shelf="public"
          identityId={identityId}
          empty={
            <div className="empty">
              <p className="empty-title">The gallery is empty</p>
              <p>Nobody has put anything here yet.</p>
            </div>
          }
        />
      </section>
    </>
  );
}

function Welcome(): ReactElement {
  return (
    <section className="welcome">
      <ScreenHeading title="A quiet place for your photos" />
      <p className="welcome-text">
        Look around as a guest, or <a href={signInHref}>sign in</a> to keep albums only you can see.
      </p>
    </section>
  );
}

function OwnAlbums({ identityId }: { readonly identityId: string }): ReactElement {
  const [isCreating, setIsCreating] = useState(false);
  return (
    <section className="section" aria-label="Your albums">
      <div className="screen-head">
        <ScreenHeading title="Your albums" />
        <div className="screen-tools">
          <button type="button" className="button button-primary" onClick={() => setIsCreating(true)}>
            New album
          </button>
        </div>
      </div>
      <AlbumShelf
        shelf="mine"
        identityId={identityId}
        empty={
          <div className="empty">
            <p className="empty-title">No albums yet</p>
            <p>Create one, then drop your photos into it. Only you can see them.</p>
          </div>
        }
      />
      {isCreating ? <CreateAlbumDialog identityId={identityId} onClose={() => setIsCreating(false)} /> : null}
    </section>
  );
}
