import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import type { CredentialStore } from '@valetkey/core';
import { expectTypeOf } from 'vitest';
import { CredentialsProvider } from '../provider/CredentialsProvider.tsx';
import { useClient } from './useClient.ts';

declare const credentials: CredentialStore;

/** Compiled, never called. */
export function useChecks(): void {
  expectTypeOf(useClient(S3Client)).toEqualTypeOf<S3Client>();
  expectTypeOf(useClient(DynamoDBClient, { region: 'eu-west-1' })).toEqualTypeOf<DynamoDBClient>();
  useClient(S3Client, { forcePathStyle: true, credentials: credentials.provider });
  // @ts-expect-error -- an option of another service
  useClient(DynamoDBClient, { forcePathStyle: true });
  // @ts-expect-error -- the wrong type
  useClient(S3Client, { forcePathStyle: 'yes' });
  // @ts-expect-error -- no client class
  useClient(Date);
}

export const provider = (
  <CredentialsProvider
    credentials={credentials}
    clientDefaults={{ region: 'eu-west-1' }}
    services={{ S3: { forcePathStyle: true }, DynamoDB: { maxAttempts: 5 } }}
  />
);
// @ts-expect-error -- the wrong type
export const wrongRegion = <CredentialsProvider credentials={credentials} services={{ S3: { region: 5 } }} />;
// @ts-expect-error -- credentials are required
export const withoutCredentials = <CredentialsProvider clientDefaults={{ region: 'eu-west-1' }} />;
