import { createSimulatedClock } from '@valetkey/testing';
import type { RecordFormat } from '../storage/storagePort.ts';
import { createSharedStorage } from '../tabs/createSharedStorage.ts';
import type { SharedRecord, TabPorts } from '../tabs/tabPorts.ts';

/** What its pages keep in tests. */
export const numberFormat: RecordFormat<number> = { write: String, read: (text) => JSON.parse(text) as number };

/** Pages of one origin, in one process. */
export function createOrigin({ withLocks = true } = {}) {
  const slots = new Map<string, unknown>();
  const notes = new Map<string, string>();
  const listeners = new Map<string, Set<() => void>>();
  const clock = createSimulatedClock();
  const failures: unknown[] = [];
  const heldUp = new Map<string, Promise<unknown>>();
  let failure: Error | undefined;
  let tooSlow: { readonly isUnderWay: boolean; readonly waiting: (() => void)[] } | undefined;
  let lockTail: Promise<unknown> = Promise.resolve();
  let nonces = 0;

  const fail = (): void => {
    if (failure !== undefined) throw failure;
  };

  function openPage() {
    let killed = false;
    let frozen = false;
    let die: () => void = () => undefined;
    const dead = new Promise<void>((resolve) => (die = resolve));
    let awake: Promise<void> | undefined;
    /** A page that was killed comes to no answer any more, one that was put away once it is back. */
    const alive = <Result>(result: Result): Promise<Result> =>
      killed ? new Promise<never>(() => undefined) : awake === undefined ? Promise.resolve(result) : awake.then(() => result);
    const leave = new Set<() => void>();
    const own = new Set<() => void>();
    const ports: TabPorts = {
      records: {
        async read(slot) {
          fail();
          return alive(slots.get(slot));
        },
        async transact(slot, change) {
          fail();
          const commit = (): void => void slots.set(slot, change(slots.get(slot)));
          if (tooSlow !== undefined) {
            if (tooSlow.isUnderWay) commit();
            else tooSlow.waiting.push(commit);
            throw new Error('too slow');
          }
          await heldUp.get(slot);
          if (!killed) commit();
          return alive(undefined);
        },
      },
      sealer: {
        seal: async (text, boundTo) => ({ key: boundTo, iv: new Uint8Array(12), data: new TextEncoder().encode(text).buffer }) as never,
        open: async (sealed, boundTo) =>
          (sealed.key as unknown) === boundTo ? new TextDecoder().decode(sealed.data) : undefined,
      },
      locks: withLocks
        ? {
            run: (_name, signal, work) => {
              // As in browsers: once the work has begun, the signal does nothing.
              let begun = false;
              const entered = lockTail.then(() => {
                signal.throwIfAborted();
                begun = true;
                return work();
              });
              // A lock is free when its page dies, and taken while its page is frozen.
              const ended = entered.catch(() => undefined).then(() => (frozen ? new Promise(() => undefined) : undefined));
              lockTail = Promise.race([ended, dead]);
              const left = new Promise<never>((_, reject) => {
                signal.addEventListener('abort', () => begun || reject(new Error('left')));
              });
              return Promise.race([entered, left]);
            },
          }
        : undefined,
      hints: {
        post: (slot) => killed || listeners.get(slot)?.forEach((listener) => !own.has(listener) && queueMicrotask(listener)),
        listen(slot, listener) {
          const those = listeners.get(slot) ?? new Set();
          listeners.set(slot, those.add(listener));
          own.add(listener);
          return () => those.delete(listener);
        },
      },
      notes: { leave: (slot, text) => void notes.set(slot, text), read: (slot) => notes.get(slot) },
      onLeave: (listener) => {
        leave.add(listener);
        return () => leave.delete(listener);
      },
      nonce: () => `nonce ${(nonces += 1)}`,
    };
    const storage = createSharedStorage(ports, { kind: 'shared', clock, onFailure: (cause) => failures.push(cause) });
    return {
      storage,
      record: storage.open('slot', numberFormat),
      leave: () => leave.forEach((listener) => listener()),
      /** As browsers do it: what a listener sets off comes before the next one. */
      async hide(): Promise<void> {
        for (const listener of Array.from(leave)) {
          listener();
          for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
        }
      },
      /** Lets no answer reach it before it is brought back. */
      putAway(): () => void {
        let bringBack: () => void = () => undefined;
        awake = new Promise((resolve) => (bringBack = resolve));
        return bringBack;
      },
      kill() {
        killed = true;
        die();
      },
      freeze: () => void (killed = frozen = true),
    };
  }

  const current = (): SharedRecord => slots.get('slot') as SharedRecord;
  return {
    openPage,
    clock,
    slots,
    notes,
    current,
    failures,
    /** Until it is given nothing. */
    breakDown: (error: Error | undefined) => (failure = error),
    /**
     * Changes are given up as too slow, and are kept all the same: those that are under way at once, others when the function
     * it returns is called, from when on nothing is slow.
     */
    slowDown(isUnderWay: boolean): () => void {
      const waiting: (() => void)[] = [];
      tooSlow = { isUnderWay, waiting };
      return () => {
        tooSlow = undefined;
        for (const commit of waiting) commit();
      };
    },
    /** Changes of a slot wait for something. */
    holdUp: (slot: string, until: Promise<unknown>) => void heldUp.set(slot, until),
    /** Whoever is first in the queue stays there. */
    jamQueue: () => void (lockTail = new Promise(() => undefined)),
  };
}
