import type { Clock } from '../clock.ts';
import { CredentialsError } from '../errors/credentialsError.ts';
import { createObservable, type MutableObservable } from '../observable.ts';
import type { StoragePort } from '../storage/storagePort.ts';
import { createSharedRecord } from './createSharedRecord.ts';
import { isUnchanged, toSharedRecord } from './sharedRecord.ts';
import type { SharedRecords, TabPorts } from './tabPorts.ts';

/** What {@link createSharedStorage} takes beside the ports. */
export interface SharedStorageOptions {
  /** Names it in events and the doctor. */
  readonly kind: string;
  readonly clock: Clock;
  /** Told once that the storage has failed, `STORAGE_UNAVAILABLE`; from then on its records are kept in this page's memory. */
  readonly onFailure?: ((error: CredentialsError) => void) | undefined;
}

/** A storage that all pages of an origin see, in which they renew what is kept one at a time. Opens and reads nothing by itself. */
export function createSharedStorage(ports: TabPorts, { kind, clock, onFailure }: SharedStorageOptions): StoragePort {
  const failure = createObservable<CredentialsError | undefined>(undefined);
  const records = surviveFailure(ports, failure, onFailure);
  const underWay = new Set<Promise<unknown>>();

  /** Makes a change wait for those that were begun before it: a sign-out that has ended has removed all that was the person's. */
  async function inOrder<Result>(change: Promise<Result>): Promise<Result> {
    const earlier = Array.from(underWay);
    underWay.add(change);
    try {
      return await change;
    } finally {
      underWay.delete(change);
      await Promise.allSettled(earlier);
    }
  }

  return {
    kind,
    failure,
    open(slot, format) {
      const record = createSharedRecord({ ...ports, records }, clock, slot, format);
      return { ...record, update: (change) => inOrder(record.update(change)) };
    },
  };
}

/** The same records, which go on in memory, with what was last seen, when the storage fails. */
function surviveFailure(
  { records, hints }: Pick<TabPorts, 'records' | 'hints'>,
  failure: MutableObservable<CredentialsError | undefined>,
  onFailure?: (error: CredentialsError) => void,
): SharedRecords {
  const lastSeen = new Map<string, unknown>();
  // What may lie in a slot by this page's doing: what it last saw there, and the change that it gave up.
  const lastStored = new Map<string, readonly unknown[]>();
  let failed = false;

  const fail = (cause: unknown): void => {
    if (failed) return;
    failed = true;
    const error = new CredentialsError('STORAGE_UNAVAILABLE', { cause });
    failure.set(error);
    onFailure?.(error);
  };

  const note = (slot: string, record: unknown): void => {
    lastSeen.set(slot, record);
    if (!failed) lastStored.set(slot, [record]);
  };

  /** Removes what was stored before the storage failed: it would bring back whoever has signed out. Not what others put there since. */
  async function removeStored(slot: string, empty: unknown): Promise<void> {
    const stored = (lastStored.get(slot) ?? []).map(toSharedRecord).filter(({ sealed }) => sealed !== undefined);
    // Nothing to remove is nothing to wait for: a storage that hangs does so for two seconds each time.
    if (stored.length === 0) return;
    const remove = (found: unknown): unknown => {
      const current = toSharedRecord(found);
      if (!stored.some((record) => isUnchanged(current, record))) return found;
      // What was said of the removal in memory came too early for those who look here.
      hints.post(slot);
      return { ...toSharedRecord(empty), claim: undefined };
    };
    await records.transact(slot, remove).catch(() => undefined);
  }

  return {
    async read(slot) {
      if (!failed) await records.read(slot).then((record) => note(slot, record), fail);
      return lastSeen.get(slot);
    },
    async transact(slot, change) {
      let next: unknown;
      const noting = (current: unknown): unknown => (next = change(current));
      if (!failed) {
        // What the storage comes to once it was given up changes nothing; what it was at may be kept yet.
        await records.transact(slot, (current) => (failed ? current : noting(current))).catch((cause: unknown) => {
          lastStored.set(slot, [...(lastStored.get(slot) ?? []), next]);
          fail(cause);
        });
      }
      if (failed) noting(lastSeen.get(slot));
      note(slot, next);
      if (failed && toSharedRecord(next).sealed === undefined) await removeStored(slot, next);
    },
  };
}
