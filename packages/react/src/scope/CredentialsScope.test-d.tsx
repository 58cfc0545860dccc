import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import type { CredentialProvider, CredentialStore, ExplainedOption, Policy } from '@valetkey/core';
import { expectTypeOf } from 'vitest';
import { useClientConfig } from '../client/useClientConfig.ts';
import { CredentialsProvider } from '../provider/CredentialsProvider.tsx';
import { CredentialsScope } from './CredentialsScope.tsx';

declare module '@valetkey/core' {
  // Services whose options are checked wherever they are set.
  interface ServiceClients {
    DynamoDB: typeof DynamoDBClient;
  }
}

declare const credentials: CredentialStore;
declare const provider: CredentialProvider;
declare const policy: Policy;
declare const maybePolicy: Policy | undefined;
const roleArn = 'arn:aws:iam::123456789012:role/reader';
const policyArns: readonly string[] = [];

export const allowed = [
  <CredentialsScope key={1} credentials={credentials} />,
  <CredentialsScope key={2} provider={provider} services={['S3']} />,
  <CredentialsScope key={3} policy={policy} policyArns={policyArns} durationSeconds={900} />,
  <CredentialsScope key={4} policyArns={policyArns} services={{ S3: { forcePathStyle: true } }} />,
  <CredentialsScope key={5} roleArn={roleArn} policy={maybePolicy} clientDefaults={{ region: 'eu-west-1' }} />,
  <CredentialsScope key={6} clientDefaults={{ region: 'eu-west-1' }} />,
  <CredentialsScope key={7} services={{ S3: { credentials: credentials.provider } }} />,
];

export const refused = [
  // @ts-expect-error -- two stores of credentials
  <CredentialsScope key={1} credentials={credentials} provider={provider} />,
  // @ts-expect-error -- a store is not narrowed by the same scope: nest one in another
  <CredentialsScope key={2} credentials={credentials} policy={policy} />,
  // @ts-expect-error -- nor a provider
  <CredentialsScope key={3} provider={provider} roleArn={roleArn} />,
  // @ts-expect-error -- a duration of nothing
  <CredentialsScope key={4} provider={provider} durationSeconds={900} />,
  // @ts-expect-error -- a policy that may be missing would be a scope that narrows nothing
  <CredentialsScope key={5} policy={maybePolicy} />,
  // @ts-expect-error -- credentials among the options: they have a prop of their own
  <CredentialsScope key={6} clientDefaults={{ credentials: credentials.provider }} />,
  // @ts-expect-error -- a scope that sets nothing
  <CredentialsScope key={7} />,
  // @ts-expect-error -- the wrong type of an option, as the client class has it
  <CredentialsScope key={8} services={{ DynamoDB: { accountIdEndpointMode: 5 } }} />,
  // @ts-expect-error -- the same at the provider
  <CredentialsProvider key={9} credentials={credentials} services={{ DynamoDB: { accountIdEndpointMode: 5 } }} />,
];

/** Compiled, never called. */
export function useChecks(): void {
  const config = useClientConfig(S3Client, { forcePathStyle: true });
  expectTypeOf(config.forcePathStyle).toEqualTypeOf<ExplainedOption<NonNullable<S3ClientConfig['forcePathStyle']>> | undefined>();
  // Secrets are told by name.
  expectTypeOf(config.credentials).toEqualTypeOf<ExplainedOption<string> | undefined>();
  // @ts-expect-error -- an option of another service
  void config.accountIdEndpointMode;
  // @ts-expect-error -- an option of another service
  useClientConfig(S3Client, { accountIdEndpointMode: 'disabled' });
}
