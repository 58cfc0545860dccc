import type { Clock } from '@valetkey/core';

/** A page, as the browser runs, freezes and ends it. */
export interface Page {
  readonly id: number;
  /** Its machine's clock, and its timers. */
  readonly clock: Clock;
  /** Timers that have not fired and were not cancelled. */
  readonly pendingTimers: () => number;
  readonly isAlive: () => boolean;
  readonly isFrozen: () => boolean;
  /** Runs in the page: now, when it thaws, or never once it has ended. */
  readonly deliver: (task: () => void) => void;
  readonly freeze: () => void;
  /** What was due while it was frozen is due now, in order. */
  readonly thaw: () => void;
  readonly kill: () => void;
  /** When it was last frozen, thawed, left or ended, true time. */
  readonly disturbedAt: () => number;
  readonly disturb: () => void;
}

/** Time, and what happens in it, in one order. */
export interface World {
  /** The true time, epoch ms. */
  readonly now: () => number;
  /** Runs a task later. Returns what cancels it. */
  readonly after: (delayMs: number, task: () => void) => () => void;
  readonly openPage: () => Page;
  readonly pages: readonly Page[];
  /** Lets time pass: every task that falls due runs, each followed by all that it set off. */
  readonly run: (durationMs: number) => Promise<void>;
}

interface Task {
  readonly at: number;
  readonly run: () => void;
  cancelled: boolean;
}

const START_AT = Date.UTC(2026, 0, 1);

/** @param skewMs - How far the clock of the machine that all pages run on is off. */
export function createWorld(skewMs = 0): World {
  let now = START_AT;
  const tasks: Task[] = [];
  const pages: Page[] = [];

  function after(delayMs: number, run: () => void): () => void {
    const task: Task = { at: now + Math.max(delayMs, 0), run, cancelled: false };
    let low = 0;
    for (let high = tasks.length; low < high; ) {
      const middle = (low + high) >> 1;
      // Latest first, so that the next one is at the end; of two due together the older runs first.
      if ((tasks[middle] as Task).at > task.at) low = middle + 1;
      else high = middle;
    }
    tasks.splice(low, 0, task);
    return () => {
      task.cancelled = true;
    };
  }

  function openPage(): Page {
    const backlog: (() => void)[] = [];
    const timers = new Set<() => void>();
    let alive = true;
    let frozen = false;
    let disturbedAt = -Infinity;
    const disturb = (): void => void (disturbedAt = now);
    const page: Page = {
      id: pages.length,
      clock: {
        now: () => now + skewMs,
        setTimer(callback, delayMs) {
          const cancel = (): void => {
            timers.delete(cancel);
            stop();
          };
          const stop = after(delayMs, () =>
            page.deliver(() => {
              // It may have been cancelled while the page was frozen.
              if (timers.delete(cancel)) callback();
            }),
          );
          timers.add(cancel);
          return cancel;
        },
      },
      pendingTimers: () => timers.size,
      isAlive: () => alive,
      isFrozen: () => frozen,
      deliver(task) {
        if (!alive) return;
        if (frozen) backlog.push(task);
        else task();
      },
      freeze() {
        disturb();
        frozen = true;
      },
      thaw() {
        disturb();
        frozen = false;
        for (const task of backlog.splice(0)) after(0, () => page.deliver(task));
      },
      disturbedAt: () => disturbedAt,
      disturb,
      kill() {
        disturb();
        alive = false;
        for (const cancel of timers) cancel();
      },
    };
    pages.push(page);
    return page;
  }

  async function run(durationMs: number): Promise<void> {
    const until = now + durationMs;
    await settlePromises();
    for (let task = tasks.at(-1); task !== undefined && task.at <= until; task = tasks.at(-1)) {
      tasks.pop();
      if (task.cancelled) continue;
      now = task.at;
      task.run();
      await settlePromises();
    }
    now = until;
  }

  return { now: () => now, after, openPage, pages, run };
}

/** Waits until every promise has settled that can without time passing. */
function settlePromises(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}
