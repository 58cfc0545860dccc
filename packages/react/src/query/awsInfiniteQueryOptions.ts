import type { DataTag, InfiniteData, QueryFunction, UseInfiniteQueryOptions } from '@tanstack/react-query';
import type { AwsClient } from '@valetkey/core';
import { sendCommand, type AwsCommandClass, type AwsInputOf, type IsInputOf } from './awsCommand.ts';
import { awsQueryKey, type AwsQueryKey } from './awsQueryKey.ts';
import type { AwsQueryTarget } from './awsQueryTarget.ts';
import { followIdentity } from './followIdentity.ts';
import { inputOfPage, nextTokenOf, type PageToken } from './pageToken.ts';

/** Everything `useInfiniteQuery` takes except what follows from the command. */
export type AwsInfiniteQuerySettings<Output, Data = InfiniteData<Output>> = Omit<
  UseInfiniteQueryOptions<Output, Error, Data, AwsQueryKey>,
  | 'queryKey'
  | 'queryFn'
  | 'queryHash'
  | 'queryKeyHashFn'
  | 'initialPageParam'
  | 'getNextPageParam'
  | 'getPreviousPageParam'
>;

/** Options for `useInfiniteQuery`, `useSuspenseInfiniteQuery`, `prefetchInfiniteQuery` and whatever else takes TanStack's. */
export type AwsInfiniteQueryOptions<Output, Data = InfiniteData<Output>> = AwsInfiniteQuerySettings<Output, Data> & {
  readonly queryKey: DataTag<AwsQueryKey, InfiniteData<Output>, Error>;
  readonly queryFn: QueryFunction<Output, AwsQueryKey, unknown>;
  readonly initialPageParam: unknown;
  readonly getNextPageParam: (lastPage: Output, pages: readonly Output[], lastPageParam: unknown) => unknown;
};

/**
 * Describes a paginated AWS read for TanStack Query, page after page. As `awsQueryOptions` otherwise.
 * @param target - Where the query goes and as whom, from `useAwsQueryTarget`.
 * @param command - E.g. `ListObjectsV2Command`; must be a command of the client's service.
 * @param input - The input of the first page.
 * @param options.pageToken - How the operation passes on where it has got to. AWS reads forward only: there are no previous
 * pages.
 */
export function awsInfiniteQueryOptions<
  Client extends AwsClient,
  Input extends AwsInputOf<Client> & object,
  Output extends object,
  Data = InfiniteData<Output>,
>(
  target: AwsQueryTarget<Client>,
  command: AwsCommandClass<Input, Output> & IsInputOf<Client, Input>,
  input: NoInfer<Input>,
  options: AwsInfiniteQuerySettings<Output, Data> & { readonly pageToken: NoInfer<PageToken<Input, Output>> },
): AwsInfiniteQueryOptions<Output, Data> {
  const { pageToken, ...settings } = options;
  const { client, scope } = target;
  // Not the key of a plain query: what the two hold under it differs.
  const queryKey: AwsQueryKey = [...awsQueryKey(client, scope, command, input), { pages: pageToken.in }];
  return {
    ...settings,
    ...followIdentity(target, settings),
    queryKey: queryKey as DataTag<AwsQueryKey, InfiniteData<Output>, Error>,
    queryFn: ({ pageParam, signal }) => sendCommand(client, command, inputOfPage(input, pageToken, pageParam), signal),
    initialPageParam: undefined,
    getNextPageParam: (lastPage, _pages, lastPageParam) => nextTokenOf(lastPage, pageToken, lastPageParam),
  };
}
