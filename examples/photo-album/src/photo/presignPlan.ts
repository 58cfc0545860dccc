/** How long a presigned URL is asked to work, s. AWS allows up to 604 800; a short life limits what a leaked one is worth. */
export const PRESIGNED_URL_LIFE_S = 900;

/** A new URL is signed this long before the old one ends, ms: long enough for a slow image to begin loading. */
export const RENEW_BEFORE_END_MS = 60_000;

/** A URL is kept at least this long, ms, so that credentials about to end do not make the page sign without pause. */
const SHORTEST_KEEP_MS = 5000;

/** How long a presigned URL can work and when to sign the next one. */
export interface PresignPlan {
  /** What to sign for, s. */
  readonly expiresInS: number;
  /** When to sign again, ms from now. */
  readonly renewInMs: number;
}

/**
 * A presigned URL ends when its time is over or when the credentials that signed it end, whichever comes first.
 * @param credentialsEndAt - Epoch ms by the server's clock; `undefined` when they do not end.
 * @param now - Epoch ms by the server's clock.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html
 */
export function planPresign(credentialsEndAt: number | undefined, now: number): PresignPlan {
  const credentialsLeftMs = credentialsEndAt === undefined ? Infinity : credentialsEndAt - now;
  const lifeMs = Math.max(1000, Math.min(PRESIGNED_URL_LIFE_S * 1000, credentialsLeftMs));
  return {
    expiresInS: Math.floor(lifeMs / 1000),
    renewInMs: Math.max(SHORTEST_KEEP_MS, lifeMs - RENEW_BEFORE_END_MS),
  };
}
