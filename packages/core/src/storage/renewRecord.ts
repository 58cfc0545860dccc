import type { StoredRecord } from './storagePort.ts';

/**
 * Replaces what is kept by what `obtain` gets, while it is stale. Resolves with what is kept in the end: what was
 * obtained, or what others have put, or nothing, in its place. Rejects as `obtain` does.
 */
export async function renewRecord<Value>(
  record: StoredRecord<Value>,
  isStale: (kept: Value | undefined) => boolean,
  obtain: () => Promise<Value>,
): Promise<Value | undefined> {
  if (record.renew !== undefined) return record.renew(isStale, obtain);
  const current = await record.read();
  if (!isStale(current)) return current;
  const next = await obtain();
  return record.update((kept) => (isStale(kept) ? next : kept));
}
