import type { ReceivedRequest } from '../awsHttp/receivedRequest.ts';
import { toHex } from '../bytes.ts';
import type { GateRefusal } from './gateRefusal.ts';

const UNSIGNED_PAYLOAD = 'UNSIGNED-PAYLOAD';
/** An aws-chunked body whose checksum follows it; S3 checks that one instead. */
export const UNSIGNED_PAYLOAD_TRAILER = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';

async function hashPayload(body: Uint8Array<ArrayBuffer>): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', body)));
}

/**
 * The payload hash that belongs into a request's signature, after comparing it with the body.
 *
 * S3 takes the client's word in `x-amz-content-sha256` and checks it, and accepts requests that leave the body unsigned.
 * Every other service hashes the body itself.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
export async function checkPayloadHash(
  { headers, url, body }: ReceivedRequest,
  service: string,
  isPresigned: boolean,
): Promise<string | GateRefusal> {
  if (service !== 's3') return hashPayload(body);
  const claimed =
    headers.get('x-amz-content-sha256') ??
    url.searchParams.get('X-Amz-Content-Sha256') ??
    (isPresigned ? UNSIGNED_PAYLOAD : undefined);
  if (claimed === undefined) return { kind: 'payloadHashMissing' };
  if (claimed === UNSIGNED_PAYLOAD || claimed === UNSIGNED_PAYLOAD_TRAILER) return claimed;
  if (!/^[0-9a-f]{64}$/.test(claimed)) return { kind: 'payloadHashUnsupported', payloadHash: claimed };
  const actual = await hashPayload(body);
  return claimed === actual ? claimed : { kind: 'payloadHashMismatch', claimed, actual };
}
