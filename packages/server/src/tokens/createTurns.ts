import { withDeadline, type Clock } from '@valetkey/core';
import { LOCK_MS } from './sessionStore.ts';

/** Lets one at a time do something, in the order in which they came. */
export interface Turns {
  /**
   * Does `work` when those before it with the same key are done. Settles as `work` does; rejects with `TIMEOUT`, and does nothing, when
   * it has not got its turn within {@link LOCK_MS}.
   */
  readonly take: <Result>(key: string, work: () => Promise<Result>) => Promise<Result>;
  /** How many keys somebody has, or waits for. */
  readonly size: () => number;
}

/** Turns within this process. */
export function createTurns(clock: Clock): Turns {
  const last = new Map<string, Promise<void>>();
  return {
    take(key, work) {
      const before = last.get(key);
      const turn = before === undefined ? Promise.resolve() : withDeadline(clock, LOCK_MS, undefined, () => before);
      const mine = turn.then(work);
      // Whoever gave up waiting lets nobody past those who were before.
      const done = Promise.allSettled([before, mine]).then(() => {
        if (last.get(key) === done) last.delete(key);
      });
      last.set(key, done);
      return mine;
    },
    size: () => last.size,
  };
}
