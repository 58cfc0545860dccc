import { systemClock, type Clock } from '@valetkey/core';
import { createRecentMap } from './createRecentMap.ts';
import { createTurns } from './createTurns.ts';
import type { SessionStore } from './sessionStore.ts';

/** What {@link createMemorySessions} takes. */
export interface MemorySessionsOptions {
  /** How many sessions are kept at most; then whoever has been away for longest is signed out. Default 10 000. */
  readonly most?: number;
  readonly clock?: Clock;
}

/**
 * Sessions in the memory of this process: for development, tests, and a server that is one process. A restart signs everybody out.
 */
export function createMemorySessions(options: MemorySessionsOptions = {}): SessionStore {
  const { most = 10_000, clock = systemClock } = options;
  const entries = createRecentMap<{ readonly text: string; readonly expiresAt: number }>(most);
  const turns = createTurns(clock);

  async function read(key: string): Promise<string | undefined> {
    const entry = entries.get(key);
    if (entry === undefined || clock.now() < entry.expiresAt) return entry?.text;
    entries.remove(key);
    return undefined;
  }

  return {
    read,
    create: async (key, text, expiresAt) => entries.set(key, { text, expiresAt }),
    async replace(key, text, expiresAt) {
      const isThere = (entries.get(key)?.expiresAt ?? 0) > clock.now();
      if (isThere) entries.set(key, { text, expiresAt });
      return isThere;
    },
    remove: async (key) => entries.remove(key),
    lock: turns.take,
  };
}
