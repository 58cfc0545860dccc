import { MAX_CLOCK_SKEW_MS } from './authenticateRequest.ts';

const MAX_SKEW_MINUTES = MAX_CLOCK_SKEW_MS / 60_000;

/** What JSON and Query services say about a signature that does not fit. */
export const signatureMismatchText: string =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

/** What JSON and Query services say about a request that is signed in its header and in its query. */
export const severalSignaturesText: string = 'A request is signed either in its Authorization header or in its query, not in both.';

const basicFormat = (epochMs: number): string => `${new Date(epochMs).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;

/**
 * What JSON and Query services say about a signature from another time.
 * @param signedAt - Epoch ms by the client's clock.
 * @param serverTime - Epoch ms by ours.
 */
export function clockSkewText(signedAt: number, serverTime: number): string {
  const [signed, now] = [basicFormat(signedAt), basicFormat(serverTime)];
  return signedAt < serverTime
    ? `Signature expired: ${signed} is now earlier than ${basicFormat(serverTime - MAX_CLOCK_SKEW_MS)} (${now} - ${MAX_SKEW_MINUTES} min.)`
    : `Signature not yet current: ${signed} is still later than ${basicFormat(serverTime + MAX_CLOCK_SKEW_MS)} (${now} + ${MAX_SKEW_MINUTES} min.)`;
}
