import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { Authenticator } from '@valetkey/ui';
import type { ReactNode } from 'react';
import { useLoaderData } from 'react-router';
import { OwnPhotos } from '../album/OwnPhotos.tsx';
import { PhotoNames } from '../album/PhotoNames.tsx';
import { awsNames } from '../aws/awsNames.ts';
import { guestS3 } from '../aws/guestS3.server.ts';

/** What everybody may see, read on the server. */
export async function loader(): Promise<{ readonly publicKeys: readonly string[] }> {
  const input = { Bucket: awsNames.VITE_PHOTO_BUCKET, Prefix: 'public/' };
  const { Contents = [] } = await guestS3.send(new ListObjectsV2Command(input));
  return { publicKeys: Contents.map(({ Key = '' }) => Key) };
}

/** What everybody sees, then what is one's own. */
export default function Home(): ReactNode {
  const { publicKeys } = useLoaderData<typeof loader>();
  return (
    <main>
      <h1>Album</h1>
      <section aria-labelledby="public">
        <h2 id="public">For everybody</h2>
        <PhotoNames keys={publicKeys} />
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
