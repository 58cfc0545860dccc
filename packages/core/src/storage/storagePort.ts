/**
 * Where a session or identity id is kept between page loads. One slot holds one record, so no reader ever sees half a write.
 */
export interface StoragePort {
  /** Names the tier in events and the doctor, e.g. `'memory'`. */
  readonly kind: string;
  /** The record in `slot`, or `undefined` when there is none or it cannot be trusted. Never rejects. */
  read(slot: string): Promise<string | undefined>;
  /**
   * Replaces the record in one atomic step: no other writer comes between reading `current` and storing the result.
   * Returning `undefined` removes the record. Resolves with what is stored once it is durable.
   */
  update(slot: string, change: (current: string | undefined) => string | undefined): Promise<string | undefined>;
}
