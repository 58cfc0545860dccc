import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { createCredentialStore } from '@valetkey/core';
import { fromCognitoIdentityPool } from '@valetkey/credential-providers';
import { CredentialsScope, useClient, useClientConfig } from '@valetkey/react';

// Another account: its own identity pool, its own credentials.
const archive = createCredentialStore({
  provider: fromCognitoIdentityPool({ identityPoolId: 'us-east-1:01234567-89ab-cdef-0123-456789abcdef', guest: true }),
});

export const Archive = () => (
  <CredentialsScope credentials={archive} services={['S3']} clientDefaults={{ region: 'us-east-1' }}>
    <Shelf />
  </CredentialsScope>
);

function Shelf() {
  // For this client alone: it wins over everything around it. Components that ask for the same share one client.
  const s3 = useClient(S3Client, { maxAttempts: 1 });
  const { region, credentials, maxAttempts } = useClientConfig(S3Client, { maxAttempts: 1 });
  return (
    <button onClick={() => void s3.send(new ListBucketsCommand({}))}>
      {/* us-east-1 (service-scope), cognito-identity-pool (service-scope), 1 (hook) */}
      {[region, credentials, maxAttempts].map((option) => `${String(option?.value)} (${option?.level})`).join(', ')}
    </button>
  );
}
