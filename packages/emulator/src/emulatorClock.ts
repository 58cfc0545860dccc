/** The emulator's own time: what it stamps on tokens, credentials and `Date` headers, and what it checks expiry against. */
export interface EmulatorClock {
  /** Epoch ms by the emulator's reckoning. */
  now(): number;
  /** Moves the emulator's time forward (or back, when negative), in ms. */
  advance(byMs: number): void;
}

/**
 * A clock that follows real time plus an adjustable offset, so a test can make everything expire in one call.
 * @param realNow - Source of real epoch ms. Default `Date.now`.
 */
export function createEmulatorClock(realNow: () => number = Date.now): EmulatorClock {
  let offsetMs = 0;
  return {
    now: () => realNow() + offsetMs,
    advance(byMs) {
      offsetMs += byMs;
    },
  };
}
