import type { Random } from '../createRandom.ts';
import type { Page, World } from '../createWorld.ts';

/** The Web Locks of an origin. */
export interface Locks {
  readonly openManager: (page: Page) => LockManager;
  /** A page has ended: what it held is free. */
  readonly release: () => void;
  /** Locks held or waited for by pages that are alive. */
  readonly leftovers: () => number;
}

interface Waiter {
  readonly page: Page;
  readonly enter: () => void;
}

/** Queues of pages. A frozen page is let in as well, and keeps the others out (M4). */
export function createLocks(world: World, random: Random): Locks {
  const queues = new Map<string, Waiter[]>();

  function admit(name: string): void {
    const queue = queues.get(name) ?? [];
    while (queue[0]?.page.isAlive() === false) queue.shift();
    const first = queue[0];
    if (first !== undefined) world.after(random.between(0, 4), () => first.page.deliver(first.enter));
  }

  function request<Result>(page: Page, name: string, signal: AbortSignal | undefined, work: () => Promise<Result>): Promise<Result> {
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
      signal?.addEventListener('abort', () => {
        // Once the work has begun a signal does nothing (M6).
        if (entered) return;
        leave();
        reject(signal.reason as Error);
      });
    });
  }

  return {
    openManager: (page) =>
      ({
        request: (name: string, { signal }: LockOptions, work: () => Promise<unknown>) => request(page, name, signal, work),
      }) as unknown as LockManager,
    release() {
      for (const name of queues.keys()) admit(name);
    },
    leftovers: () => [...queues.values()].flat().filter(({ page }) => page.isAlive()).length,
  };
}
