import type { Clock } from '@valetkey/core';
import type { SessionSealer } from './createSessionSealer.ts';
import { createRecentMap } from './createRecentMap.ts';
import { createTurns } from './createTurns.ts';
import { readSession, writeSession, type KeptSession } from './keptSession.ts';
import type { SessionKeeper } from './sessionKeeper.ts';

/** How many sessions a process remembers the last state of. */
export const MAX_REMEMBERED_SESSIONS = 1_000;

/**
 * Keeps sessions in their cookies, and nothing on the server that has to be there: any process can serve any request.
 *
 * A cookie can be old: sent at the same time as the request that has replaced it, or by a browser that the answer never reached.
 * Its refresh token is then spent. So a process remembers the last state of the sessions it has served lately, and goes by that.
 * For the same reason what has ended in this process does not come back here; elsewhere it does (see `docs/broker.md`).
 */
export function createCookieKeeper(sealer: SessionSealer, clock: Clock): SessionKeeper {
  const latest = createRecentMap<KeptSession | 'ended'>(MAX_REMEMBERED_SESSIONS);
  const turns = createTurns(clock);

  function seal(session: KeptSession): Promise<string> {
    latest.set(session.id, session);
    return sealer.seal(writeSession(session));
  }

  return {
    async name(value) {
      const text = await sealer.open(value);
      const carried = text === undefined ? undefined : readSession(text);
      return carried && { id: carried.id, carried };
    },
    async read({ id, carried }) {
      const known = latest.get(id);
      if (known === 'ended') return undefined;
      return known !== undefined && known.generation > (carried?.generation ?? 0) ? known : carried;
    },
    create: seal,
    replace: async (session) => (latest.get(session.id) === 'ended' ? undefined : seal(session)),
    remove: async (id) => latest.set(id, 'ended'),
    lock: turns.take,
  };
}
