import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { useSuspenseAwsQuery } from '@valetkey/react/query';
import type { ReactNode } from 'react';

export function Count(): ReactNode {
  const { data } = useSuspenseAwsQuery(S3Client, ListObjectsV2Command, { Bucket: 'photo-album', Prefix: 'public/' });
  return `${data.KeyCount ?? 0} photos`;
}
