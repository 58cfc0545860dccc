import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { S3Client } from '@aws-sdk/client-s3';
import type { CredentialStore } from '@valetkey/core';
import { CredentialsProvider } from '@valetkey/react';
import type { ReactNode } from 'react';

// Optional: options of these services are then checked against their client class, wherever they are set.
declare module '@valetkey/core' {
  interface ServiceClients {
    S3: typeof S3Client;
    DynamoDB: typeof DynamoDBClient;
  }
}

export const App = ({ credentials, children }: { readonly credentials: CredentialStore; readonly children: ReactNode }) => (
  <CredentialsProvider
    credentials={credentials}
    clientDefaults={{ region: 'eu-west-1', maxAttempts: 5 }}
    services={{
      S3: { useAccelerateEndpoint: true },
      DynamoDB: { region: 'eu-central-1', retryMode: 'adaptive' },
    }}
  >
    {children}
  </CredentialsProvider>
);
