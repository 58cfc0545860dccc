import type { CredentialsError } from '../errors/credentialsError.ts';
import type { Observable } from '../observable.ts';

/**
 * Where a session, shared credentials or an identity id are kept between page loads. One slot holds one record, so no
 * reader ever sees half a write. Storage that fails takes nothing from the person: what was kept goes on in memory.
 */
export interface StoragePort {
  /** Names the tier in events and the doctor, e.g. `'memory'`. */
  readonly kind: string;
  /** The record in `slot`. Opening reads nothing; a slot is always opened with the same format. */
  readonly open: <Value>(slot: string, format: RecordFormat<Value>) => StoredRecord<Value>;
  /** Why nothing can be kept on this device, as soon as that is known. Absent where nothing can fail. */
  readonly failure?: Observable<CredentialsError | undefined>;
}

/** How a value is written where storage holds text. */
export interface RecordFormat<Value> {
  readonly write: (value: Value) => string;
  /** Reads it back; `undefined`, or a throw, for a text it did not write: such a record is dropped. */
  readonly read: (text: string) => Value | undefined;
}

/** One slot. Nothing here rejects because storage fails. */
export interface StoredRecord<Value> {
  /** What is kept; `undefined` when there is nothing or it cannot be trusted. */
  readonly read: () => Promise<Value | undefined>;
  /**
   * Replaces what is kept in one atomic step: no other writer, in this page or another, comes between reading `current`
   * and keeping the result; for that, `change` may be called more than once. Returning `undefined` removes the record.
   * Resolves with what is kept once it is durable; where several pages see the record, what was begun before it on the same
   * storage, in any slot, is so too.
   */
  readonly update: (change: (current: Value | undefined) => Value | undefined) => Promise<Value | undefined>;
  /** Where several pages see the record: what `renewRecord` does, with one of them at work at a time. */
  readonly renew?: (
    isStale: (kept: Value | undefined) => boolean,
    obtain: (signal?: AbortSignal) => Promise<Value>,
    signal?: AbortSignal,
  ) => Promise<Value | undefined>;
  /**
   * Where several pages see the record: calls `listener` when another may have changed it. A page that comes back from the
   * back/forward cache is not seen before what `listener` returns has settled.
   */
  readonly watch?: (listener: () => unknown) => () => void;
}
