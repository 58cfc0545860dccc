import type { StoragePort, StoredRecord } from './storagePort.ts';

/** Keeps records in this page's memory: gone on reload, seen by no other tab. The default for AWS credentials and tokens. */
export function createMemoryStorage(): StoragePort {
  const values = new Map<string, unknown>();
  return {
    kind: 'memory',
    open: <Value>(slot: string): StoredRecord<Value> => ({
      read: async () => values.get(slot) as Value | undefined,
      async update(change) {
        const next = change(values.get(slot) as Value | undefined);
        values.set(slot, next);
        return next;
      },
    }),
  };
}
