import type { RenewalClaim, SharedRecord } from './tabPorts.ts';

/**
 * How long a page that renews a record keeps the others from it, in ms. Less than a refresh token's grace of up to 60 s; and
 * two seconds are left to the next page, so that it has succeeded within 16 s.
 */
export const CLAIM_MS = 14_000;

/** What an empty slot counts as. */
const EMPTY: SharedRecord = { version: 1, epoch: 0, generation: 0 };

// Tokens of a person with many groups are some kilobytes.
const MAX_SEALED_BYTES = 65_536;

/** Reads what lies in a slot. What is not of our making, or of a version to come, counts as nothing. */
export function toSharedRecord(found: unknown): SharedRecord {
  const record = found as Partial<SharedRecord> | null | undefined;
  const isOurs =
    record?.version === 1 &&
    Number.isSafeInteger(record.epoch) &&
    Number.isSafeInteger(record.generation) &&
    (record.sealed === undefined || record.sealed?.data?.byteLength <= MAX_SEALED_BYTES);
  return isOurs ? (record as SharedRecord) : EMPTY;
}

/** What a record's text is sealed to: it opens in its own slot, at its own place in the sequence, and nowhere else. */
export function boundTo(slot: string, { epoch, generation }: SharedRecord): string {
  return `${slot}|${epoch}|${generation}`;
}

/** Whether two records hold the same. A claim makes no difference. */
export function isUnchanged(one: SharedRecord, other: SharedRecord): boolean {
  return one.epoch === other.epoch && one.generation === other.generation;
}

/**
 * Whether a page may still be at work. One that ends later than any claim made now was made by a clock that has been set
 * back since.
 * @param now - Epoch ms.
 */
export function isLive(claim: RenewalClaim | undefined, now: number): boolean {
  const until = claim?.until ?? 0;
  return until > now && until <= now + CLAIM_MS;
}
