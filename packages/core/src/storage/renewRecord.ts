import type { StoredRecord } from './storagePort.ts';

/**
 * Replaces what is kept by what `obtain` gets, while it is stale. Resolves with what is kept in the end: what was
 * obtained, or what others have put, or nothing, in its place. Rejects as `obtain` does.
 * @param isStale - Asked with what was obtained, whether that may replace what is kept by now.
 * @param obtain - Given a signal that ends with `signal`, and where several pages see the record also past its time and when
 * the page is left: nobody waits for it any more.
 * @param signal - Gives it up. From then on nothing is kept.
 */
export async function renewRecord<Value>(
  record: StoredRecord<Value>,
  isStale: (kept: Value | undefined, next?: Value) => boolean,
  obtain: (signal?: AbortSignal) => Promise<Value>,
  signal?: AbortSignal,
): Promise<Value | undefined> {
  if (record.renew !== undefined) return record.renew(isStale, obtain, signal);
  const current = await record.read();
  if (!isStale(current)) return current;
  const next = await obtain(signal);
  return record.update((kept) => (isStale(kept, next) && !signal?.aborted ? next : kept));
}
