import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { expectTypeOf } from 'vitest';
import { usePresignedUrl } from './usePresignedUrl.ts';

/** Compiled, never called. */
export function useChecks(): void {
  const photo = usePresignedUrl(GetObjectCommand, { Bucket: 'album', Key: 'sea.jpg' }, { expiresIn: 60, config: { forcePathStyle: true } });
  expectTypeOf(photo.url).toEqualTypeOf<string | undefined>();
  if (photo.status === 'ready') expectTypeOf(photo).toExtend<{ readonly url: string; readonly expiresAt: number; readonly error: undefined }>();
  if (photo.status === 'error') expectTypeOf(photo.error).toEqualTypeOf<Error>();
  usePresignedUrl(PutObjectCommand, { Bucket: 'album', Key: 'sea.jpg', ContentType: 'image/jpeg' });

  // @ts-expect-error an object has a key
  usePresignedUrl(GetObjectCommand, { Bucket: 'album' });
  // @ts-expect-error no command of S3
  usePresignedUrl(GetItemCommand, { TableName: 'captions', Key: {} });
}
