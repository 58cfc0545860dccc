import type { Admin } from './admin/createAdmin.ts';
import type { CallLog } from './callLog.ts';
import type { EmulatorClock } from './emulatorClock.ts';
import type { EmulatorState } from './emulatorState.ts';
import type { FaultQueue } from './faultQueue.ts';
import type { Mailbox } from './mailbox.ts';

/** A local AWS. */
export interface Emulator {
  /**
   * Answers one request as AWS would, refusals included. Rejects with a `TypeError`, as `fetch` does, when a queued
   * network fault breaks the connection.
   */
  readonly handle: (request: Request) => Promise<Response>;
  readonly clock: EmulatorClock;
  readonly mailbox: Mailbox;
  readonly calls: CallLog;
  readonly faults: FaultQueue;
  /** Administers the account and its first user pool. */
  readonly admin: Admin;
  /** Administers the account and a user pool. */
  readonly adminOf: (userPoolId: string) => Admin;
  /** A fresh secret per emulator that the control endpoints ask for. */
  readonly controlToken: string;
  /** Makes the signing keys of user pools and login providers ahead of the first sign-in, which otherwise waits for them. */
  readonly prepareKeys: () => Promise<void>;
  /** A copy of everything it knows, as plain JSON. Holds private keys. */
  readonly exportState: () => EmulatorState;
  /** Returns to the seed, with empty mailbox, call log and fault queue. The clock keeps its time. */
  readonly reset: () => void;
}
