'use client';

import { useInfiniteQuery, useQueryClient, type InfiniteData, type UseInfiniteQueryResult } from '@tanstack/react-query';
import type { AwsClientClass, AwsClientConfig } from '@valetkey/core';
import type { AwsCommandClass, AwsInputOf, IsInputOf } from './awsCommand.ts';
import { awsInfiniteQueryOptions, type AwsInfiniteQuerySettings } from './awsInfiniteQueryOptions.ts';
import type { PageToken } from './pageToken.ts';
import { useAwsQueryTarget } from './useAwsQueryTarget.ts';
import { withDefaultRetry } from './withDefaultRetry.ts';

/** What {@link useAwsInfiniteQuery} takes beside the command. */
export type UseAwsInfiniteQueryOptions<Class, Input, Output, Data = InfiniteData<Output>> = AwsInfiniteQuerySettings<
  Output,
  Data
> & {
  /** How the operation passes on where it has got to, e.g. `{ in: 'ContinuationToken', out: 'NextContinuationToken' }`. */
  readonly pageToken: PageToken<Input, Output>;
  /** Options for the client, as in `useClient`. */
  readonly config?: Partial<AwsClientConfig<Class>>;
};

/**
 * Reads from AWS page after page with TanStack Query. As `useAwsQuery` otherwise, and all pages belong to one identity.
 *
 *     const photos = useAwsInfiniteQuery(S3Client, ListObjectsV2Command, { Bucket: 'album', MaxKeys: 50 }, {
 *       pageToken: { in: 'ContinuationToken', out: 'NextContinuationToken' },
 *     });
 *     photos.data?.pages; photos.fetchNextPage();
 * @param input - The input of the first page.
 * @param options - What `useInfiniteQuery` takes, `pageToken`, and `config` for the client.
 * @throws CredentialsError `PROVIDER_MISSING`, `UNKNOWN_SERVICE`.
 */
export function useAwsInfiniteQuery<
  Class extends AwsClientClass,
  Input extends AwsInputOf<InstanceType<Class>> & object,
  Output extends object,
  Data = InfiniteData<Output>,
>(
  clientClass: Class,
  command: AwsCommandClass<Input, Output> & IsInputOf<InstanceType<Class>, Input>,
  input: NoInfer<Input>,
  options: UseAwsInfiniteQueryOptions<Class, NoInfer<Input>, NoInfer<Output>, Data>,
): UseInfiniteQueryResult<Data> {
  const { config, ...settings } = options;
  const target = useAwsQueryTarget(clientClass, config);
  return useInfiniteQuery(awsInfiniteQueryOptions(target, command, input, withDefaultRetry(settings, useQueryClient())));
}
