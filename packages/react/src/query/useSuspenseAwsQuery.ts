'use client';

import { useQueryClient, useSuspenseQuery, type UseSuspenseQueryResult } from '@tanstack/react-query';
import { systemClock, type AwsClientClass } from '@valetkey/core';
import { suspendUntilKnown } from '../credentials/suspendUntilKnown.ts';
import { useCredentialsContext } from '../provider/credentialsContext.ts';
import type { AwsCommandClass, AwsInputOf, IsInputOf } from './awsCommand.ts';
import { awsQueryOptions } from './awsQueryOptions.ts';
import type { UseAwsQueryOptions } from './useAwsQuery.ts';
import { useAwsQueryTarget } from './useAwsQueryTarget.ts';
import { withDefaultRetry } from './withDefaultRetry.ts';

/** What {@link useSuspenseAwsQuery} takes beside the command. */
export type UseSuspenseAwsQueryOptions<Class, Output, Data = Output> = Omit<
  UseAwsQueryOptions<Class, Output, Data>,
  'enabled' | 'throwOnError' | 'placeholderData'
>;

/**
 * As `useAwsQuery`, for `Suspense`: the component suspends until it is known who is signed in and the answer is there, so
 * `data` is never `undefined`. A failure is thrown to the nearest error boundary, `NOT_SIGNED_IN` as well; TanStack's
 * `QueryErrorResetBoundary` tries again. When the signed-in identity changes the component suspends anew.
 *
 * On a server it behaves as `useSuspenseCredentials`.
 * @param options - What `useSuspenseQuery` takes, and `config` for the client. `retry` applies to failures that may pass.
 * @throws CredentialsError `PROVIDER_MISSING`, `UNKNOWN_SERVICE`, or why there are no credentials.
 */
export function useSuspenseAwsQuery<
  Class extends AwsClientClass,
  Input extends AwsInputOf<InstanceType<Class>>,
  Output extends object,
  Data = Output,
>(
  clientClass: Class,
  command: AwsCommandClass<Input, Output> & IsInputOf<InstanceType<Class>, Input>,
  input: NoInfer<Input>,
  options: UseSuspenseAwsQueryOptions<Class, Output, Data> = {},
): UseSuspenseQueryResult<Data> {
  const { config, ...settings } = options;
  const { clock = systemClock } = useCredentialsContext();
  const queryClient = useQueryClient();
  const target = useAwsQueryTarget(clientClass, config);
  if (!target.ready && target.store !== undefined) suspendUntilKnown(target.store, clock);
  return useSuspenseQuery(awsQueryOptions(target, command, input, withDefaultRetry(settings, queryClient)));
}
