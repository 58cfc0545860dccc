import { ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { useAwsMutation, useAwsQueryKey } from '@valetkey/react/query';
import { useQueryClient } from '@tanstack/react-query';
import { photoBucket } from '../aws.ts';
import { albumOf, type Album } from './album.ts';
import { albumListing } from './useAlbums.ts';

/** What {@link useCreateAlbum} gives. */
export interface CreateAlbum {
  /** Resolves with the album, or rejects with what S3 said. */
  readonly create: (name: string) => Promise<Album>;
}

/** Creates an album: an empty object that keeps its prefix alive while it has no photo. */
export function useCreateAlbum(identityId: string): CreateAlbum {
  const queries = useQueryClient();
  const listingKey = useAwsQueryKey(S3Client, ListObjectsV2Command, albumListing('mine', identityId));
  const { mutateAsync } = useAwsMutation(S3Client, PutObjectCommand);
  return {
    async create(name) {
      const album = albumOf('mine', identityId, name.trim());
      await mutateAsync({ Bucket: photoBucket, Key: album.prefix, Body: '', ContentLength: 0 });
      // The overview is about to be left: it asks again when it is back.
      await queries.invalidateQueries({ queryKey: listingKey, refetchType: 'none' });
      return album;
    },
  };
}
