import { GetObjectCommand } from '@aws-sdk/client-s3';
import { usePresignedUrl } from '@valetkey/react/s3';
import { useState, type ReactElement } from 'react';
import { photoBucket } from '../aws.ts';

/** What {@link PhotoImage} takes. */
interface PhotoImageProps {
  readonly photoKey: string;
  /** Empty where the text beside the picture says it all. */
  readonly alt: string;
  readonly className?: string;
  /** Loads at once instead of when it comes near the screen. */
  readonly isEager?: boolean;
}

/** A photo from the bucket, loaded by presigned URL. It fades in when it is decoded. */
export function PhotoImage({ photoKey, alt, className = 'photo', isEager = false }: PhotoImageProps): ReactElement {
  const { status, url, renew } = usePresignedUrl(GetObjectCommand, { Bucket: photoBucket, Key: photoKey });
  const [isLoaded, setIsLoaded] = useState(false);

  if (status === 'error') {
    return (
      <span className={`${className} photo-broken`}>
        <span>This photo cannot be shown.</span>
        <button type="button" className="button button-small" onClick={() => void renew()}>
          Try again
        </button>
      </span>
    );
  }
  if (url === undefined) return <span className={`${className} photo-waiting`} />;
  return (
    <img
      className={className}
      data-loaded={isLoaded}
      src={url}
      alt={alt}
      loading={isEager ? 'eager' : 'lazy'}
      decoding="async"
      draggable={false}
      onLoad={() => setIsLoaded(true)}
      onError={() => void renew()}
    />
  );
}
