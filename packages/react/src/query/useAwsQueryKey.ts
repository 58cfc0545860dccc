'use client';

import type { AwsClientClass } from '@valetkey/core';
import { useClient } from '../client/useClient.ts';
import type { AwsCommandClass, AwsInputOf, IsInputOf } from './awsCommand.ts';
import { awsQueryKey, type AwsQueryKey } from './awsQueryKey.ts';

/**
 * The beginning of the keys of a service's queries, of one command's, or of one input's, for `invalidateQueries`:
 * `queryClient.invalidateQueries({ queryKey: useAwsQueryKey(S3Client, ListObjectsV2Command) })`. It matches whatever region
 * they go to. The key of one query itself is `awsQueryOptions(…).queryKey`.
 * @throws CredentialsError `PROVIDER_MISSING`, `UNKNOWN_SERVICE`.
 */
export function useAwsQueryKey<Class extends AwsClientClass, Input extends AwsInputOf<InstanceType<Class>>>(
  clientClass: Class,
  command?: AwsCommandClass<Input, unknown> & IsInputOf<InstanceType<Class>, Input>,
  input?: Partial<NoInfer<Input>>,
): AwsQueryKey {
  const client = useClient(clientClass);
  // An empty scope matches every scope; data of other identities is not kept anyway.
  return awsQueryKey(client, {}, command, input);
}
