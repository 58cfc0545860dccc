/**
 * Where sessions are kept when cookies hold only their names: memory, Redis, DynamoDB. What it is given is sealed, and its keys are
 * digests: who reads it can neither read a session nor name one.
 */
export interface SessionStore {
  /** The text under `key`; `undefined` where there is none, or it has expired. */
  readonly read: (key: string) => Promise<string | undefined>;
  /** Keeps a new session. */
  readonly create: (key: string, text: string, expiresAt: number) => Promise<unknown>;
  /**
   * Replaces what is kept in one atomic step, if there is something: a session that was removed meanwhile must not come back.
   * @param expiresAt - When it may be forgotten, epoch ms.
   * @returns Whether there was something.
   */
  readonly replace: (key: string, text: string, expiresAt: number) => Promise<boolean>;
  readonly remove: (key: string) => Promise<unknown>;
  /**
   * Does `work` while nobody else, in no process, does any under the same key. A lock whose holder has died must open by itself,
   * {@link LOCK_MS} after it was taken. Settles as `work` does; rejects when it does not get its turn within that time.
   */
  readonly lock: <Result>(key: string, work: () => Promise<Result>) => Promise<Result>;
}

/** The longest that a lock is held, ms: a refresh and an acquisition, each with its own deadline, take less. */
export const LOCK_MS = 45_000;
