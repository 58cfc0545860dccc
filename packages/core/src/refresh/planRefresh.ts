const MINUTE_MS = 60_000;

/** When credentials or tokens should, and when they must, be replaced. All instants epoch ms by the server's clock. */
export interface RefreshPlan {
  /** From here on they are refreshed in the background while everybody is served the current ones. */
  readonly refreshAt: number;
  /** From here on callers wait for the refresh, since a request sent now might arrive too late. */
  readonly blockAt: number;
  /** From here on AWS refuses them. `Infinity` when they do not expire. */
  readonly expiresAt: number;
}

/**
 * Decides when credentials are replaced.
 *
 * The background window follows the AWS SDK for Java v2 (`CacheRefreshUtils`): 5 min before expiry for lifetimes under
 * 20 min, 15 min under 90 min, else 60 min; capped at a quarter of the lifetime so that short-lived credentials do not
 * refresh without end. The blocking window is a minute, at most a tenth of the lifetime. Jitter moves the refresh later
 * only, and never closer to the blocking window than a minute, so that tabs with one expiry do not refresh as one.
 *
 * @param receivedAt - When they were received, epoch ms.
 * @param expiresAt - When AWS stops accepting them, epoch ms. Default: they do not expire.
 * @param random - A number in [0, 1) that spreads tabs apart.
 * @returns Instants in the order `refreshAt` ≤ `blockAt` ≤ `expiresAt`, none before `receivedAt` unless expired already.
 */
export function planRefresh(receivedAt: number, expiresAt: number = Infinity, random: number): RefreshPlan {
  const lifetimeMs = Math.max(expiresAt - receivedAt, 0);
  const blockAt = expiresAt - Math.min(MINUTE_MS, lifetimeMs / 10);
  const earliest = expiresAt - Math.min(backgroundWindowMs(lifetimeMs), lifetimeMs / 4);
  const latest = Math.max(earliest, blockAt - MINUTE_MS);
  // Without an expiry all of them are infinite, and their difference is not a number.
  const room = latest - earliest || 0;
  return { refreshAt: earliest + Math.floor(random * room), blockAt, expiresAt };
}

function backgroundWindowMs(lifetimeMs: number): number {
  if (lifetimeMs < 20 * MINUTE_MS) return 5 * MINUTE_MS;
  if (lifetimeMs < 90 * MINUTE_MS) return 15 * MINUTE_MS;
  return 60 * MINUTE_MS;
}
