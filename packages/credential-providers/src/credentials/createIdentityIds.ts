import type { RecordFormat, StoragePort, StoredRecord } from '@valetkey/core';

/** The owner of an identity id that nobody who signed in has claimed. */
export const GUEST = 'guest';

/** An identity id to try. */
export interface FoundIdentityId {
  readonly identityId: string;
  /** True when it was known before: the pool may have forgotten it, or given it to somebody, since. */
  readonly kept: boolean;
}

/** The identity ids of one pool that this browser knows: one for its guest, one for each person who signed in. */
export interface IdentityIds {
  /**
   * The owner's id: the one kept, else the guest's, who may be the same person, else a new one. However many ask at once,
   * `ask` is called once. For an owner without a name nothing is kept.
   * @param borrow - False leaves the guest's alone.
   */
  readonly find: (owner: string | undefined, ask: () => Promise<string>, borrow: boolean) => Promise<FoundIdentityId>;
  /** Keeps the id that the pool answered with. It is the guest's no longer if a person has claimed it. */
  readonly keep: (owner: string | undefined, sent: string, answered: string) => Promise<void>;
  /** Drops an id that the pool refused. One that has replaced it meanwhile stays. */
  readonly forget: (owner: string | undefined, identityId: string) => Promise<void>;
}

const AS_IT_IS: RecordFormat<string> = { write: String, read: String };

/** Keeps identity ids, so that a refresh does not ask for one and a guest stays the same guest. */
export function createIdentityIds(identityPoolId: string, storage: StoragePort): IdentityIds {
  const searches = new Map<string, Promise<FoundIdentityId>>();
  const idOf = (owner: string): StoredRecord<string> =>
    storage.open(`valetkey:v1:${identityPoolId}:identity-id:${owner}`, AS_IT_IS);
  const drop = (owner: string, identityId: string): Promise<unknown> =>
    idOf(owner).update((current) => (current === identityId ? undefined : current));

  async function search(owner: string, ask: () => Promise<string>, borrow: boolean): Promise<FoundIdentityId> {
    const kept = (await idOf(owner).read()) ?? (borrow ? await idOf(GUEST).read() : undefined);
    if (kept !== undefined) return { identityId: kept, kept: true };
    const asked = await ask();
    // Another tab may have asked at the same time: the first answer stored is everybody's.
    const identityId = (await idOf(owner).update((current) => current ?? asked)) ?? asked;
    return { identityId, kept: identityId !== asked };
  }

  return {
    async find(owner, ask, borrow) {
      if (owner === undefined) return { identityId: await ask(), kept: false };
      const found = searches.get(owner) ?? search(owner, ask, borrow).finally(() => searches.delete(owner));
      searches.set(owner, found);
      return found;
    },
    async keep(owner, sent, answered) {
      if (owner === undefined) return;
      await idOf(owner).update(() => answered);
      if (owner !== GUEST) await drop(GUEST, sent);
    },
    async forget(owner, identityId) {
      await drop(GUEST, identityId);
      if (owner !== undefined) await drop(owner, identityId);
    },
  };
}
