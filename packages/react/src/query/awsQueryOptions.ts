import type { DataTag, QueryFunction, UseQueryOptions } from '@tanstack/react-query';
import type { AwsClient } from '@valetkey/core';
import { sendCommand, type AwsCommandClass, type AwsInputOf, type IsInputOf } from './awsCommand.ts';
import { awsQueryKey, scopeOfKey, type AwsQueryKey } from './awsQueryKey.ts';
import type { AwsQueryScope, AwsQueryTarget } from './awsQueryTarget.ts';
import { mayRetry } from './mayRetry.ts';

/** How often a failed query is tried again unless told otherwise: TanStack Query's own default. */
export const DEFAULT_QUERY_RETRIES = 3;

/** Everything `useQuery` takes except what follows from the command. */
export type AwsQuerySettings<Output, Data = Output> = Omit<
  UseQueryOptions<Output, Error, Data, AwsQueryKey>,
  'queryKey' | 'queryFn' | 'queryHash' | 'queryKeyHashFn'
>;

/** Options for `useQuery`, `useQueries`, `useSuspenseQuery`, `prefetchQuery` and whatever else takes TanStack's. */
export type AwsQueryOptions<Output, Data = Output> = AwsQuerySettings<Output, Data> & {
  readonly queryKey: DataTag<AwsQueryKey, Output, Error>;
  readonly queryFn: QueryFunction<Output, AwsQueryKey>;
};

/**
 * Describes one AWS read for TanStack Query. The request is aborted when the query is cancelled; refusals that will stay
 * refusals are not tried again.
 * @param target - Where the query goes and as whom, from `useAwsQueryTarget`.
 * @param command - E.g. `ListObjectsV2Command`; must be a command of the client's service.
 * @param input - The command's input; it is part of the key.
 * @param settings - What `useQuery` takes. `retry` (default {@link DEFAULT_QUERY_RETRIES}) applies to what may pass.
 */
export function awsQueryOptions<
  Client extends AwsClient,
  Input extends AwsInputOf<Client>,
  Output extends object,
  Data = Output,
>(
  target: AwsQueryTarget<Client>,
  command: AwsCommandClass<Input, Output> & IsInputOf<Client, Input>,
  input: NoInfer<Input>,
  settings: AwsQuerySettings<Output, Data> = {},
): AwsQueryOptions<Output, Data> {
  const { client, scope, ready } = target;
  return {
    ...settings,
    ...(ready ? {} : { enabled: false }),
    ...(settings.placeholderData === undefined
      ? {}
      : { placeholderData: ofSameIdentity(settings.placeholderData, scope) }),
    retry: retryIfItMayHelp(settings.retry ?? DEFAULT_QUERY_RETRIES),
    queryKey: awsQueryKey(client, scope, command, input) as DataTag<AwsQueryKey, Output, Error>,
    queryFn: ({ signal }) => sendCommand(client, command, input, signal),
  };
}

type Retry = NonNullable<UseQueryOptions['retry']>;

function retryIfItMayHelp(retry: Retry): (failureCount: number, error: Error) => boolean {
  return (failureCount, error) => {
    if (!mayRetry(error)) return false;
    if (typeof retry === 'function') return retry(failureCount, error);
    return typeof retry === 'number' ? failureCount < retry : retry;
  };
}

/** Keeps `placeholderData: keepPreviousData` from showing what somebody else saw before. */
function ofSameIdentity<PlaceholderData>(placeholderData: PlaceholderData, scope: AwsQueryScope): PlaceholderData {
  if (typeof placeholderData !== 'function') return placeholderData;
  const choose = placeholderData as unknown as (data: unknown, query: PreviousQuery | undefined) => unknown;
  const guarded = (data: unknown, query: PreviousQuery | undefined): unknown => {
    const previous = scopeOfKey(query?.queryKey);
    const same =
      previous?.credentials === scope.credentials &&
      previous.epoch === scope.epoch &&
      previous.identityId === scope.identityId;
    return same ? choose(data, query) : choose(undefined, undefined);
  };
  return guarded as PlaceholderData;
}

interface PreviousQuery {
  readonly queryKey: readonly unknown[];
}
