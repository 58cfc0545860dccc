import type { Clock } from './clock.ts';

/** The server's time, as far as its answers have told. */
export interface ServerClock {
  /** Epoch ms by the server's clock. */
  readonly now: () => number;
  /** Milliseconds to add to this machine's clock to get the server's. 0 until a difference has been seen. */
  readonly getOffsetMs: () => number;
  /** Takes note of the server's time, read from an answer that no cache gave. `NaN` leaves everything as it is. */
  readonly observe: (serverTimeMs: number) => void;
}

/**
 * A `Date` header has whole seconds and is stamped before the answer travels: differences below this are noise, and
 * following them would only make expiry jump about. AWS itself tolerates minutes (SigV4: 15).
 */
export const CLOCK_OFFSET_TOLERANCE_MS = 4_000;

/** Learns how far this machine's clock is off. */
export function createServerClock(clock: Clock): ServerClock {
  let offsetMs = 0;
  return {
    now: () => clock.now() + offsetMs,
    getOffsetMs: () => offsetMs,
    observe(serverTimeMs) {
      const difference = serverTimeMs - clock.now();
      // Never so when it is no time (NaN), as from a token that says none.
      if (Math.abs(difference - offsetMs) > CLOCK_OFFSET_TOLERANCE_MS) {
        offsetMs = Math.abs(difference) > CLOCK_OFFSET_TOLERANCE_MS ? difference : 0;
      }
    },
  };
}
