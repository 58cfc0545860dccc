import type { TabEnvironment } from '@valetkey/core';
import type { Random } from '../createRandom.ts';
import type { Page, World } from '../createWorld.ts';
import { createChannels, isCached } from './createChannels.ts';
import { createDatabase, type DiskFault, type OnWrite } from './createDatabase.ts';
import { createLocks } from './createLocks.ts';
import { createSimulatedCrypto } from './simulatedCrypto.ts';

/** What pages of one origin share in one browser. */
export interface Browser {
  readonly openEnvironment: (page: Page) => TabEnvironment;
  /** What lies in a slot. */
  readonly recordIn: (slot: string) => unknown;
  /** The person leaves the page: by a link, or into the back/forward cache. */
  readonly leave: (page: Page) => void;
  /** The page comes back from the back/forward cache. */
  readonly restore: (page: Page) => void;
  /** The page crashes or is closed: what it held is free, and what it listened to is heard by nobody. */
  readonly end: (page: Page) => void;
  readonly setDiskFault: (fault: DiskFault) => void;
  /** Everything that pages have kept is gone. */
  readonly evict: () => void;
  /** Locks held, channels open and events listened to by pages that are alive. */
  readonly leftovers: () => number;
}

/** How the browser behaves. */
export interface BrowserOptions {
  readonly hasLocks: boolean;
  /** How many messages between pages are lost or late, 0 to 1; `undefined` where there is no BroadcastChannel. */
  readonly faultyMessages: number | undefined;
  readonly onWrite: OnWrite;
  /** Told when a page is told that something may have changed, and what; `undefined`: anything. */
  readonly onTold: (page: Page, slot: string | undefined) => void;
}

interface Listener {
  readonly page: Page;
  readonly listener: () => unknown;
}

/** A browser, as far as pages share it. What it does follows measurements in a real one, which the letter M stands for. */
export function createBrowser(world: World, random: Random, options: BrowserOptions): Browser {
  const { hasLocks, faultyMessages, onWrite, onTold } = options;
  const database = createDatabase(world, random, onWrite);
  const locks = createLocks(world, random);
  const channels = createChannels(world, random, { faultyShare: faultyMessages ?? 0, onTold });
  const items = new Map<string, string>();
  const stored = new Map<Page, number>();
  const leaving = new Set<Listener>();
  const restoring = new Set<Listener>();
  const storing = new Set<{ readonly page: Page; readonly listener: (key: string) => void }>();
  let ids = 0;
  const crypto = createSimulatedCrypto(() => (ids += 1));

  function listen<Callback>(listeners: Set<{ readonly page: Page; readonly listener: Callback }>, page: Page, listener: Callback): () => void {
    const own = { page, listener };
    listeners.add(own);
    return () => listeners.delete(own);
  }

  function tell(listeners: Set<Listener>, page: Page): void {
    for (const { page: own, listener } of Array.from(listeners)) if (own === page) listener();
  }

  /** What is written there gets through whatever becomes of its page, in order, and reaches the others a moment later (M2). */
  function store(writer: Page, key: string, text: string): void {
    const arrivesAt = Math.max(stored.get(writer) ?? 0, world.now() + random.between(0, 8));
    stored.set(writer, arrivesAt);
    world.after(arrivesAt - world.now(), () => {
      items.set(key, text);
      for (const { page, listener } of storing) {
        if (page !== writer && !isCached(page)) page.deliver(() => tellStored(page, key, listener));
      }
    });
  }

  function tellStored(page: Page, key: string, listener: (key: string) => void): void {
    const slot = key.split(':end:')[0];
    onTold(page, slot);
    listener(key);
  }

  const openStorage = (page: Page): Storage =>
    ({ getItem: (key: string) => items.get(key) ?? null, setItem: (key: string, text: string) => store(page, key, text) }) as unknown as Storage;

  return {
    openEnvironment: (page) => ({
      crypto,
      indexedDB: database.openFactory(page),
      sessionStorage: openStorage(page),
      localStorage: openStorage(page),
      locks: hasLocks ? locks.openManager(page) : undefined,
      openChannel: faultyMessages === undefined ? undefined : () => channels.open(page),
      onLeave: (listener) => listen(leaving, page, listener),
      onStored: (listener) => listen(storing, page, listener),
      onRestore: (check) => listen(restoring, page, check),
    }),
    recordIn: (slot) => database.slots.get(slot),
    leave(page) {
      page.leave();
      tell(leaving, page);
    },
    restore(page) {
      onTold(page, undefined);
      tell(restoring, page);
    },
    end(page) {
      page.kill();
      locks.release();
    },
    setDiskFault: database.setFault,
    evict() {
      database.evict();
      items.clear();
    },
    leftovers: () => locks.leftovers() + channels.leftovers() + [...leaving, ...restoring, ...storing].filter(({ page }) => page.isAlive()).length,
  };
}
