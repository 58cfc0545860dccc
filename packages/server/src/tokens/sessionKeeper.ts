import type { KeptSession } from './keptSession.ts';

/** A session that a cookie names, before anybody has looked whether it is still one. */
export interface NamedSession {
  readonly id: string;
  /** What the cookie itself holds of it. */
  readonly carried?: KeptSession;
}

/** Keeps sessions between requests, and knows them by their cookies. */
export interface SessionKeeper {
  /** The session that a cookie's value names; `undefined` for a value that is not ours. */
  readonly name: (value: string) => Promise<NamedSession | undefined>;
  /** What is kept of it by now; `undefined` when it has ended. */
  readonly read: (named: NamedSession) => Promise<KeptSession | undefined>;
  /** Keeps a new session. @returns The cookie's value. */
  readonly create: (session: KeptSession, endsAt: number) => Promise<string>;
  /** Keeps what has become of it. @returns The cookie's value; `undefined` when the session has ended meanwhile. */
  readonly replace: (session: KeptSession, endsAt: number) => Promise<string | undefined>;
  /** Ends it. */
  readonly remove: (id: string) => Promise<void>;
  /** Lets one at a time work with it. */
  readonly lock: <Result>(id: string, work: () => Promise<Result>) => Promise<Result>;
}
