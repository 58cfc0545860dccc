import { ListObjectsV2Command, S3Client, type ListObjectsV2CommandInput } from '@aws-sdk/client-s3';
import { awsQueryOptions, useAwsQueryTarget } from '@valetkey/react/query';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Album } from '../album/album.ts';
import { photoBucket } from '../aws.ts';
import { photosOf, type Photo } from './photo.ts';

/** How many photos a page of an album shows. */
export const PHOTOS_PER_PAGE = 60;

/** What {@link useAlbumPhotos} gives. */
export interface AlbumPhotos {
  readonly photos: readonly Photo[];
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly refetch: () => void;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly loadMore: () => void;
}

/** The photos of an album, page by page. */
export function useAlbumPhotos(album: Album): AlbumPhotos {
  const target = useAwsQueryTarget(S3Client);
  const input = photoListing(album);
  const query = useInfiniteQuery({
    queryKey: [...awsQueryOptions(target, ListObjectsV2Command, input).queryKey, 'pages'],
    enabled: target.ready,
    queryFn: ({ pageParam, signal }) =>
      target.client.send(new ListObjectsV2Command({ ...input, ContinuationToken: pageParam }), { abortSignal: signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.NextContinuationToken,
  });
  return {
    photos: (query.data?.pages ?? []).flatMap(({ Contents = [] }) => photosOf(Contents, album.prefix)),
    isPending: query.isPending,
    error: query.error,
    refetch: () => void query.refetch(),
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage(),
  };
}

/** What to ask S3 for: also names the query, for marking it out of date. */
export function photoListing(album: Album): ListObjectsV2CommandInput {
  return { Bucket: photoBucket, Prefix: album.prefix, MaxKeys: PHOTOS_PER_PAGE };
}
