import type { Clock } from '@valetkey/core';

/** A clock that moves only when told to. */
export interface SimulatedClock extends Clock {
  /** How many timers are waiting: 0 after everything has been stopped, or something leaks. */
  readonly pendingTimers: number;
  /** Lets `ms` pass: runs the timers that fall due, in order, each followed by everything it set off. */
  readonly advanceBy: (ms: number) => Promise<void>;
  /** Lets time pass until `at` (epoch ms). An instant in the past only lets pending promises settle. */
  readonly advanceTo: (at: number) => Promise<void>;
  /** Moves the wall clock without running a timer, as sleep or a corrected clock does; timers keep what they had left. */
  readonly jumpBy: (ms: number) => void;
  /** Lets no time pass until `work` has settled, e.g. an emulator's answer, whose cryptography takes real time. */
  readonly standStillFor: (work: Promise<unknown>) => void;
}

/** Where a simulated clock stands unless told otherwise: 2026-01-01T00:00:00Z, epoch ms. */
export const DEFAULT_SIMULATED_START_AT: number = Date.UTC(2026, 0, 1);

interface Timer {
  readonly callback: () => void;
  /** On the monotonic scale, which `jumpBy` does not move. */
  readonly dueAt: number;
}

/**
 * Makes a clock for tests: give it as `clock` to whatever takes one.
 * @param startAt - Epoch ms. Default {@link DEFAULT_SIMULATED_START_AT}.
 */
export function createSimulatedClock(startAt: number = DEFAULT_SIMULATED_START_AT): SimulatedClock {
  let elapsedMs = 0;
  let wallStartAt = startAt;
  const timers = new Set<Timer>();
  const works = new Set<Promise<unknown>>();

  const now = (): number => wallStartAt + elapsedMs;

  const nextDueBy = (limit: number): Timer | undefined => {
    let next: Timer | undefined;
    for (const timer of timers) {
      // A set keeps insertion order, so of two timers due together the older runs first, as in a browser.
      if (timer.dueAt <= limit && (next === undefined || timer.dueAt < next.dueAt)) next = timer;
    }
    return next;
  };

  const settle = async (): Promise<void> => {
    await settlePromises();
    while (works.size > 0) {
      await Promise.allSettled(works);
      await settlePromises();
    }
  };

  const advanceBy = async (ms: number): Promise<void> => {
    const target = elapsedMs + ms;
    await settle();
    for (let timer = nextDueBy(target); timer !== undefined; timer = nextDueBy(target)) {
      timers.delete(timer);
      elapsedMs = Math.max(elapsedMs, timer.dueAt);
      timer.callback();
      await settle();
    }
    elapsedMs = Math.max(elapsedMs, target);
  };

  return {
    now,
    setTimer(callback, delayMs) {
      const timer: Timer = { callback, dueAt: elapsedMs + Math.max(delayMs, 0) };
      timers.add(timer);
      return () => {
        timers.delete(timer);
      };
    },
    get pendingTimers() {
      return timers.size;
    },
    advanceBy,
    advanceTo: (at) => advanceBy(Math.max(at - now(), 0)),
    jumpBy(ms) {
      wallStartAt += ms;
    },
    standStillFor(work) {
      works.add(work);
      void Promise.allSettled([work]).then(() => works.delete(work));
    },
  };
}

/** Waits one turn of the event loop: every promise that can settle without I/O has settled, however long its chain. */
function settlePromises(): Promise<void> {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.addEventListener('message', () => {
      channel.port1.close();
      resolve();
    });
    channel.port1.start();
    channel.port2.postMessage(undefined);
  });
}
