'use client';

import { useCallback, useEffect, useState } from 'react';
import { useClock } from './ClockContext.ts';

/** A countdown that can be started again. */
export interface Countdown {
  /** Whole seconds left, rounded up; 0 when it is over. */
  readonly secondsLeft: number;
  readonly start: (durationMs: number) => void;
}

interface Reading {
  readonly deadlineAt: number;
  readonly now: number;
}

/**
 * Counts down by the clock in force. It keeps a deadline, not a number of ticks: a device that slept catches up at once.
 * @param initialMs - Runs from the first render; 0 for a countdown that waits to be started.
 */
export function useCountdown(initialMs: number): Countdown {
  const clock = useClock();
  const [reading, setReading] = useState<Reading>(() => readingAt(clock.now(), initialMs));
  const leftMs = Math.max(reading.deadlineAt - reading.now, 0);

  useEffect(() => {
    if (leftMs === 0) return undefined;
    // To the next whole second, so that no number is skipped.
    const tick = (): void => setReading(({ deadlineAt }) => ({ deadlineAt, now: clock.now() }));
    return clock.setTimer(tick, leftMs % 1000 || 1000);
  }, [clock, leftMs]);

  const start = useCallback((durationMs: number) => setReading(readingAt(clock.now(), durationMs)), [clock]);
  return { secondsLeft: Math.ceil(leftMs / 1000), start };
}

function readingAt(now: number, durationMs: number): Reading {
  return { deadlineAt: now + durationMs, now };
}
