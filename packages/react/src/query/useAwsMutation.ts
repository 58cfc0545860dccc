'use client';

import { useMutation, type UseMutationOptions, type UseMutationResult } from '@tanstack/react-query';
import type { AwsClientClass, AwsClientConfig } from '@valetkey/core';
import { sendCommand, type AwsCommandClass, type AwsInputOf, type IsInputOf } from './awsCommand.ts';
import { awsQueryKey } from './awsQueryKey.ts';
import { abortWithIdentity } from './abortWithIdentity.ts';
import { useAwsQueryTarget } from './useAwsQueryTarget.ts';

/** What {@link useAwsMutation} takes beside the command: everything `useMutation` does, and options for the client. */
export type UseAwsMutationOptions<Class, Input, Output, Context = unknown> = Omit<
  UseMutationOptions<Output, Error, Input, Context>,
  'mutationKey' | 'mutationFn'
> & {
  /** Options for the client, as in `useClient`. */
  readonly config?: Partial<AwsClientConfig<Class>>;
};

/**
 * Writes to AWS with TanStack Query: `const put = useAwsMutation(S3Client, PutObjectCommand)`, then `put.mutate(input)`.
 * A write on its way is aborted when the signed-in identity changes. Nothing is retried beyond what the SDK retries, unless
 * `retry` says so. The input is no part of the key.
 * @throws CredentialsError `PROVIDER_MISSING`, `UNKNOWN_SERVICE`.
 */
export function useAwsMutation<
  Class extends AwsClientClass,
  Input extends AwsInputOf<InstanceType<Class>>,
  Output extends object,
  Context = unknown,
>(
  clientClass: Class,
  command: AwsCommandClass<Input, Output> & IsInputOf<InstanceType<Class>, Input>,
  options: UseAwsMutationOptions<Class, Input, Output, Context> = {},
): UseMutationResult<Output, Error, Input, Context> {
  const { config, ...settings } = options;
  const { client, scope, store } = useAwsQueryTarget(clientClass, config);
  return useMutation({
    ...settings,
    mutationKey: awsQueryKey(client, scope, command),
    mutationFn: (input: Input) => abortWithIdentity(store, (signal) => sendCommand(client, command, input, signal)),
  });
}
