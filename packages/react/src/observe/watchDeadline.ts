import type { Clock, Environment } from '@valetkey/core';

// A timer does not run while a machine sleeps: looking at the clock once a minute finds an instant that passed meanwhile.
const MAX_CHECK_INTERVAL_MS = 60_000;

/** Where a deadline is watched. A credential store is one. */
export interface WatchedWorld {
  readonly clock: Clock;
  readonly environment: Environment;
}

/**
 * Calls `onDue` once, when `leftMs()` is 0 or less: at once where it is already; as soon as the page is shown, if it passed
 * while it was hidden; within a minute, if a machine slept through it.
 * @param leftMs - How long it is until then, in ms, asked anew each time. `Infinity` sets no timer.
 * @returns Stops watching.
 */
export function watchDeadline({ clock, environment }: WatchedWorld, leftMs: () => number, onDue: () => void): () => void {
  let cancelTimer: (() => void) | undefined;
  const look = (): void => {
    cancelTimer?.();
    const left = leftMs();
    if (left > 0) {
      cancelTimer = left < Infinity ? clock.setTimer(look, Math.min(left, MAX_CHECK_INTERVAL_MS)) : undefined;
    } else if (environment.isVisible()) {
      stop();
      onDue();
    }
  };
  const stopWaking = environment.onWake(look);
  const stop = (): void => {
    cancelTimer?.();
    stopWaking();
  };
  look();
  return stop;
}
