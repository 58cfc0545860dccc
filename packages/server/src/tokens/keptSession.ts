/** What the broker keeps of one person's session, sealed: in the cookie, or in a session store. */
export interface KeptSession {
  /** Random, 256 bits. Where a session store keeps the rest, it is what the cookie holds, and a secret. */
  readonly id: string;
  /** When the person signed in, epoch ms. */
  readonly since: number;
  /** When the person's page last asked for credentials, epoch ms. */
  readonly seen: number;
  /** Rises with each change, so that of two copies the newer one can be told. */
  readonly generation: number;
  /** What the injected session and provider keep, by slot: tokens, identity ids. */
  readonly slots: Readonly<Record<string, string>>;
}

/** How long a session lives. */
export interface SessionLimits {
  /** After the sign-in, ms. */
  readonly maxAgeMs: number;
  /** After the last request for credentials, ms. */
  readonly idleMs: number;
}

const VERSION = 1;

/** The session as text. */
export function writeSession(session: KeptSession): string {
  return JSON.stringify({ v: VERSION, ...session });
}

/** Reads it back; `undefined` for a text of another version or make. */
export function readSession(text: string): KeptSession | undefined {
  const { v, id, since, seen, generation, slots } = JSON.parse(text) as Partial<KeptSession> & { readonly v?: number };
  const isWhole = v === VERSION && typeof id === 'string' && [since, seen, generation].every(Number.isFinite) && typeof slots === 'object';
  return isWhole ? ({ id, since, seen, generation, slots } as KeptSession) : undefined;
}

/** When the session ends if nobody asks again, epoch ms. */
export function endOf({ since, seen }: KeptSession, { maxAgeMs, idleMs }: SessionLimits): number {
  return Math.min(since + maxAgeMs, seen + idleMs);
}
