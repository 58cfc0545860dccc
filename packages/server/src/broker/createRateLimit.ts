import type { Clock } from '@valetkey/core';
import { createRecentMap } from '../tokens/createRecentMap.ts';

/** So many requests in so much time. */
export interface RateLimit {
  /** At least 1. */
  readonly requests: number;
  /** Milliseconds, at least 1 000. */
  readonly perMs: number;
}

/** One session may ask so often. A page asks about once an hour, and when it is loaded. */
export const DEFAULT_RATE_LIMIT: RateLimit = { requests: 60, perMs: 60_000 };

// What a session has left that has not asked for longest is forgotten first: it is given all of it again.
const MAX_COUNTED = 10_000;

/**
 * Counts requests in this process. What has been used up comes back evenly.
 * @returns How long one has to wait, ms; 0 when it may go on.
 */
export function createRateLimit({ requests, perMs }: RateLimit, clock: Clock): (key: string) => number {
  const left = createRecentMap<{ readonly tokens: number; readonly at: number }>(MAX_COUNTED);
  return (key) => {
    const now = clock.now();
    const before = left.get(key) ?? { tokens: requests, at: now };
    const tokens = Math.min(requests, before.tokens + (Math.max(now - before.at, 0) * requests) / perMs);
    const isEnough = tokens >= 1;
    left.set(key, { tokens: isEnough ? tokens - 1 : tokens, at: now });
    return isEnough ? 0 : Math.ceil(((1 - tokens) * perMs) / requests);
  };
}
