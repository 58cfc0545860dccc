import type { SessionSealer } from './createSessionSealer.ts';
import { digestOf } from './digestOf.ts';
import { readSession, writeSession } from './keptSession.ts';
import type { SessionKeeper } from './sessionKeeper.ts';
import type { SessionStore } from './sessionStore.ts';

/**
 * Keeps sessions in a store, under a digest of the cookie: looking it up compares no secret, and takes no longer for one that is
 * nearly right.
 */
export function createStoreKeeper(store: SessionStore, sealer: SessionSealer): SessionKeeper {
  return {
    // 32 bytes as base64url.
    name: async (value) => (/^[\w-]{43}$/.test(value) ? { id: value } : undefined),
    async read({ id }) {
      const sealed = await store.read(await digestOf(id));
      const text = sealed === undefined ? undefined : await sealer.open(sealed);
      const session = text === undefined ? undefined : readSession(text);
      // Whoever can write to the store may have put one person's session in another's place.
      return session?.id === id ? session : undefined;
    },
    async create(session, endsAt) {
      await store.create(await digestOf(session.id), await sealer.seal(writeSession(session)), endsAt);
      return session.id;
    },
    async replace(session, endsAt) {
      const isThere = await store.replace(await digestOf(session.id), await sealer.seal(writeSession(session)), endsAt);
      return isThere ? session.id : undefined;
    },
    remove: async (id) => void (await store.remove(await digestOf(id))),
    lock: async (id, work) => store.lock(await digestOf(id), work),
  };
}
