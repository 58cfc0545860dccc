import type { DataTag, QueryFunction, UseQueryOptions } from '@tanstack/react-query';
import type { AwsClient } from '@valetkey/core';
import { sendCommand, type AwsCommandClass, type AwsInputOf, type IsInputOf } from './awsCommand.ts';
import { awsQueryKey, type AwsQueryKey } from './awsQueryKey.ts';
import type { AwsQueryTarget } from './awsQueryTarget.ts';
import { followIdentity } from './followIdentity.ts';

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
 * @param settings - What `useQuery` takes. `retry` (default 3) applies to what may pass.
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
  const { client, scope } = target;
  return {
    ...settings,
    ...followIdentity(target, settings),
    queryKey: awsQueryKey(client, scope, command, input) as DataTag<AwsQueryKey, Output, Error>,
    queryFn: ({ signal }) => sendCommand(client, command, input, signal),
  };
}
