import { GetObjectCommand } from '@aws-sdk/client-s3';
import { usePresignedUrl } from '@valetkey/react/s3';
import type { ReactNode } from 'react';

export function Photo({ name }: { readonly name: string }): ReactNode {
  const { url, status, renew } = usePresignedUrl(GetObjectCommand, { Bucket: 'photo-album', Key: `public/${name}.jpg` });
  if (status === 'error') {
    return (
      <button type="button" onClick={() => void renew()}>
        {name} cannot be shown. Try again
      </button>
    );
  }
  return <img src={url} alt={name} onError={() => void renew()} />;
}
