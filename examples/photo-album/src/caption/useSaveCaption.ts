import { DynamoDBClient, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { useAwsMutation, useAwsQueryKey } from '@valetkey/react/query';
import { useQueryClient } from '@tanstack/react-query';
import type { Album } from '../album/album.ts';
import { captionTable } from '../aws.ts';
import { captionItems, captionKey } from './caption.ts';

/** What {@link useSaveCaption} gives. */
export interface SaveCaption {
  /** Saves the caption of a photo; an empty one removes it. Resolves when the album shows it. */
  readonly save: (caption: string) => void;
  readonly isPending: boolean;
  /** True when the browser is offline: the caption is sent as soon as it is not. */
  readonly isPaused: boolean;
  readonly error: Error | null;
}

/** Saves the caption of one photo. */
export function useSaveCaption(album: Album, fileName: string, onSaved: () => void): SaveCaption {
  const queries = useQueryClient();
  const captionsKey = useAwsQueryKey(DynamoDBClient, QueryCommand, captionItems(album));
  const { mutate, isPending, isPaused, error } = useAwsMutation(DynamoDBClient, UpdateItemCommand, {
    onSuccess: () => queries.invalidateQueries({ queryKey: captionsKey }),
  });
  return {
    isPending,
    isPaused,
    error,
    save(caption) {
      const change =
        caption === ''
          ? { UpdateExpression: 'REMOVE caption' }
          : { UpdateExpression: 'SET caption = :caption', ExpressionAttributeValues: { ':caption': { S: caption } } };
      mutate({ TableName: captionTable, Key: captionKey(album, fileName), ...change }, { onSuccess: onSaved });
    },
  };
}
