import { Authenticator } from '@valetkey/ui';
import type { ReactNode } from 'react';
import { OwnPhotos } from '../album/OwnPhotos.tsx';
import { PublicPhotos } from '../album/PublicPhotos.tsx';

// Asked for with each request: what is public can change.
export const dynamic = 'force-dynamic';

/** What everybody sees, then what is one's own. */
export default function Page(): ReactNode {
  return (
    <main>
      <h1>Album</h1>
      <section aria-labelledby="public">
        <h2 id="public">For everybody</h2>
        <PublicPhotos />
      </section>
      <section aria-labelledby="own">
        <h2 id="own">Yours</h2>
        <Authenticator identifier="email">
          <OwnPhotos />
        </Authenticator>
      </section>
    </main>
  );
}
