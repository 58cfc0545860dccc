import type { Clock } from '../clock.ts';
import { CredentialsError, isCredentialsError } from '../errors/credentialsError.ts';
import type { RecordFormat, StoredRecord } from '../storage/storagePort.ts';
import { withDeadline } from '../withDeadline.ts';
import { boundTo, CLAIM_MS, isLive, isUnchanged, toSharedRecord } from './sharedRecord.ts';
import type { RenewalClaim, SharedRecord, TabPorts } from './tabPorts.ts';

/** How long a page waits in the queue before it looks for itself, in ms: whoever is first may be frozen. */
export const LOCK_ATTEMPT_MS = 3_000;

// Sign-ins can be counted beyond it for ever.
const MAX_EPOCH = 2 ** 52;

/** How long one page may take to obtain a value, in ms: less than its claim, so that it never works beside the next one. */
export const OBTAIN_TIMEOUT_MS = 12_000;

/** How long a renewal may take in all, in ms, with the turns of pages that fail before it. */
export const RENEWAL_TIMEOUT_MS = 30_000;

// How often a change is tried that others overtake each time, as only a storage does that is out of order.
const UPDATE_TRIES = 100;

// Between two looks at a slot that another page has claimed. Its hint usually comes first.
const POLL_MS = 50;

// After a refusal for good: another page's success may be on its way to the storage.
const SECOND_LOOKS = 2;
const SECOND_LOOK_MS = 250;

interface Seen<Value> {
  readonly record: SharedRecord;
  readonly value: Value | undefined;
}

/** What a page finds when it looks at a slot to renew it: what is kept in the end, or how long another may yet be at it. */
type Turn<Value> = { readonly value: Value | undefined } | { readonly takenForMs: number };

/**
 * One slot that all pages of an origin see.
 *
 * What is stored is the truth. A page that renews it first writes a claim; what it obtained is stored only if its claim
 * still stands on what it renewed. The lock is but a queue: pages go on without it when it does not open, and a claim ends
 * by itself. So nothing is obtained twice, and no page that was closed, frozen or hung keeps the others waiting for long.
 * A page that is left has no time to change the record: it leaves a note that its claim is void, or that what it was about
 * to remove is over.
 */
export function createSharedRecord<Value>(
  { records, sealer, locks, hints, notes, onLeave, nonce }: TabPorts,
  clock: Clock,
  slot: string,
  format: RecordFormat<Value>,
): StoredRecord<Value> {
  const endings = `${slot}:end`;

  // What this page knows of the slot, for when it has no time to look.
  let seen: Seen<Value> = { record: toSharedRecord(undefined), value: undefined };

  async function look(): Promise<Seen<Value>> {
    const record = toSharedRecord(await records.read(slot));
    if (record.sealed !== undefined && record.epoch <= lastEnded()) {
      await swap(record, await sealed(record, undefined));
      return look();
    }
    const text = record.sealed && (await sealer.open(record.sealed, boundTo(slot, record)));
    return (seen = { record, value: text === undefined ? undefined : parse(text) });
  }

  /** The last epoch that a page ended without the time to remove what was kept. -1: none, or one that leaves no room for others. */
  function lastEnded(): number {
    const epoch = Number(notes.read(endings) ?? -1);
    return Number.isSafeInteger(epoch) && epoch < MAX_EPOCH ? epoch : -1;
  }

  function parse(text: string): Value | undefined {
    try {
      return format.read(text);
    } catch {
      return undefined;
    }
  }

  /** Puts a record where `before` is, and says so. False when something else is there by now. */
  async function swap(before: SharedRecord, next: SharedRecord, isAllowed: (current: SharedRecord) => boolean = () => true): Promise<boolean> {
    let swapped = false;
    await records.transact(slot, (found) => {
      const current = toSharedRecord(found);
      swapped = isUnchanged(current, before) && isAllowed(current);
      // Said at once, since this page may not live to see it kept: whoever looks is answered once it is. A claim is news to nobody.
      if (swapped && next.claim === undefined) hints.post(slot);
      return swapped ? next : found;
    });
    return swapped;
  }

  /** How long the page that has claimed a record may yet be at it, ms. */
  function leftMs({ claim }: SharedRecord): number {
    return (claim?.until ?? Infinity) - clock.now();
  }

  /** What follows a record, in an epoch of its own unless one is given: past every one that was ended. */
  async function sealed(before: SharedRecord, value: Value | undefined, epoch = Math.max(before.epoch, lastEnded()) + 1): Promise<SharedRecord> {
    const next: SharedRecord = { version: 1, epoch, generation: before.generation + 1 };
    return value === undefined ? next : { ...next, sealed: await sealer.seal(format.write(value), boundTo(slot, next)) };
  }

  async function update(change: (current: Value | undefined) => Value | undefined): Promise<Value | undefined> {
    let isEnded = false;
    const stop = onLeave(() => {
      isEnded = seen.value !== undefined && change(seen.value) === undefined;
      if (!isEnded) return;
      notes.leave(endings, String(Math.max(seen.record.epoch, lastEnded())));
      hints.post(slot);
    });
    try {
      for (let triesLeft = UPDATE_TRIES; triesLeft > 0; triesLeft -= 1) {
        const { record, value } = await look();
        const next = change(value);
        const nothingToDo = next === undefined ? record.sealed === undefined : next === value;
        // Once it is ended, what a page finds when it comes back is somebody else's.
        if (nothingToDo || isEnded) return next;
        const changed = await sealed(record, next);
        if (await swap(record, changed)) {
          seen = { record: changed, value: next };
          return next;
        }
      }
      throw new CredentialsError('TIMEOUT');
    } finally {
      stop();
    }
  }

  /** One look at the slot, and the work if it is ours. */
  async function takeTurn(
    isStale: (kept: Value | undefined) => boolean,
    obtain: (signal?: AbortSignal) => Promise<Value>,
    leaving: AbortSignal,
    isWanted: () => boolean,
  ): Promise<Turn<Value>> {
    const { record, value } = await look();
    if (!isStale(value)) return { value };
    const taken = { takenForMs: leftMs(record) };
    const isFree = ({ claim }: SharedRecord): boolean => !isLive(claim, clock.now()) || claim?.nonce === notes.read(slot);
    if (!isFree(record)) return taken;
    leaving.throwIfAborted();
    const claim = { nonce: nonce(), until: clock.now() + CLAIM_MS };
    const say = (): void => {
      notes.leave(slot, claim.nonce);
      hints.post(slot);
    };
    const leave = (): void => {
      // A page that goes on gives its claim back, and what is noted there may be another's.
      if (isWanted()) say();
    };
    leaving.addEventListener('abort', leave);
    // Also while it is being given back: a page that is gone cannot.
    const stop = onLeave(say);
    try {
      if (!(await swap(record, { ...record, claim }, (current) => isFree(current) && !leaving.aborted))) return taken;
      if (isLive(claim, clock.now() + OBTAIN_TIMEOUT_MS)) return await workUnder(claim, record, isStale, obtain, leaving, isWanted);
      // This page was frozen meanwhile: it would be at work when its claim lapses, beside the next one.
      await swap(record, { ...record, claim: undefined }, (current) => current.claim?.nonce === claim.nonce);
      return taken;
    } finally {
      stop();
      leaving.removeEventListener('abort', leave);
    }
  }

  /** Obtains what is to follow a record, and keeps it if the claim still stands. */
  async function workUnder(
    claim: RenewalClaim,
    record: SharedRecord,
    isStale: (kept: Value | undefined) => boolean,
    obtain: (signal?: AbortSignal) => Promise<Value>,
    leaving: AbortSignal,
    isWanted: () => boolean,
  ): Promise<Turn<Value>> {
    const isOurs = (current: SharedRecord): boolean => current.claim?.nonce === claim.nonce;
    try {
      const next = await withDeadline(clock, OBTAIN_TIMEOUT_MS, leaving, obtain);
      if (await swap(record, await sealed(record, next, record.sealed && record.epoch), (current) => isOurs(current) && isWanted())) return { value: next };
      if (!isWanted()) throw new CredentialsError('ABORTED');
      // Another has been there: this page was frozen, or its work was replaced. What it left may be spent as well by now.
      const found = await look();
      return isStale(found.value) ? { takenForMs: leftMs(found.record) } : found;
    } catch (error) {
      // Waited for: browsers end the requests of a page before they say that it is left.
      if (!leaving.aborted || !isWanted()) await swap(record, { ...record, claim: undefined }, isOurs);
      if (mayPass(error)) throw error;
      for (let looks = 0; looks < SECOND_LOOKS; looks += 1) {
        const found = await look();
        if (!isStale(found.value)) return found;
        await pause(clock, leaving, SECOND_LOOK_MS);
      }
      throw error;
    }
  }

  /** Does the work when the queue lets us in, or when news or too long a wait says to look without it. */
  async function inTurn<Result>(leaving: AbortSignal, news: AbortSignal, waitMs: number, work: () => Promise<Result>): Promise<Result> {
    if (locks === undefined || news.aborted) return work();
    const waiting = new AbortController();
    const giveUp = (): void => waiting.abort();
    const cancel = clock.setTimer(giveUp, waitMs);
    for (const end of [leaving, news]) end.addEventListener('abort', giveUp);
    const stopWaiting = (): void => {
      cancel();
      for (const end of [leaving, news]) end.removeEventListener('abort', giveUp);
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
    async renew(isStale, obtain, given) {
      const leaving = new AbortController();
      const end = (): void => leaving.abort();
      // What is heard after a look is news.
      let news = new AbortController();
      const stops = [onLeave(end), hints.listen(slot, () => news.abort()), () => given?.removeEventListener('abort', end)];
      given?.addEventListener('abort', end);
      if (given?.aborted) end();
      try {
        return await withDeadline(clock, RENEWAL_TIMEOUT_MS, leaving.signal, async (signal) => {
          for (let waitMs = LOCK_ATTEMPT_MS; ; ) {
            const turn = await inTurn(signal, news.signal, waitMs, () => {
              news = new AbortController();
              return takeTurn(isStale, obtain, signal, () => !given?.aborted);
            });
            if ('value' in turn) return turn.value;
            await pause(clock, signal, POLL_MS);
            waitMs = Math.min(LOCK_ATTEMPT_MS, turn.takenForMs);
          }
        });
      } finally {
        for (const stop of stops) stop();
      }
    },
    watch: (listener) => hints.listen(slot, listener),
  };
}

/** Whether trying again can help, so that what is kept stands. */
function mayPass(error: unknown): boolean {
  return !isCredentialsError(error) || error.retryable || error.code === 'ABORTED';
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
