import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import type { ReactNode } from 'react';
import { awsNames } from '../aws/awsNames.ts';
import { guestS3 } from '../aws/guestS3.ts';
import { PhotoNames } from './PhotoNames.tsx';

/** What everybody may see, rendered on the server. */
export async function PublicPhotos(): Promise<ReactNode> {
  const { Contents = [] } = await guestS3.send(new ListObjectsV2Command({ Bucket: awsNames.bucket, Prefix: 'public/' }));
  return <PhotoNames keys={Contents.map(({ Key = '' }) => Key)} />;
}
