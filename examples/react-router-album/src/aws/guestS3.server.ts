import { S3Client } from '@aws-sdk/client-s3';
import { createCredentialStore } from '@valetkey/core';
import { fromCognitoIdentityPool } from '@valetkey/credential-providers';
import { awsNames, emulatorEndpoint, s3Options } from './awsNames.ts';

// The server's own credentials are one guest's, the same for all requests: they belong to nobody.
const { provider } = createCredentialStore({
  provider: fromCognitoIdentityPool({ identityPoolId: awsNames.VITE_IDENTITY_POOL_ID, guest: true, ...emulatorEndpoint }),
});

/** Reads what everybody may read. */
export const guestS3: S3Client = new S3Client({ ...s3Options, credentials: provider });
