import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { useAwsQuery } from '@valetkey/react/query';
import type { UseQueryResult } from '@tanstack/react-query';
import type { Album } from '../album/album.ts';
import { captionItems, captionsOf } from './caption.ts';

/** The captions of one's own album by file name. Public photos have none: guests need no right to the table. */
export function useCaptions(album: Album): UseQueryResult<ReadonlyMap<string, string>> {
  return useAwsQuery(DynamoDBClient, QueryCommand, captionItems(album), {
    select: ({ Items = [] }) => captionsOf(Items, album),
    enabled: album.shelf === 'mine',
  });
}
