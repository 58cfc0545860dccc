import { DeleteItemCommand, DynamoDBClient, paginateQuery } from '@aws-sdk/client-dynamodb';
import { DeleteObjectsCommand, ListObjectsV2Command, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { useClient } from '@valetkey/react';
import { useAwsQueryKey } from '@valetkey/react/query';
import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { captionTable, photoBucket } from '../aws.ts';
import { captionItems } from '../caption/caption.ts';
import { albumListing } from './useAlbums.ts';
import type { Album } from './album.ts';

/** Deletes an album with its photos and captions. Done twice it does no harm, so after a failure it can be tried again. */
export function useDeleteAlbum(album: Album, onDeleted: () => void): UseMutationResult<void, Error, void> {
  const queries = useQueryClient();
  const s3 = useClient(S3Client);
  const dynamoDb = useClient(DynamoDBClient);
  const listingKey = useAwsQueryKey(S3Client, ListObjectsV2Command, albumListing('mine', album.owner));
  return useMutation({
    async mutationFn() {
      await deleteCaptions(dynamoDb, album);
      await deletePhotos(s3, album);
    },
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: listingKey });
      onDeleted();
    },
  });
}

async function deletePhotos(client: S3Client, album: Album): Promise<void> {
  const pages = paginateListObjectsV2({ client }, { Bucket: photoBucket, Prefix: album.prefix });
  for await (const { Contents = [] } of pages) {
    const keys = Contents.flatMap(({ Key }) => (Key === undefined ? [] : { Key }));
    if (keys.length === 0) continue;
    // A page of the listing is as long as S3 deletes at once: 1,000.
    const { Errors = [] } = await client.send(
      new DeleteObjectsCommand({ Bucket: photoBucket, Delete: { Objects: keys, Quiet: true } }),
    );
    const [failed] = Errors;
    if (failed !== undefined) throw Object.assign(new Error('Not every photo was deleted.'), { name: failed.Code });
  }
}

async function deleteCaptions(client: DynamoDBClient, album: Album): Promise<void> {
  for await (const { Items = [] } of paginateQuery({ client }, captionItems(album))) {
    for (const { owner, photo } of Items) {
      if (owner === undefined || photo === undefined) continue;
      await client.send(new DeleteItemCommand({ TableName: captionTable, Key: { owner, photo } }));
    }
  }
}
