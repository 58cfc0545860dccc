import type { SharedRecord, TabPorts } from '@valetkey/core';
import type { Random } from './createRandom.ts';
import type { Page, World } from './createWorld.ts';

/** What pages of one origin share. */
export interface Origin {
  readonly openPorts: (page: Page) => TabPorts;
  /** The text in a slot. */
  readonly textIn: (slot: string) => string | undefined;
  /** The person leaves the page: by a link, or into the back/forward cache. */
  readonly leave: (page: Page) => void;
  /** The page comes back from the back/forward cache. */
  readonly restore: (page: Page) => void;
  /** The page crashes or is closed: what it held is free, and what it listened to is heard by nobody. */
  readonly end: (page: Page) => void;
  /** Locks held and hints listened to by pages that are alive. */
  readonly leftovers: () => number;
}

/** How the browser behaves. */
export interface OriginOptions {
  readonly hasLocks: boolean;
  /** False where messages between tabs do not arrive. */
  readonly hasHints: boolean;
  /** Told of each change of a slot. */
  readonly onWrite: (page: Page, slot: string, before: SharedRecord, after: SharedRecord) => void;
}

interface Waiter {
  readonly page: Page;
  readonly enter: () => void;
}

/** Storage, locks and hints that answer after a while, each time another. */
export function createOrigin(world: World, random: Random, { hasLocks, hasHints, onWrite }: OriginOptions): Origin {
  const slots = new Map<string, unknown>();
  const notes = new Map<string, string>();
  const queues = new Map<string, Waiter[]>();
  const listeners = new Set<{ readonly page: Page; readonly slot: string; readonly listener: () => unknown }>();
  const leaveListeners = new Set<{ readonly page: Page; readonly listener: () => void }>();
  let nonces = 0;

  const storageMs = (): number => random.between(0, random.chance(0.05) ? 400 : 8);
  const soon = (page: Page, delayMs: number, task: () => void): void => void world.after(delayMs, () => page.deliver(task));

  function answer<Value>(page: Page, delayMs: number, work: () => Value): Promise<Value> {
    return new Promise((resolve) => soon(page, delayMs, () => resolve(work())));
  }

  /** Lets the first in the queue in. A frozen page is let in as well, and keeps the others out. */
  function admit(name: string): void {
    const queue = queues.get(name) ?? [];
    while (queue[0]?.page.isAlive() === false) queue.shift();
    const first = queue[0];
    if (first !== undefined) soon(first.page, random.between(0, 4), first.enter);
  }

  function lock<Result>(page: Page, name: string, signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
    const queue = queues.get(name) ?? [];
    queues.set(name, queue);
    return new Promise((resolve, reject) => {
      let entered = false;
      const leave = (): void => {
        const index = queue.indexOf(waiter);
        if (index === -1) return;
        queue.splice(index, 1);
        if (index === 0) admit(name);
      };
      const waiter: Waiter = {
        page,
        enter() {
          if (entered || queue[0] !== waiter) return;
          entered = true;
          work().finally(leave).then(resolve, reject);
        },
      };
      queue.push(waiter);
      if (queue.length === 1) admit(name);
      signal.addEventListener('abort', () => {
        // Once the work has begun a signal does nothing.
        if (entered) return;
        leave();
        reject(signal.reason as Error);
      });
    });
  }

  /** Tells the other pages that listen to a slot, each after a while. */
  function tell(page: Page, isMeant: (slot: string) => boolean): void {
    for (const other of listeners) {
      const { listener } = other;
      if (other.page !== page && isMeant(other.slot)) soon(other.page, random.between(0, 60), () => listeners.has(other) && listener());
    }
  }

  function openPorts(page: Page): TabPorts {
    return {
      records: {
        read: (slot) => answer(page, storageMs(), () => slots.get(slot)),
        async transact(slot, change) {
          await answer(page, storageMs(), () => {
            const found = slots.get(slot);
            const next = change(found);
            slots.set(slot, next);
            if (next !== found) onWrite(page, slot, asRecord(found), asRecord(next));
          });
          // Durable before its page knows: it may be gone by then.
          await answer(page, storageMs(), () => undefined);
        },
      },
      sealer: {
        seal: async (text, boundTo) => ({ key: boundTo, iv: new Uint8Array(12), data: encode(text) }) as never,
        open: async ({ key, data }, boundTo) => ((key as unknown) === boundTo ? decode(data) : undefined),
      },
      locks: hasLocks ? { run: (name, signal, work) => lock(page, name, signal, work) } : undefined,
      hints: {
        post(slot) {
          if (hasHints) tell(page, (heard) => heard === slot);
        },
        listen(slot, listener) {
          const ear = { page, slot, listener };
          listeners.add(ear);
          return () => listeners.delete(ear);
        },
      },
      notes: {
        // Gets through whatever becomes of the page, and takes a moment.
        leave(slot, text) {
          world.after(storageMs(), () => {
            notes.set(slot, text);
            tell(page, (heard) => slot.startsWith(heard));
          });
        },
        read: (slot) => notes.get(slot),
      },
      onLeave(listener) {
        const own = { page, listener };
        leaveListeners.add(own);
        return () => leaveListeners.delete(own);
      },
      nonce: () => `nonce ${(nonces += 1)}`,
    };
  }

  return {
    openPorts,
    textIn(slot) {
      const { sealed } = asRecord(slots.get(slot));
      return sealed && decode(sealed.data);
    },
    leave(page) {
      for (const { page: own, listener } of leaveListeners) if (own === page) listener();
    },
    restore(page) {
      for (const { page: own, listener } of listeners) if (own === page) listener();
    },
    leftovers: () =>
      [...listeners, ...leaveListeners, ...[...queues.values()].flat()].filter(({ page }) => page.isAlive()).length,
    end(page) {
      page.kill();
      for (const name of queues.keys()) admit(name);
    },
  };
}

/** Only pages of ours write here. */
function asRecord(found: unknown): SharedRecord {
  return (found ?? { version: 1, epoch: 0, generation: 0 }) as SharedRecord;
}

const encode = (text: string): ArrayBuffer => new TextEncoder().encode(text).buffer;
const decode = (data: ArrayBuffer): string => new TextDecoder().decode(data);
