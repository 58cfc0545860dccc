import type { StoragePort, StoredRecord } from './storagePort.ts';

/** Keeps records in this page's memory: gone on reload, seen by no other tab. The default for AWS credentials and tokens. */
export function createMemoryStorage(): StoragePort {
  const values = new Map<string, unknown>();
  return {
    kind: 'memory',
    open<Value>(slot: string) {
      const current = (): Value | undefined => values.get(slot) as Value | undefined;
      const update: StoredRecord<Value>['update'] = async (change) => {
        values.set(slot, change(current()));
        return current();
      };
      return {
        read: async () => current(),
        update,
        async renew(before, obtain) {
          const next: Value = await obtain();
          return update((kept) => (kept === before ? next : kept));
        },
        watch: () => () => undefined,
      };
    },
  };
}
