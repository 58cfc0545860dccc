import { DeleteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { useClient } from '@valetkey/react';
import { useAwsQueryKey } from '@valetkey/react/query';
import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import type { Album } from '../album/album.ts';
import { captionTable, photoBucket } from '../aws.ts';
import { captionKey } from '../caption/caption.ts';
import type { Photo } from './photo.ts';
import { photoListing } from './useAlbumPhotos.ts';

/** Deletes a photo and its caption. Done twice it does no harm, so after a failure it can be tried again. */
export function useDeletePhoto(
  album: Album,
  photo: Photo,
  onDeleted: () => void,
): UseMutationResult<void, Error, void> {
  const queries = useQueryClient();
  const s3 = useClient(S3Client);
  const dynamoDb = useClient(DynamoDBClient);
  const photosKey = useAwsQueryKey(S3Client, ListObjectsV2Command, photoListing(album));
  return useMutation({
    async mutationFn() {
      await dynamoDb.send(new DeleteItemCommand({ TableName: captionTable, Key: captionKey(album, photo.fileName) }));
      await s3.send(new DeleteObjectCommand({ Bucket: photoBucket, Key: photo.key }));
    },
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: photosKey });
      onDeleted();
    },
  });
}
