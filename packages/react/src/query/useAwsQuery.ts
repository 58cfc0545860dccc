'use client';

import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import type { AwsClientClass, AwsClientConfig } from '@valetkey/core';
import type { AwsCommandClass, AwsInputOf, IsInputOf } from './awsCommand.ts';
import { awsQueryOptions, type AwsQuerySettings } from './awsQueryOptions.ts';
import { useAwsQueryTarget } from './useAwsQueryTarget.ts';
import { withDefaultRetry } from './withDefaultRetry.ts';

/** What {@link useAwsQuery} takes beside the command. */
export type UseAwsQueryOptions<Class, Output, Data = Output> = AwsQuerySettings<Output, Data> & {
  /** Options for the client, as in `useClient`. */
  readonly config?: Partial<AwsClientConfig<Class>>;
};

/**
 * Reads from AWS with TanStack Query: `useAwsQuery(S3Client, ListObjectsV2Command, { Bucket: 'album' })`. The query waits
 * until it is known who is signed in, fails with `NOT_SIGNED_IN` when nobody is and guests are not let in, and belongs to
 * one identity: when that changes it is aborted and forgotten. Refreshing credentials does not render the component.
 * @param options - What `useQuery` takes, and `config` for the client. `retry` applies to failures that may pass.
 * @throws CredentialsError `PROVIDER_MISSING`, `UNKNOWN_SERVICE`.
 */
export function useAwsQuery<
  Class extends AwsClientClass,
  Input extends AwsInputOf<InstanceType<Class>>,
  Output extends object,
  Data = Output,
>(
  clientClass: Class,
  command: AwsCommandClass<Input, Output> & IsInputOf<InstanceType<Class>, Input>,
  input: NoInfer<Input>,
  options: UseAwsQueryOptions<Class, Output, Data> = {},
): UseQueryResult<Data> {
  const { config, ...settings } = options;
  const target = useAwsQueryTarget(clientClass, config);
  return useQuery(awsQueryOptions(target, command, input, withDefaultRetry(settings, useQueryClient())));
}
