import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { createUserPoolSession } from '@valetkey/cognito';
import { createCredentialStore } from '@valetkey/core';
import { fromCognitoIdentityPool } from '@valetkey/credential-providers';
import { CredentialsProvider } from '@valetkey/react';
import { useAwsQuery } from '@valetkey/react/query';
import { Authenticator } from '@valetkey/ui';

const session = createUserPoolSession({ userPoolId: 'eu-west-1_AbCdEf123', userPoolClientId: '1example23456789' });
const provider = fromCognitoIdentityPool({ identityPoolId: 'eu-west-1:01234567-89ab-cdef-0123-456789abcdef', logins: session });
const credentials = createCredentialStore({ provider });

const Album = () =>
  useAwsQuery(S3Client, ListObjectsV2Command, { Bucket: 'album' }).data?.Contents?.map(({ Key }) => <p key={Key}>{Key}</p>);

export const App = () => (
  <CredentialsProvider session={session} credentials={credentials} clientDefaults={{ region: 'eu-west-1' }}>
    <Authenticator><Album /></Authenticator>
  </CredentialsProvider>
);
