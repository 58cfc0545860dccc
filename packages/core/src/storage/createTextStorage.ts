import { systemClock, type Clock } from '../clock.ts';
import { CredentialsError } from '../errors/credentialsError.ts';
import { createObservable } from '../observable.ts';
import type { RecordFormat, StoragePort, StoredRecord } from './storagePort.ts';
import { withinTime } from './withinTime.ts';

/** A store of texts, the app's own: what {@link createTextStorage} makes a storage of. */
export interface TextStore {
  /** Names it in events and the doctor. */
  readonly kind: string;
  readonly read: (slot: string) => Promise<string | undefined>;
  /**
   * Replaces the text in `slot` in one atomic step: no other writer comes between reading `current` and keeping the
   * result. `undefined` removes it. Resolves once it is durable.
   */
  readonly update: (slot: string, change: (current: string | undefined) => string | undefined) => Promise<unknown>;
  /** Where others write to it too: as a record's `watch`. */
  readonly watch?: (slot: string, listener: () => unknown) => () => void;
}

/**
 * A storage over any store of texts, for tiers that are not ours. From the moment the store fails, or does not answer for two
 * seconds, its records are kept in memory.
 * @param onFailure - Told once that the store has failed: `STORAGE_UNAVAILABLE`.
 */
export function createTextStorage(
  store: TextStore,
  onFailure?: (error: CredentialsError) => void,
  clock: Clock = systemClock,
): StoragePort {
  const inMemory = new Map<string, string | undefined>();
  const failure = createObservable<CredentialsError | undefined>(undefined);
  let failed = false;

  function fail(cause: unknown): void {
    if (failed) return;
    failed = true;
    const error = new CredentialsError('STORAGE_UNAVAILABLE', { cause });
    failure.set(error);
    onFailure?.(error);
  }

  async function read(slot: string): Promise<string | undefined> {
    if (!failed) await withinTime(clock, () => store.read(slot)).then((text) => inMemory.set(slot, text), fail);
    return inMemory.get(slot);
  }

  async function update(slot: string, change: (current: string | undefined) => string | undefined): Promise<void> {
    let refused: { readonly by: unknown } | undefined;
    let before = inMemory.get(slot);
    let isOver = false;
    const tracked = (current: string | undefined): string | undefined => {
      try {
        const next = change(current);
        // The store was given up, and goes on after all. Whoever has signed out stays signed out; what was to be put is in memory.
        if (isOver) return next === undefined ? next : current;
        before = current;
        inMemory.set(slot, next);
        return next;
      } catch (by) {
        refused = { by };
        return current;
      }
    };
    if (!failed) await withinTime(clock, () => store.update(slot, tracked)).catch(fail);
    if (failed) tracked(before);
    isOver = true;
    if (refused !== undefined) throw refused.by;
    // What the store could not replace may still lie there, and would bring back whoever has signed out.
    if (failed && inMemory.get(slot) === undefined) void store.update(slot, () => undefined).catch(() => undefined);
  }

  const { kind, watch } = store;
  return {
    kind,
    failure,
    open: (slot, format) => ({
      ...openText(format, () => read(slot), (change) => update(slot, change)),
      ...(watch && { watch: (listener) => watch(slot, listener) }),
    }),
  };
}

function openText<Value>(
  format: RecordFormat<Value>,
  readText: () => Promise<string | undefined>,
  updateText: (change: (current: string | undefined) => string | undefined) => Promise<void>,
): StoredRecord<Value> {
  const parse = (text: string | undefined): Value | undefined => {
    try {
      return text === undefined ? undefined : format.read(text);
    } catch {
      return undefined;
    }
  };

  return {
    read: async () => parse(await readText()),
    async update(change) {
      let kept: Value | undefined;
      await updateText((current) => {
        kept = change(parse(current));
        return kept === undefined ? undefined : format.write(kept);
      });
      return kept;
    },
  };
}
