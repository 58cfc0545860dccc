import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { useAwsInfiniteQuery } from '@valetkey/react/query';
import type { ReactNode } from 'react';

export function Photos(): ReactNode {
  const { data, hasNextPage, fetchNextPage } = useAwsInfiniteQuery(
    S3Client,
    ListObjectsV2Command,
    { Bucket: 'photo-album', Prefix: 'public/', MaxKeys: 50 },
    { pageToken: { in: 'ContinuationToken', out: 'NextContinuationToken' } },
  );
  const keys = data?.pages.flatMap(({ Contents = [] }) => Contents.map(({ Key }) => Key)) ?? [];
  return (
    <>
      <ul>
        {keys.map((key) => (
          <li key={key}>{key}</li>
        ))}
      </ul>
      {hasNextPage && (
        <button type="button" onClick={() => void fetchNextPage()}>
          More
        </button>
      )}
    </>
  );
}
