import { DynamoDBClient, GetItemCommand, QueryCommand, type QueryCommandOutput } from '@aws-sdk/client-dynamodb';
import { ListObjectsV2Command, S3Client, type ListObjectsV2CommandOutput } from '@aws-sdk/client-s3';
import {
  useInfiniteQuery,
  useSuspenseInfiniteQuery,
  type InfiniteData,
  type QueryClient,
} from '@tanstack/react-query';
import { expectTypeOf } from 'vitest';
import { awsInfiniteQueryOptions } from './awsInfiniteQueryOptions.ts';
import { useAwsInfiniteQuery } from './useAwsInfiniteQuery.ts';
import { useAwsQueryTarget } from './useAwsQueryTarget.ts';
import { useSuspenseAwsQuery } from './useSuspenseAwsQuery.ts';

const byContinuation = { in: 'ContinuationToken', out: 'NextContinuationToken' } as const;
const input = { Bucket: 'album' };

/** Compiled, never called. */
export function useChecks(queryClient: QueryClient): void {
  expectTypeOf(useAwsInfiniteQuery(S3Client, ListObjectsV2Command, input, { pageToken: byContinuation }).data).toEqualTypeOf<
    InfiniteData<ListObjectsV2CommandOutput> | undefined
  >();
  expectTypeOf(
    useAwsInfiniteQuery(DynamoDBClient, QueryCommand, { TableName: 'captions' }, {
      pageToken: { in: 'ExclusiveStartKey', out: 'LastEvaluatedKey' },
    }).data,
  ).toEqualTypeOf<InfiniteData<QueryCommandOutput> | undefined>();
  expectTypeOf(
    useAwsInfiniteQuery(S3Client, ListObjectsV2Command, input, {
      pageToken: { in: 'StartAfter', out: ({ Contents }) => Contents?.at(-1)?.Key },
      select: ({ pages }) => pages.length,
      staleTime: 1_000,
      config: { forcePathStyle: true },
    }).data,
  ).toEqualTypeOf<number | undefined>();

  // @ts-expect-error -- where the next page begins is not known without it
  useAwsInfiniteQuery(S3Client, ListObjectsV2Command, input, {});
  // @ts-expect-error -- no member of the input
  useAwsInfiniteQuery(S3Client, ListObjectsV2Command, input, { pageToken: { in: 'NextToken', out: 'NextContinuationToken' } });
  // @ts-expect-error -- no member of the output
  useAwsInfiniteQuery(S3Client, ListObjectsV2Command, input, { pageToken: { in: 'ContinuationToken', out: 'NextToken' } });
  // @ts-expect-error -- a key is no text
  useAwsInfiniteQuery(DynamoDBClient, QueryCommand, { TableName: 'a' }, { pageToken: { in: 'ExclusiveStartKey', out: 'Count' } });
  // @ts-expect-error -- a command of another service
  useAwsInfiniteQuery(S3Client, QueryCommand, { TableName: 'a' }, { pageToken: { in: 'ExclusiveStartKey', out: 'LastEvaluatedKey' } });
  // @ts-expect-error -- what the token decides is not for the caller
  useAwsInfiniteQuery(S3Client, ListObjectsV2Command, input, { pageToken: byContinuation, getNextPageParam: () => 'a' });

  // The options fit everything that takes TanStack's, and the key remembers the data.
  const target = useAwsQueryTarget(S3Client);
  const options = awsInfiniteQueryOptions(target, ListObjectsV2Command, input, { pageToken: byContinuation });
  expectTypeOf(useInfiniteQuery(options).data).toEqualTypeOf<InfiniteData<ListObjectsV2CommandOutput> | undefined>();
  expectTypeOf(useSuspenseInfiniteQuery(options).data).toEqualTypeOf<InfiniteData<ListObjectsV2CommandOutput>>();
  expectTypeOf(queryClient.getQueryData(options.queryKey)).toEqualTypeOf<InfiniteData<ListObjectsV2CommandOutput> | undefined>();
  void queryClient.prefetchInfiniteQuery(options);

  // Suspended until it is there, data is never undefined.
  expectTypeOf(useSuspenseAwsQuery(S3Client, ListObjectsV2Command, input).data).toEqualTypeOf<ListObjectsV2CommandOutput>();
  expectTypeOf(
    useSuspenseAwsQuery(S3Client, ListObjectsV2Command, input, { select: ({ KeyCount }) => KeyCount ?? 0 }).data,
  ).toEqualTypeOf<number>();
  // @ts-expect-error -- a query that suspends cannot be off
  useSuspenseAwsQuery(S3Client, ListObjectsV2Command, input, { enabled: false });
  // @ts-expect-error -- a command of another service
  useSuspenseAwsQuery(S3Client, GetItemCommand, { TableName: 'captions', Key: {} });
}
