import { DeleteObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { createUserPoolSession } from '@valetkey/cognito';
import { createCredentialStore } from '@valetkey/core';
import { allow, classicFlow, fromCognitoIdentityPool, policy } from '@valetkey/credential-providers';
import { CredentialsProvider, CredentialsScope, useCan, useClient } from '@valetkey/react';

const session = createUserPoolSession({ userPoolId: 'eu-west-1_AbCdEf123', userPoolClientId: '1example23456789' });
const credentials = createCredentialStore({
  provider: fromCognitoIdentityPool({
    identityPoolId: 'eu-west-1:01234567-89ab-cdef-0123-456789abcdef',
    logins: session,
    // The flow in which the app names the role, so that scopes can narrow it. Switch it on in the identity pool.
    flow: classicFlow({ roleArn: 'arn:aws:iam::123456789012:role/album' }),
  }),
});

// What one part of the app needs, and no more.
const looking = policy(allow('s3:GetObject', 'arn:aws:s3:::album/public/*'));
const ownPhotos = policy(allow(['s3:GetObject', 's3:DeleteObject'], 'arn:aws:s3:::album/users/${identityId}/*'));

export const Album = ({ ownPhoto }: { readonly ownPhoto: string }) => (
  <CredentialsProvider session={session} credentials={credentials} clientDefaults={{ region: 'eu-west-1' }}>
    <CredentialsScope policy={looking}>
      <DeleteButton photo="public/harbour.jpg" />
    </CredentialsScope>
    <CredentialsScope policy={ownPhotos} durationSeconds={900}>
      <DeleteButton photo={ownPhoto} />
    </CredentialsScope>
  </CredentialsProvider>
);

function DeleteButton({ photo }: { readonly photo: string }) {
  const s3 = useClient(S3Client);
  // The first of the two never shows a button. If it did, AWS would refuse.
  if (useCan('s3:DeleteObject', `arn:aws:s3:::album/${photo}`) === 'denied') return null;
  return <button onClick={() => void s3.send(new DeleteObjectCommand({ Bucket: 'album', Key: photo }))}>Delete</button>;
}
