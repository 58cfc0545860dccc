/** The only source of time and timers: production uses {@link systemClock}, tests a simulated one. */
export interface Clock {
  /** Wall-clock time, epoch ms. */
  now(): number;
  /**
   * Calls `callback` once, `delayMs` from now (at once when that is negative). Returns its cancel function, which is safe to call twice.
   * Browsers fire a delay over 2³¹−1 ms at once, so longer ones are capped: callers re-check their deadline when called.
   */
  setTimer(callback: () => void, delayMs: number): () => void;
}

/** The longest delay a browser timer keeps, in ms (2³¹−1). */
export const MAX_TIMER_DELAY_MS = 2_147_483_647;

/** Real time and real timers. */
export const systemClock: Clock = {
  now: () => Date.now(),
  setTimer(callback, delayMs) {
    const timer = setTimeout(callback, Math.min(delayMs, MAX_TIMER_DELAY_MS));
    return () => clearTimeout(timer);
  },
};
