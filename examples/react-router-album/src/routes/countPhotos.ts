import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { isCredentialsError } from '@valetkey/core';
import { awsNames, s3Options } from '../aws/awsNames.ts';
import { storeOfRequest } from '../aws/storeOfRequest.server.ts';

// What one person gets must not reach the next by way of a cache.
const headers = { 'cache-control': 'private, no-store' };

/** How many photos the caller has: a resource route, which acts for one person. */
export async function loader({ request }: { readonly request: Request }): Promise<Response> {
  const store = storeOfRequest(request);
  const ready = await store.whenReady();
  if (ready.status !== 'ready') return Response.json({ status: ready.status }, { status: 401, headers });
  const s3 = new S3Client({ ...s3Options, credentials: store.provider });
  try {
    const input = { Bucket: awsNames.VITE_PHOTO_BUCKET, Prefix: `users/${ready.identityId}/` };
    const { KeyCount = 0 } = await s3.send(new ListObjectsV2Command(input));
    return Response.json({ count: KeyCount }, { headers });
  } catch (error) {
    return Response.json({ code: isCredentialsError(error) ? error.code : 'UNKNOWN' }, { status: 502, headers });
  } finally {
    s3.destroy();
  }
}
