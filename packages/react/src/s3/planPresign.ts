/** The shortest and longest life that can be asked for, s. The longest is S3's own limit. */
export const PRESIGNED_LIFE_S = { shortest: 10, longest: 604_800 } as const;

/** A new address is there this long before the old one ends, ms: long enough for a slow image to begin loading. */
export const RENEW_BEFORE_END_MS = 60_000;

/** When an address is signed, and when the next one. Epoch ms by the server's clock. */
export interface PresignPlan {
  readonly signingDate: number;
  /** When S3 stops taking it. */
  readonly endsAt: number;
  readonly renewAt: number;
}

/**
 * Plans one address. It ends when its time is over or when the credentials that sign it end, whichever comes first.
 *
 * The date it is signed with is rounded down to half of its life: whoever signs for the same object with the same
 * credentials meanwhile gets the same address, so that a browser loads it once and then has it cached.
 * @param lifeS - How long S3 takes it from the signing date on, s.
 * @param now - Epoch ms by the server's clock.
 * @param credentialsEndAt - Epoch ms by the server's clock; `undefined` when they do not end.
 * @param exact - Signs with the present second instead: an address of its own, that nothing has cached.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html
 */
export function planPresign(
  lifeS: number,
  { now, credentialsEndAt = Infinity, exact = false }: { readonly now: number; readonly credentialsEndAt?: number | undefined; readonly exact?: boolean },
): PresignPlan {
  const lifeMs = lifeS * 1000;
  const shared = roundDown(now, Math.ceil(lifeS / 2) * 1000);
  const present = roundDown(now, 1000);
  const ofItsOwn = present === shared ? present - 1000 : present;
  const signingDate = exact ? ofItsOwn : shared;
  const endsAt = Math.min(signingDate + lifeMs, credentialsEndAt);
  return { signingDate, endsAt, renewAt: endsAt - Math.min(RENEW_BEFORE_END_MS, lifeMs / 4) };
}

function roundDown(time: number, stepMs: number): number {
  return Math.floor(time / stepMs) * stepMs;
}
