import type { Clock } from '@valetkey/core';

/** A page, as the browser runs, freezes and ends it. */
export interface Page {
  readonly id: number;
  /** Its machine's clock, and its timers. */
  readonly clock: Clock;
  readonly openedAt: number;
  /** Timers that have not fired and were not cancelled. */
  readonly pendingTimers: () => number;
  readonly isAlive: () => boolean;
  readonly isFrozen: () => boolean;
  /** Runs in the page: now, when it thaws, or never once it has ended. */
  readonly deliver: (task: () => void) => void;
  readonly freeze: () => void;
  /** What was due while it was frozen is due now, in order. */
  readonly thaw: () => void;
  /** Whoever is there goes elsewhere: the page has a moment left, or lies in the back/forward cache. */
  readonly leave: () => void;
  readonly kill: () => void;
  /** When it was last frozen, thawed, left or ended, true time. */
  readonly disturbedAt: () => number;
  /** When it was last left, true time. */
  readonly leftAt: () => number;
  /** When it was last frozen, true time. */
  readonly frozenAt: () => number;
  /** When it last thawed, true time. */
  readonly thawedAt: () => number;
}

/** Time, and what happens in it, in one order. */
export interface World {
  /** The true time, epoch ms. */
  readonly now: () => number;
  /** Runs a task later. Returns what cancels it. */
  readonly after: (delayMs: number, task: () => void) => () => void;
  readonly openPage: () => Page;
  /** The clock of the machine that all pages run on jumps. Its timers do not. */
  readonly jumpClock: (byMs: number) => void;
  /** When that last happened, true time. */
  readonly jumpedAt: () => number;
  /** How far the machine's clock is off, ms. */
  readonly skewMs: () => number;
  /**
   * The machine sleeps: time passes and nothing happens.
   * @param timersStand - Whether timers go on where they stood, as on some systems; else those that fell due are due when it wakes.
   */
  readonly sleep: (durationMs: number, timersStand: boolean) => void;
  /** Lets time pass: every task that falls due runs, each followed by all that it set off. */
  readonly run: (durationMs: number) => Promise<void>;
}

interface Task {
  at: number;
  readonly run: () => void;
  readonly isTimer: boolean;
  cancelled: boolean;
}

const START_AT = Date.UTC(2026, 0, 1);

/** @param startSkewMs - How far the clock of the machine that all pages run on is off at first. */
export function createWorld(startSkewMs = 0): World {
  let now = START_AT;
  let skewMs = startSkewMs;
  let jumpedAt = -Infinity;
  let pages = 0;
  let until = now;
  const tasks: Task[] = [];

  function after(delayMs: number, run: () => void, isTimer = false): () => void {
    const task: Task = { at: now + Math.max(delayMs, 0), run, isTimer, cancelled: false };
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
    let leftAt = -Infinity;
    let frozenAt = -Infinity;
    let thawedAt = -Infinity;
    const page: Page = {
      id: pages,
      openedAt: now,
      clock: {
        now: () => now + skewMs,
        setTimer(callback, delayMs) {
          const cancel = (): void => {
            timers.delete(cancel);
            stop();
          };
          const fire = (): void =>
            page.deliver(() => {
              // It may have been cancelled while the page was frozen.
              if (timers.delete(cancel)) callback();
            });
          const stop = after(delayMs, fire, true);
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
        disturbedAt = now;
        frozenAt = now;
        frozen = true;
      },
      thaw() {
        disturbedAt = now;
        thawedAt = now;
        frozen = false;
        for (const task of backlog.splice(0)) after(0, () => page.deliver(task));
      },
      leave() {
        disturbedAt = now;
        leftAt = now;
      },
      kill() {
        disturbedAt = now;
        alive = false;
        for (const cancel of timers) cancel();
      },
      disturbedAt: () => disturbedAt,
      leftAt: () => leftAt,
      frozenAt: () => frozenAt,
      thawedAt: () => thawedAt,
    };
    pages += 1;
    return page;
  }

  async function run(durationMs: number): Promise<void> {
    until = now + durationMs;
    await settlePromises();
    for (let task = tasks.at(-1); task !== undefined && task.at <= until; task = tasks.at(-1)) {
      tasks.pop();
      if (task.cancelled) continue;
      now = Math.max(now, task.at);
      task.run();
      await settlePromises();
    }
    now = until;
  }

  return {
    now: () => now,
    after,
    openPage,
    jumpClock(byMs) {
      skewMs += byMs;
      jumpedAt = now;
    },
    jumpedAt: () => jumpedAt,
    skewMs: () => skewMs,
    sleep(durationMs, timersStand) {
      now += durationMs;
      until += durationMs;
      for (const task of tasks) if (timersStand || !task.isTimer) task.at += durationMs;
      tasks.sort((one, other) => other.at - one.at);
    },
    run,
  };
}

/** Waits until every promise has settled that can without time passing: Node.js comes to this when none is left. */
function settlePromises(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}
