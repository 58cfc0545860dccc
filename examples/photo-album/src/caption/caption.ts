import type { AttributeValue, QueryCommandInput } from '@aws-sdk/client-dynamodb';
import type { Album } from '../album/album.ts';
import { captionTable } from '../aws.ts';

/** The longest caption, in characters. */
export const MAX_CAPTION_LENGTH = 200;

/** Where the caption of a photo lies: the owner's partition, sorted by album and file name. */
export function captionKey(album: Album, fileName: string): Record<'owner' | 'photo', AttributeValue> {
  return { owner: { S: album.owner }, photo: { S: `${album.name}/${fileName}` } };
}

/** What to ask DynamoDB for: the captions of one album. */
export function captionItems(album: Album): QueryCommandInput {
  return {
    TableName: captionTable,
    // `owner` is a reserved word in expressions.
    KeyConditionExpression: '#owner = :owner AND begins_with(photo, :album)',
    ExpressionAttributeNames: { '#owner': 'owner' },
    ExpressionAttributeValues: { ':owner': { S: album.owner }, ':album': { S: `${album.name}/` } },
  };
}

/** Reads captions by file name. */
export function captionsOf(
  items: readonly Readonly<Record<string, AttributeValue>>[],
  album: Album,
): ReadonlyMap<string, string> {
  return new Map(
    items.flatMap(({ photo, caption }) => {
      const fileName = photo?.S?.slice(album.name.length + 1);
      return fileName === undefined || caption?.S === undefined ? [] : [[fileName, caption.S] as const];
    }),
  );
}
