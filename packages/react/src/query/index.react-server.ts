// What server components may use: queries without hooks, for a request's own client.
export { awsQueryOptions } from './awsQueryOptions.ts';
export type { AwsQueryOptions, AwsQuerySettings } from './awsQueryOptions.ts';
export { DEFAULT_QUERY_RETRIES } from './followIdentity.ts';
export { awsInfiniteQueryOptions } from './awsInfiniteQueryOptions.ts';
export type { AwsInfiniteQueryOptions, AwsInfiniteQuerySettings } from './awsInfiniteQueryOptions.ts';
export type { PageToken } from './pageToken.ts';
export { awsDehydrateOptions } from './awsDehydrateOptions.ts';
export { createAwsQueryTarget } from './awsQueryTarget.ts';
export type { AwsQueryScope, AwsQueryTarget } from './awsQueryTarget.ts';
export type { AwsQueryKey } from './awsQueryKey.ts';
export type { AwsCommand, AwsCommandClass, AwsInputOf } from './awsCommand.ts';
export { mayRetry } from './mayRetry.ts';
