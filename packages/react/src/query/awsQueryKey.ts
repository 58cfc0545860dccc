import type { AwsClient } from '@valetkey/core';
import { commandName, type AnyAwsCommandClass } from './awsCommand.ts';
import type { AwsQueryScope } from './awsQueryTarget.ts';
import { keyInput } from './keyInput.ts';

/** The key of a query: `['aws', scope, 'S3', 'ListObjectsV2Command', input]`, or the beginning of one. */
export type AwsQueryKey = readonly ['aws', Partial<AwsQueryScope>, string, ...(readonly unknown[])];

/** Makes the key of a query, or a prefix of it when the input or the command is left out. */
export function awsQueryKey(
  client: AwsClient,
  scope: Partial<AwsQueryScope>,
  command?: AnyAwsCommandClass,
  input?: object,
): AwsQueryKey {
  const { serviceId } = client.config as { readonly serviceId?: unknown };
  const service = String(serviceId);
  if (command === undefined) return ['aws', scope, service];
  if (input === undefined) return ['aws', scope, service, commandName(command)];
  return ['aws', scope, service, commandName(command), keyInput(input)];
}

/** The scope of a key, or `undefined` when it is not one of ours. */
export function scopeOfKey(key: readonly unknown[] | undefined): Partial<AwsQueryScope> | undefined {
  if (key?.[0] !== 'aws') return undefined;
  const scope = key[1];
  return typeof scope === 'object' && scope !== null ? scope : undefined;
}
