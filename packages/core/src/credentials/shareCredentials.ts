import { systemClock, type Clock } from '../clock.ts';
import { CredentialsError } from '../errors/credentialsError.ts';
import { CLOCK_OFFSET_TOLERANCE_MS } from '../serverClock.ts';
import { renewRecord } from '../storage/renewRecord.ts';
import type { RecordFormat, StoragePort } from '../storage/storagePort.ts';
import type { Session } from '../tokens/session.ts';
import type { ProvidedCredentials } from './awsCredentials.ts';
import type { CredentialProvider, CredentialRequest } from './credentialProvider.ts';

/** Shared credentials with less than this left, in ms, are not taken over: a request might arrive too late. */
export const MIN_SHARED_LIFETIME_MS = 60_000;

/** What {@link shareCredentials} takes beside the provider. */
export interface SharedCredentialsOptions {
  /** Where they are kept. It should be `createEncryptedStorage`: then all tabs see them and none is written in plain text. */
  readonly storage: StoragePort;
  /** Whose credentials they are. Without it they are taken to be one guest's. */
  readonly session?: Session;
  /** Tells the credentials of several providers apart. Default: the provider's `source`. */
  readonly name?: string;
  readonly clock?: Clock;
}

/** What lies in the slot. Never long-lived keys. */
interface SharedCredentials {
  /** The user's id, or {@link GUEST}. */
  readonly owner: string;
  readonly provided: ProvidedCredentials & { readonly expiration: Date };
  /** How far the clock of this machine was from the server's, ms. */
  readonly offsetMs: number;
  /** When they came, epoch ms by the clock of this machine. */
  readonly obtainedAt: number;
}

const GUEST = 'guest';

/**
 * Lets all tabs, and the same tab after a reload, use credentials that one of them has obtained: one call to the issuer
 * for all, and none after a reload. The price: credentials that are stolen from this machine work until they expire,
 * whereas a refresh token can be revoked. They are removed when the person signs out: where the session is kept in the same
 * storage, before `signOut` ends.
 *
 * The provider it returns rejects as the given one, with `LONG_LIVED_KEYS` for what is not temporary, and with `ABORTED`
 * when the person changes meanwhile.
 * @param provider - What obtains them where nobody has.
 */
export function shareCredentials(provider: CredentialProvider, options: SharedCredentialsOptions): CredentialProvider {
  const { storage, session, name = provider.source ?? 'custom', clock = systemClock } = options;
  const record = storage.open(`valetkey:v1:credentials:${name}`, format);
  let lastGiven: { readonly accessKeyId: string; readonly epoch: number | undefined } | undefined;
  let offsetMs = 0;

  // Begun before the session removes its tokens, so that a sign-out ends when both are gone, and whether or not a store asks.
  session?.subscribe(() => {
    const owner = ownerIn(session);
    if (owner !== undefined) record.update((kept) => (kept?.owner === owner ? kept : undefined)).catch(() => undefined);
  });

  async function obtain(request: CredentialRequest, owner: string): Promise<SharedCredentials> {
    const provided = await provider({
      ...request,
      onServerTime(serverTimeMs) {
        if (!Number.isNaN(serverTimeMs)) offsetMs = serverTimeMs - clock.now();
        request.onServerTime?.(serverTimeMs);
      },
    });
    const { sessionToken, expiration } = provided;
    if (!sessionToken || expiration === undefined) throw new CredentialsError('LONG_LIVED_KEYS');
    return { owner, provided: { ...provided, expiration }, offsetMs, obtainedAt: clock.now() };
  }

  /** Does work under a signal that ends with another, and when the person changes: from then on nothing of it is kept. */
  async function untilLeft<Result>(
    isCurrent: () => boolean,
    outer: AbortSignal | undefined,
    work: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> {
    const leaving = new AbortController();
    const leave = (): void => leaving.abort();
    if (outer?.aborted) leave();
    outer?.addEventListener('abort', leave);
    const stop = session?.subscribe(() => void (isCurrent() || leave()));
    try {
      return await work(leaving.signal);
    } finally {
      outer?.removeEventListener('abort', leave);
      stop?.();
    }
  }

  const shared: CredentialProvider = async (request = {}) => {
    const owner = session === undefined ? GUEST : await ownerOf(session);
    const epoch = session?.getSnapshot().epoch;
    const isTheirs = (kept: SharedCredentials | undefined): boolean => kept?.owner === owner;
    const isCurrent = (): boolean => session?.getSnapshot().epoch === epoch;
    // Whoever asks again wants newer ones than it was given, unless it has signed in again meanwhile.
    const isStale = (kept: SharedCredentials | undefined): boolean =>
      kept === undefined ||
      !isTheirs(kept) ||
      (kept.provided.accessKeyId === lastGiven?.accessKeyId && lastGiven.epoch === epoch) ||
      // The clock was set back since: what they say of the server's is wrong.
      kept.obtainedAt > clock.now() + CLOCK_OFFSET_TOLERANCE_MS ||
      kept.provided.expiration.getTime() - clock.now() - kept.offsetMs < MIN_SHARED_LIFETIME_MS;

    // What is left of somebody else goes, whether or not this one gets any.
    const before = await record.update((kept) => (isTheirs(kept) ? kept : undefined));
    // Tokens first, in a turn of their own: waiting for a tab that was frozen with theirs would use up the turn here.
    if (owner !== GUEST && isCurrent() && isStale(before)) await session?.getTokens();
    const kept = await untilLeft(isCurrent, request.signal, (leaving) => {
      const ask = async (signal = leaving): Promise<SharedCredentials> => {
        // A provider obtains for whoever is signed in when it is asked. Who has given up wants nothing.
        const obtained = isCurrent() && !signal.aborted ? await obtain({ ...request, signal }, owner) : undefined;
        if (obtained === undefined || !isCurrent()) throw new CredentialsError('ABORTED');
        return obtained;
      };
      return renewRecord(record, isStale, ask, leaving);
    });
    if (kept === undefined || !isTheirs(kept) || !isCurrent()) {
      if (kept !== undefined) await record.update((current) => (isTheirs(current) ? undefined : current));
      throw new CredentialsError('ABORTED');
    }
    if (!request.signal?.aborted) lastGiven = { accessKeyId: kept.provided.accessKeyId, epoch };
    // Without a request of its own, this tab learns the server's time from the one that made it, and passes it on.
    ({ offsetMs } = kept);
    request.onServerTime?.(clock.now() + kept.offsetMs);
    return kept.provided;
  };
  // What a scope narrows is obtained by each tab for itself: it would lie here beyond the sign-out that ends the scope.
  const { source = 'custom', personal, identity, timeoutMs, limits, narrow } = provider;
  return Object.assign(shared, { source, personal, identity, timeoutMs, limits, narrow });
}

/** Who is signed in, as soon as that is known. */
async function ownerOf(session: Session): Promise<string> {
  const stop = session.start();
  try {
    await new Promise<void>((resolve) => {
      const settle = (): void => {
        if (session.getSnapshot().status === 'unknown') return;
        unsubscribe();
        resolve();
      };
      const unsubscribe = session.subscribe(settle);
      settle();
    });
  } finally {
    stop();
  }
  return ownerIn(session) ?? GUEST;
}

/** `undefined` while it is not known who is signed in. */
function ownerIn(session: Session): string | undefined {
  const snapshot = session.getSnapshot();
  if (snapshot.status === 'unknown') return undefined;
  return snapshot.status === 'signed-in' ? snapshot.user.id : GUEST;
}

const format: RecordFormat<SharedCredentials> = {
  write: ({ provided, ...others }) => JSON.stringify({ ...others, ...provided, expiration: provided.expiration.getTime() }),
  read(text) {
    const { owner, offsetMs, obtainedAt, expiration, ...provided } = JSON.parse(text) as ProvidedCredentials & {
      readonly owner: string;
      readonly offsetMs: number;
      readonly obtainedAt: number;
      readonly expiration: number;
    };
    return { owner, offsetMs, obtainedAt, provided: { ...provided, expiration: new Date(expiration) } };
  },
};
