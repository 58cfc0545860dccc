import type { Clock } from '../clock.ts';
import { CredentialsError, isCredentialsError } from '../errors/credentialsError.ts';
import type { RecordFormat, StoredRecord } from '../storage/storagePort.ts';
import { boundTo, CLAIM_MS, isLive, isUnchanged, toSharedRecord } from './sharedRecord.ts';
import type { SharedRecord, TabPorts } from './tabPorts.ts';

/** How long a page waits in the queue before it looks for itself, in ms: whoever is first may be frozen. */
export const LOCK_ATTEMPT_MS = 3_000;

/** How long one page may take to obtain a value, in ms: less than its claim, so that it never works beside the next one. */
export const OBTAIN_TIMEOUT_MS = 12_000;

/** How long a renewal may take in all, in ms, with the turns of pages that fail before it. */
export const RENEWAL_TIMEOUT_MS = 30_000;

// Between two looks at a slot that another page has claimed. Its hint usually comes first.
const POLL_MS = 50;

// After a refusal for good: another page's success may be on its way to the storage.
const SECOND_LOOKS = 2;
const SECOND_LOOK_MS = 250;

interface Seen<Value> {
  readonly record: SharedRecord;
  readonly value: Value | undefined;
}

/**
 * One slot that all pages of an origin see.
 *
 * What is stored is the truth. A page that renews it first writes a claim; what it obtained is stored only if its claim
 * still stands on what it renewed. The lock is but a queue: pages go on without it when it does not open, and a claim ends
 * by itself. So nothing is obtained twice, and no page that was closed, frozen or hung keeps the others waiting for long.
 */
export function createSharedRecord<Value>(
  { records, sealer, locks, hints, onLeave, nonce }: TabPorts,
  clock: Clock,
  slot: string,
  format: RecordFormat<Value>,
): StoredRecord<Value> {
  async function look(): Promise<Seen<Value>> {
    const record = toSharedRecord(await records.read(slot));
    const text = record.sealed && (await sealer.open(record.sealed, boundTo(slot, record)));
    return { record, value: text === undefined ? undefined : parse(text) };
  }

  function parse(text: string): Value | undefined {
    try {
      return format.read(text);
    } catch {
      return undefined;
    }
  }

  /** Puts a record where `before` is. False when something else is there by now. */
  async function swap(before: SharedRecord, next: SharedRecord, isAllowed: (current: SharedRecord) => boolean = () => true): Promise<boolean> {
    let swapped = false;
    await records.transact(slot, (found) => {
      const current = toSharedRecord(found);
      swapped = isUnchanged(current, before) && isAllowed(current);
      return swapped ? next : found;
    });
    return swapped;
  }

  async function sealed(before: SharedRecord, epoch: number, value: Value | undefined): Promise<SharedRecord> {
    const next: SharedRecord = { version: 1, epoch, generation: before.generation + 1 };
    return value === undefined ? next : { ...next, sealed: await sealer.seal(format.write(value), boundTo(slot, next)) };
  }

  async function update(change: (current: Value | undefined) => Value | undefined): Promise<Value | undefined> {
    for (;;) {
      const { record, value } = await look();
      const next = change(value);
      const nothingToDo = next === undefined ? !record.sealed && !record.claim : next === value;
      if (nothingToDo) return next;
      if (await swap(record, await sealed(record, record.epoch + 1, next))) {
        hints.post(slot);
        return next;
      }
    }
  }

  /** One look at the slot, and the work if it is ours. `undefined` when another page is at it. */
  async function takeTurn(
    isStale: (kept: Value | undefined) => boolean,
    obtain: () => Promise<Value>,
    leaving: AbortSignal,
  ): Promise<{ readonly value: Value | undefined } | undefined> {
    const { record, value } = await look();
    if (!isStale(value)) return { value };
    leaving.throwIfAborted();
    const claim = { nonce: nonce(), until: clock.now() + CLAIM_MS };
    const isFree = (current: SharedRecord): boolean => !isLive(current.claim, clock.now());
    if (!(await swap(record, { ...record, claim }, isFree))) return undefined;
    // This page was frozen meanwhile: another may have done it.
    if (!isLive(claim, clock.now())) return undefined;

    const isOurs = (current: SharedRecord): boolean => current.claim?.nonce === claim.nonce;
    try {
      const next = await withDeadline(clock, leaving, OBTAIN_TIMEOUT_MS, obtain);
      if (!(await swap(record, await sealed(record, record.epoch, next), isOurs))) return { value: (await look()).value };
      hints.post(slot);
      return { value: next };
    } catch (error) {
      // Not waited for: a page that is being left has no time, and the claim lapses anyway.
      void swap(record, { ...record, claim: undefined }, isOurs).then(() => hints.post(slot));
      if (mayPass(error)) throw error;
      for (let looks = 0; looks < SECOND_LOOKS; looks += 1) {
        const seen = await look();
        if (!isStale(seen.value)) return seen;
        await pause(clock, leaving, SECOND_LOOK_MS);
      }
      throw error;
    }
  }

  /** Does the work when the queue lets us in, or when a hint or too long a wait says to look without it. */
  async function inTurn<Result>(leaving: AbortSignal, work: () => Promise<Result>): Promise<Result> {
    if (locks === undefined) return work();
    const waiting = new AbortController();
    const giveUp = (): void => waiting.abort();
    const stops = [clock.setTimer(giveUp, LOCK_ATTEMPT_MS), hints.listen(slot, giveUp)];
    leaving.addEventListener('abort', giveUp);
    const stopWaiting = (): void => {
      for (const stop of stops) stop();
      leaving.removeEventListener('abort', giveUp);
    };
    let begun = false;
    try {
      return await locks.run(`${slot}:renewal`, waiting.signal, () => {
        begun = true;
        stopWaiting();
        return work();
      });
    } catch (error) {
      if (begun) throw error;
    }
    stopWaiting();
    leaving.throwIfAborted();
    return work();
  }

  return {
    read: async () => (await look()).value,
    update,
    async renew(isStale, obtain) {
      const leaving = new AbortController();
      const stopListening = onLeave(() => leaving.abort(new CredentialsError('ABORTED')));
      try {
        return await withDeadline(clock, leaving.signal, RENEWAL_TIMEOUT_MS, async (signal) => {
          for (;;) {
            const turn = await inTurn(signal, () => takeTurn(isStale, obtain, signal));
            if (turn !== undefined) return turn.value;
            await pause(clock, signal, POLL_MS);
          }
        });
      } finally {
        stopListening();
      }
    },
    watch: (listener) => hints.listen(slot, listener),
  };
}

/** Whether trying again can help, so that what is kept stands. */
function mayPass(error: unknown): boolean {
  return !isCredentialsError(error) || error.retryable || error.code === 'ABORTED';
}

/** Does work under a signal that ends it with `outer`, or past its time with `TIMEOUT`; then it is left behind. */
async function withDeadline<Result>(
  clock: Clock,
  outer: AbortSignal,
  timeoutMs: number,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  const { signal } = controller;
  const end = (): void => controller.abort(outer.reason);
  const cancel = clock.setTimer(() => controller.abort(new CredentialsError('TIMEOUT')), timeoutMs);
  const ended = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as CredentialsError));
  });
  if (outer.aborted) end();
  outer.addEventListener('abort', end);
  try {
    return await Promise.race([work(signal), ended]);
  } finally {
    cancel();
    outer.removeEventListener('abort', end);
  }
}

/** Waits; ends with the signal. */
function pause(clock: Clock, signal: AbortSignal, delayMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      cancel();
      reject(signal.reason as CredentialsError);
    };
    const cancel = clock.setTimer(() => {
      signal.removeEventListener('abort', leave);
      resolve();
    }, delayMs);
    signal.addEventListener('abort', leave);
    if (signal.aborted) leave();
  });
}
