import { ListObjectsV2Command, S3Client, type ListObjectsV2CommandInput } from '@aws-sdk/client-s3';
import { useAwsQuery } from '@valetkey/react/query';
import type { UseQueryResult } from '@tanstack/react-query';
import { photoBucket } from '../aws.ts';
import { albumNames, shelfPrefix, type Shelf } from './album.ts';

/** The names of a shelf's albums. */
export function useAlbums(shelf: Shelf, identityId: string): UseQueryResult<readonly string[]> {
  return useAwsQuery(S3Client, ListObjectsV2Command, albumListing(shelf, identityId), {
    select: ({ CommonPrefixes = [] }) => albumNames(CommonPrefixes),
  });
}

/** What to ask S3 for: a delimiter makes it answer with the prefixes one step down, which are the albums. */
export function albumListing(shelf: Shelf, identityId: string): ListObjectsV2CommandInput {
  return { Bucket: photoBucket, Prefix: shelfPrefix(shelf, identityId), Delimiter: '/' };
}
