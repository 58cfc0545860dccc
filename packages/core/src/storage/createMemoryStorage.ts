import type { StoragePort } from './storagePort.ts';

/** Keeps records in this page's memory: gone on reload, seen by no other tab. The default for AWS credentials and tokens. */
export function createMemoryStorage(): StoragePort {
  const records = new Map<string, string>();
  return {
    kind: 'memory',
    read: async (slot) => records.get(slot),
    async update(slot, change) {
      const next = change(records.get(slot));
      if (next === undefined) records.delete(slot);
      else records.set(slot, next);
      return next;
    },
  };
}
