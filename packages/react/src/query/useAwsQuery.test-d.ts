import { DynamoDBClient, GetItemCommand, type GetItemCommandOutput } from '@aws-sdk/client-dynamodb';
import {
  GetObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  type _Object,
  type ListBucketsCommandOutput,
  type ListObjectsV2CommandOutput,
  type PutObjectCommandInput,
  type PutObjectCommandOutput,
} from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient, type GetCallerIdentityCommandOutput } from '@aws-sdk/client-sts';
import { keepPreviousData, useQueries, useQuery, useSuspenseQuery, type QueryClient } from '@tanstack/react-query';
import { expectTypeOf } from 'vitest';
import { awsQueryOptions } from './awsQueryOptions.ts';
import { useAwsMutation } from './useAwsMutation.ts';
import { useAwsQuery } from './useAwsQuery.ts';
import { useAwsQueryKey } from './useAwsQueryKey.ts';
import { useAwsQueryTarget } from './useAwsQueryTarget.ts';

/** Compiled, never called. */
export function useChecks(queryClient: QueryClient): void {
  // The output is inferred from the command, for every service and for commands whose input is optional.
  expectTypeOf(useAwsQuery(S3Client, ListObjectsV2Command, { Bucket: 'album' }).data).toEqualTypeOf<
    ListObjectsV2CommandOutput | undefined
  >();
  expectTypeOf(useAwsQuery(S3Client, ListBucketsCommand, {}).data).toEqualTypeOf<ListBucketsCommandOutput | undefined>();
  expectTypeOf(useAwsQuery(STSClient, GetCallerIdentityCommand, {}).data).toEqualTypeOf<
    GetCallerIdentityCommandOutput | undefined
  >();
  expectTypeOf(
    useAwsQuery(DynamoDBClient, GetItemCommand, { TableName: 'captions', Key: { photo: { S: 'a' } } }).data,
  ).toEqualTypeOf<GetItemCommandOutput | undefined>();

  // `select` decides the type of the data, and TanStack's other options are there.
  expectTypeOf(
    useAwsQuery(
      S3Client,
      ListObjectsV2Command,
      { Bucket: 'album' },
      { select: (output) => output.Contents ?? [], staleTime: 1_000, placeholderData: keepPreviousData },
    ).data,
  ).toEqualTypeOf<_Object[] | undefined>();

  // What a client's own config refuses, the hook refuses.
  useAwsQuery(S3Client, ListObjectsV2Command, { Bucket: 'album' }, { config: { region: 'eu-west-1', forcePathStyle: true } });
  // @ts-expect-error -- misspelt option
  useAwsQuery(S3Client, ListObjectsV2Command, { Bucket: 'album' }, { config: { forcePathStile: true } });
  // @ts-expect-error -- a required member of the input is missing
  useAwsQuery(S3Client, ListObjectsV2Command, { Prefix: 'x' });
  // @ts-expect-error -- unknown member of the input
  useAwsQuery(S3Client, ListObjectsV2Command, { Bucket: 'album', Bukket: 'x' });
  // @ts-expect-error -- a command of another service
  useAwsQuery(S3Client, GetItemCommand, { TableName: 'captions', Key: {} });
  // @ts-expect-error -- a command of another service
  useAwsQuery(DynamoDBClient, GetObjectCommand, { Bucket: 'album', Key: 'a' });
  // @ts-expect-error -- the key and the function follow from the command
  useAwsQuery(S3Client, ListObjectsV2Command, { Bucket: 'album' }, { queryKey: ['mine'] });

  const put = useAwsMutation(S3Client, PutObjectCommand, {
    onSuccess: (output) => expectTypeOf(output).toEqualTypeOf<PutObjectCommandOutput>(),
  });
  expectTypeOf(put.mutate).parameter(0).toEqualTypeOf<PutObjectCommandInput>();
  // @ts-expect-error -- a required member of the input is missing
  put.mutate({ Bucket: 'album' });

  // The options fit everything that takes TanStack's, and the key remembers the data.
  const target = useAwsQueryTarget(S3Client);
  const options = awsQueryOptions(target, ListObjectsV2Command, { Bucket: 'album' });
  expectTypeOf(useQuery(options).data).toEqualTypeOf<ListObjectsV2CommandOutput | undefined>();
  expectTypeOf(useSuspenseQuery(options).data).toEqualTypeOf<ListObjectsV2CommandOutput>();
  expectTypeOf(useQueries({ queries: [options] })[0].data).toEqualTypeOf<ListObjectsV2CommandOutput | undefined>();
  expectTypeOf(queryClient.getQueryData(options.queryKey)).toEqualTypeOf<ListObjectsV2CommandOutput | undefined>();
  expectTypeOf(queryClient.fetchQuery(options)).resolves.toEqualTypeOf<ListObjectsV2CommandOutput>();

  void queryClient.invalidateQueries({ queryKey: useAwsQueryKey(S3Client) });
  void queryClient.invalidateQueries({ queryKey: useAwsQueryKey(S3Client, ListObjectsV2Command, { Bucket: 'album' }) });
  // @ts-expect-error -- a command of another service
  useAwsQueryKey(S3Client, GetItemCommand);
  // @ts-expect-error -- a command of another service
  useAwsMutation(DynamoDBClient, PutObjectCommand);
  // @ts-expect-error -- a command of another service
  awsQueryOptions(target, GetItemCommand, { TableName: 'captions', Key: {} });
}
