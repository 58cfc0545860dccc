import { ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCredentials, useSession, useUser } from '@valetkey/react';
import { useAwsMutation, useAwsQuery, useAwsQueryKey } from '@valetkey/react/query';
import { SignOutButton } from '@valetkey/ui';
import { useId, type ChangeEvent, type ReactNode } from 'react';
import { awsNames } from '../aws/awsNames.ts';
import { session } from '../aws/browserAws.ts';
import { PhotoNames } from './PhotoNames.tsx';

/** The photos of whoever is signed in: as the browser sees them, and how many the server finds with the same token. */
export function OwnPhotos(): ReactNode {
  const identityId = useCredentials(({ identityId: id }) => id);
  if (identityId === undefined) return <p>One moment …</p>;
  return <PhotosOf identityId={identityId} />;
}

function PhotosOf({ identityId }: { readonly identityId: string }): ReactNode {
  const Prefix = `users/${identityId}/`;
  const input = { Bucket: awsNames.VITE_PHOTO_BUCKET, Prefix };
  const user = useUser();
  const photos = useAwsQuery(S3Client, ListObjectsV2Command, input);
  const photosKey = useAwsQueryKey(S3Client, ListObjectsV2Command, input);
  const queries = useQueryClient();
  const upload = useAwsMutation(S3Client, PutObjectCommand, {
    onSuccess: () => queries.invalidateQueries({ queryKey: photosKey }),
  });
  const field = useId();

  async function add({ target }: ChangeEvent<HTMLInputElement>): Promise<void> {
    const file = target.files?.[0];
    if (file === undefined) return;
    const Body = new Uint8Array(await file.arrayBuffer());
    upload.mutate({ Bucket: awsNames.VITE_PHOTO_BUCKET, Key: `${Prefix}${file.name}`, Body, ContentType: file.type });
    target.value = '';
  }

  return (
    <>
      <p>
        Signed in as {user?.email}. <SignOutButton />
      </p>
      <label htmlFor={field}>Add a photo</label>
      <input id={field} type="file" accept="image/*" onChange={(event) => void add(event)} />
      {photos.isSuccess && <PhotoNames keys={(photos.data.Contents ?? []).map(({ Key = '' }) => Key)} />}
      {(photos.error ?? upload.error) && <p role="alert">{(photos.error ?? upload.error)?.message}</p>}
      <CountByServer updatedAt={photos.dataUpdatedAt} />
    </>
  );
}

/** Asks the server, which obtains the person's credentials for this one request. */
function CountByServer({ updatedAt }: { readonly updatedAt: number }): ReactNode {
  const { epoch } = useSession();
  const { data } = useQuery({
    queryKey: ['aws', 'count', epoch, updatedAt],
    queryFn: async ({ signal }) => {
      const { idToken } = await session.getTokens();
      const response = await fetch('/api/photos', { headers: { authorization: `Bearer ${idToken}` }, signal });
      if (!response.ok) throw new Error(`The server answered ${response.status}.`);
      return (await response.json()) as { readonly count: number };
    },
  });
  return <p aria-live="polite">{data === undefined ? '' : `The server counts ${data.count}.`}</p>;
}
