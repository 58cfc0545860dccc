import type { EmulatorClock } from './emulatorClock.ts';
import type { EmulatorState } from './emulatorState.ts';

/** What every emulated service receives beside the request. */
export interface ServiceContext {
  readonly state: EmulatorState;
  readonly clock: EmulatorClock;
  /** Tells the emulator that `state` changed and should be written to the data directory, where there is one. */
  readonly changed: () => void;
}

/**
 * One emulated service: a pure answer to one request. It never throws for bad input: it answers the error AWS would.
 * CORS and the request id are added by the caller; the `Date` header comes from the clock.
 */
export type EmulatorService = (request: Request, context: ServiceContext) => Promise<Response>;
