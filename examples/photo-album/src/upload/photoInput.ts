import type { UploadInput } from '@valetkey/react/upload';
import { photoBucket } from '../aws.ts';
import type { Upload } from './uploadQueue.ts';

/** Where a photo goes, and as what. */
export function photoInput({ album, file, fileName }: Upload): UploadInput {
  return {
    Bucket: photoBucket,
    Key: `${album.prefix}${fileName}`,
    Body: file,
    ContentType: file.type,
    // A photo never changes under its name, so a browser may keep it for a year.
    CacheControl: 'private, max-age=31536000, immutable',
  };
}
