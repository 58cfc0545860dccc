import type { Clock } from '@valetkey/core';

// A timer does not run while a machine sleeps: looking at the clock once a minute finds an instant that passed meanwhile.
const MAX_CHECK_INTERVAL_MS = 60_000;

/**
 * Calls `onDue` once, when `leftMs()` is 0 or less, at the latest a minute after a machine that slept through it wakes.
 * @param leftMs - How long it is until then, in ms, asked anew each time. `Infinity` sets no timer.
 * @returns Stops watching.
 */
export function watchDeadline(clock: Clock, leftMs: () => number, onDue: () => void): () => void {
  let cancelTimer = (): void => undefined;
  const look = (): void => {
    const left = leftMs();
    if (left <= 0) onDue();
    else if (left < Infinity) cancelTimer = clock.setTimer(look, Math.min(left, MAX_CHECK_INTERVAL_MS));
  };
  look();
  return () => cancelTimer();
}
