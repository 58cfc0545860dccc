import { readOwn } from '../awsHttp/ownProperty.ts';
import type { ObjectCall } from './s3Call.ts';
import { S3Error } from './s3Error.ts';
import type { S3MultipartUpload } from './s3State.ts';

/**
 * The unfinished upload a call names.
 * @throws S3Error `NoSuchUpload`.
 */
export function requireUpload({ bucket, key, query }: ObjectCall): { readonly uploadId: string; readonly upload: S3MultipartUpload } {
  const uploadId = query.get('uploadId') ?? '';
  const upload = readOwn(bucket.uploads, uploadId);
  if (upload?.key !== key) throw new S3Error('NoSuchUpload', { UploadId: uploadId });
  return { uploadId, upload };
}
