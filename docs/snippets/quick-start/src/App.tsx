import { ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { useQueryClient } from '@tanstack/react-query';
import { useCredentials, useSignOut, useUser } from '@valetkey/react';
import { useAwsMutation, useAwsQuery, useAwsQueryKey } from '@valetkey/react/query';

export function App() {
  const user = useUser();
  const { signOut } = useSignOut();
  // Every signed-in person owns one folder of the bucket, named by their identity id. The role allows no other.
  const identityId = useCredentials((credentials) => credentials.identityId);
  const mine = { Bucket: 'photo-album', Prefix: `users/${identityId}/` };

  const notes = useAwsQuery(S3Client, ListObjectsV2Command, mine, { enabled: identityId !== undefined });
  const listKey = useAwsQueryKey(S3Client, ListObjectsV2Command);
  const queryClient = useQueryClient();
  const add = useAwsMutation(S3Client, PutObjectCommand, {
    onSuccess: () => queryClient.invalidateQueries({ queryKey: listKey }),
  });

  return (
    <main>
      <h1>Hello, {user?.email}</h1>
      <ul>
        {notes.data?.Contents?.map(({ Key }) => (
          <li key={Key}>{Key?.slice(mine.Prefix.length)}</li>
        ))}
      </ul>
      <button
        disabled={identityId === undefined || add.isPending}
        onClick={() => add.mutate({ Bucket: mine.Bucket, Key: `${mine.Prefix}${new Date().toISOString()}.txt`, Body: 'Hello' })}
      >
        Add a note
      </button>
      <button onClick={() => void signOut()}>Sign out</button>
      {add.isError && <p role="alert">The note was not added. Please try again.</p>}
    </main>
  );
}
