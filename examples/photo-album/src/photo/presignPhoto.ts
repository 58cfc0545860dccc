import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { credentials, photoBucket } from '../aws.ts';
import { planPresign } from './presignPlan.ts';

/** An address an `<img>` can load without signing anything itself. */
export interface PresignedPhoto {
  readonly url: string;
  /** When to sign again, ms after it was signed. */
  readonly renewInMs: number;
}

/** Signs a GET request for a photo. Nothing is sent. */
export async function presignPhoto(client: S3Client, key: string): Promise<PresignedPhoto> {
  const { expiration } = await client.config.credentials();
  // By the server's clock: on a device whose clock is wrong, the URL would be born expired.
  const signingDate = new Date(Date.now() + credentials.getClockOffsetMs());
  const { expiresInS, renewInMs } = planPresign(expiration?.getTime(), signingDate.getTime());
  const command = new GetObjectCommand({ Bucket: photoBucket, Key: key });
  const url = await getSignedUrl(client, command, { expiresIn: expiresInS, signingDate });
  return { url, renewInMs };
}
