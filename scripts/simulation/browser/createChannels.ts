import type { Random } from '../createRandom.ts';
import type { Page, World } from '../createWorld.ts';

/** The BroadcastChannels of an origin. */
export interface Channels {
  readonly open: (page: Page) => BroadcastChannel;
  /** Channels that pages have open that are alive. */
  readonly leftovers: () => number;
}

/** How messages between pages travel. */
export interface ChannelOptions {
  /** How many are lost, and how many come seconds late: 0 to 1. */
  readonly faultyShare: number;
  /** Told when a page is told that something has changed, and what. */
  readonly onTold: (page: Page, slot: string) => void;
}

/** A message that is neither lost nor late arrives within this, ms: often after the lock has opened, as has been seen (§3.5). */
export const MAX_DELAY_MS = 60;
const MAX_LATE_MS = 8_000;

interface Open {
  readonly page: Page;
  readonly hear: Set<(event: { readonly data: unknown }) => void>;
}

/** Messages from page to page, each of which takes its time. A page hears nothing of itself, nor in the back/forward cache. */
/** Whether a page lies in the back/forward cache, where it hears nothing. */
export function isCached(page: Page): boolean {
  return page.isFrozen() && page.leftAt() === page.frozenAt();
}

export function createChannels(world: World, random: Random, { faultyShare, onTold }: ChannelOptions): Channels {
  const channels = new Set<Open>();

  function post(from: Open, data: { readonly slot: string }): void {
    for (const to of channels) {
      if (to === from) continue;
      const isLost = faultyShare > 0 && random.chance(faultyShare / 2);
      if (isLost) continue;
      const isLate = faultyShare > 0 && random.chance(faultyShare / 2);
      world.after(random.between(0, isLate ? MAX_LATE_MS : MAX_DELAY_MS), () => {
        const { page } = to;
        if (isCached(page)) return;
        page.deliver(() => {
          if (!channels.has(to)) return;
          onTold(page, data.slot);
          for (const listener of to.hear) listener({ data });
        });
      });
    }
  }

  return {
    open(page) {
      const mine: Open = { page, hear: new Set() };
      channels.add(mine);
      const channel = {
        addEventListener: (_type: 'message', listener: (event: { readonly data: unknown }) => void) => void mine.hear.add(listener),
        postMessage: (data: { readonly slot: string }) => post(mine, data),
        close: () => void channels.delete(mine),
      };
      return channel as unknown as BroadcastChannel;
    },
    leftovers: () => [...channels].filter(({ page }) => page.isAlive()).length,
  };
}
