import type { Random } from '../createRandom.ts';
import type { Page, World } from '../createWorld.ts';

/**
 * What is wrong with the disk: it is full (M8), every request fails, nothing answers until it is over, or another program
 * upgrades the database and lets nobody in until it is done (M9).
 */
export type DiskFault = 'none' | 'full' | 'broken' | 'hung' | 'blocked';

/** An origin's IndexedDB. */
export interface Database {
  readonly openFactory: (page: Page) => IDBFactory;
  /** What is there, as its pages see it. */
  readonly slots: ReadonlyMap<string, unknown>;
  readonly setFault: (fault: DiskFault) => void;
  /** The person clears the site's data, or the browser needs the room: nothing is left, and connections are dead (M9). */
  readonly evict: () => void;
}

/** The longest that a disk takes for one step of a transaction while nothing is wrong with it, ms. */
export const MAX_DISK_MS = 400;

/** Told of each change of a slot. */
export type OnWrite = (page: Page, slot: string, before: unknown, after: unknown) => void;

interface Connection {
  dead: boolean;
  readonly database: {
    onclose?: () => void;
    onversionchange?: () => void;
    readonly close: () => void;
    readonly transaction: (store: string, mode: IDBTransactionMode) => object;
  };
}

type Handlers = Record<'onsuccess' | 'onerror' | 'oncomplete' | 'onabort', (() => void) | undefined>;

/** A database that answers after a while, each time another. Every transaction happens in one moment, as others see it. */
export function createDatabase(world: World, random: Random, onWrite: OnWrite): Database {
  const slots = new Map<string, unknown>();
  const connections = new Set<Connection>();
  const held: (() => void)[] = [];
  let fault: DiskFault = 'none';

  /** Does a step in a page when the disk is ready for it. */
  function step(page: Page, work: () => void): void {
    const isHeld = fault === 'hung';
    const begin = (): void => void world.after(random.between(0, random.chance(0.05) ? MAX_DISK_MS : 8), () => page.deliver(work));
    if (isHeld) held.push(begin);
    else begin();
  }

  function open(page: Page): Connection['database'] {
    const connection: Connection = {
      dead: false,
      database: {
        close: () => void connections.delete(connection),
        transaction(_store, mode) {
          if (connection.dead) throw new DOMException('', 'InvalidStateError');
          return begin(page, connection, mode);
        },
      },
    };
    connections.add(connection);
    return connection.database;
  }

  function begin(page: Page, connection: Connection, mode: IDBTransactionMode): object {
    const transaction: Partial<Handlers> & { error?: DOMException | undefined } = {};
    const isBroken = fault === 'broken';
    const changes: unknown[] = [];
    const abort = (name: string): void => {
      transaction.error = new DOMException('', name);
      transaction.onabort?.();
    };
    const store = {
      get(slot: string) {
        const request: Partial<Handlers> & { result?: unknown } = {};
        step(page, () => {
          if (connection.dead || isBroken) return abort('UnknownError');
          const before = slots.get(slot);
          request.result = before;
          request.onsuccess?.();
          if (mode === 'readonly') return transaction.oncomplete?.();
          if (changes.length > 0 && fault === 'full') return step(page, () => abort('QuotaExceededError'));
          for (const after of changes) {
            slots.set(slot, after);
            onWrite(page, slot, before, after);
          }
          // Durable before its page knows: it may be gone by then.
          step(page, () => transaction.oncomplete?.());
        });
        return request;
      },
      put: (value: unknown) => void changes.push(value),
    };
    return Object.assign(transaction, { objectStore: () => store });
  }

  return {
    slots,
    openFactory: (page) =>
      ({
        open() {
          const request: Partial<Handlers> & { result?: object; error?: DOMException } = {};
          const isBroken = fault === 'broken';
          const answer = (): void =>
            step(page, () => {
              if (isBroken) {
                request.error = new DOMException('', 'UnknownError');
                request.onerror?.();
              } else {
                request.result = open(page);
                request.onsuccess?.();
              }
            });
          if (fault === 'blocked') held.push(answer);
          else answer();
          return request;
        },
      }) as unknown as IDBFactory,
    setFault(next) {
      fault = next;
      if (fault === 'blocked') for (const { database } of Array.from(connections)) database.onversionchange?.();
      if (fault === 'none') for (const answer of held.splice(0)) answer();
    },
    evict() {
      slots.clear();
      for (const connection of connections) {
        connection.dead = true;
        // Browsers say so late or never.
        if (random.chance(0.5)) world.after(random.between(0, 1_000), () => connection.database.onclose?.());
      }
      connections.clear();
    },
  };
}
