import {
  closeFailureGate,
  countStarts,
  createObservable,
  CredentialsError,
  decideRead,
  renewRecord,
  reopen,
  toCredentialsError,
  type Clock,
  type Environment,
  type FailureGate,
  type ServerClock,
  type Session,
  type SessionSnapshot,
  type StoredRecord,
  type TokenSet,
} from '@valetkey/core';
import type { EndReason } from '../signIn/createSignInFlow.ts';
import { lastingClaims, toUser } from './toUser.ts';

/** Tokens are refreshed when asked for this long before they expire, in ms. */
export const DEFAULT_TOKEN_REFRESH_WINDOW_MS = 60_000;

/**
 * Checks how long before expiry tokens are to be refreshed.
 * @throws CredentialsError `INVALID_OPTION`.
 */
export function checkRefreshWindow(refreshWindowMs: number): void {
  // A pool can give its tokens five minutes: a wider window would refresh tokens that have only just come.
  if (!(refreshWindowMs >= 0 && refreshWindowMs <= 240_000)) {
    throw new CredentialsError('INVALID_OPTION', { detail: 'refreshWindowMs' });
  }
}

// A revocation that fails for a passing reason is tried again so often, so long after one another.
const REVOCATION_RETRIES = 3;
const REVOCATION_PAUSE_MS = 20_000;

/** The service's side of a session. */
export interface TokenService {
  /**
   * @param signal - Gives it up.
   * @throws CredentialsError `SESSION_EXPIRED` when the service will never again give tokens, else why it cannot now.
   */
  readonly refresh: (tokens: TokenSet, signal?: AbortSignal) => Promise<TokenSet>;
  /** Ends this sign-in. */
  readonly revoke: (tokens: TokenSet) => Promise<unknown>;
  /** Ends every sign-in of the person. */
  readonly signOutEverywhere: (tokens: TokenSet) => Promise<void>;
}

/** A session without its flows. */
export interface SessionCore extends Pick<Session, 'getSnapshot' | 'subscribe' | 'start' | 'getTokens' | 'signOut'> {
  /** Makes the tokens of a new sign-in those of the session, or revokes them when `isCurrent` says that nobody wants them. */
  readonly adopt: (tokens: TokenSet, isCurrent: () => boolean) => Promise<void>;
}

/**
 * The life of a session over any storage and service. What is kept is the truth: it is read again when the page wakes, when
 * another tab has changed it and when a refresh is refused; and a refresh replaces only what it came from, since another
 * tab may have been there.
 * @param record - Where its tokens are kept.
 * @param refreshWindowMs - See {@link checkRefreshWindow}.
 * @param onEnd - Told when it turns out that nobody is signed in, or not any longer.
 */
export function createSession(
  record: StoredRecord<TokenSet>,
  service: TokenService,
  clock: Clock,
  serverClock: ServerClock,
  environment: Environment,
  refreshWindowMs: number,
  onEnd: (reason: EndReason) => void,
): SessionCore {
  const { getSnapshot, subscribe, set } = createObservable<SessionSnapshot>({ status: 'unknown', epoch: 0 });
  const isEpoch = (epoch: number): boolean => getSnapshot().epoch === epoch;
  let held: TokenSet | undefined;
  let refreshing: Promise<TokenSet> | undefined;
  let leaving: AbortController | undefined;
  let gate: FailureGate | undefined;
  let written: Promise<unknown> = Promise.resolve();

  /** Changes what is kept, one change after the other, and lets nobody read it before that is done. */
  const write: typeof record.update = (change) => {
    const done = written.then(() => record.update(change));
    written = done.catch(() => undefined);
    return done;
  };

  /** Gives up a refresh for whoever was here: another person does not wait for it. */
  function leave(): void {
    refreshing = undefined;
    leaving?.abort();
  }

  /** Ends a sign-in at the service. A fault that passes is met with a few more attempts, for which nobody waits. */
  function revoke(tokens: TokenSet, triesLeft: number = REVOCATION_RETRIES): Promise<unknown> {
    return service.revoke(tokens).catch((error: CredentialsError) => {
      if (error.retryable && triesLeft > 0) {
        clock.setTimer(() => discard(tokens, triesLeft - 1), REVOCATION_PAUSE_MS);
      }
      throw error;
    });
  }

  /** Ends a sign-in that nobody wants. */
  function discard(tokens: TokenSet, triesLeft?: number): void {
    revoke(tokens, triesLeft).catch(() => undefined);
  }

  /** Holds tokens and shows whose they are. The snapshot stays the same object while it says the same. */
  function hold(tokens: TokenSet, epoch: number): void {
    const current = getSnapshot();
    const known = current.status === 'signed-in' && current.epoch === epoch ? lastingClaims(current.user.claims) : '';
    held = tokens;
    gate = undefined;
    if (current.epoch !== epoch) leave();
    if (known !== lastingClaims(tokens.claims)) set({ status: 'signed-in', epoch, user: toUser(tokens) });
  }

  function end(reason: EndReason): void {
    const current = getSnapshot();
    const epoch = current.epoch + (held ? 1 : 0);
    held = undefined;
    leave();
    if (current.status !== 'signed-out' || current.reason !== reason) set({ status: 'signed-out', epoch, reason });
    onEnd(reason);
  }

  /** Brings the session in line with what is kept. */
  async function sync(): Promise<void> {
    const before = held;
    const current = getSnapshot();
    // Whoever has just left can still be read until that is written.
    await written;
    const kept = await record.read();
    // Signed in or out, or refreshed, while reading: what was read is the past.
    if (held === before && getSnapshot() === current) become(kept);
    else await sync();
  }

  function become(kept: TokenSet | undefined): void {
    const { status, epoch } = getSnapshot();
    if (!kept) {
      if (status === 'unknown') end('never-signed-in');
      else if (held) end('signed-out');
    } else if (kept.accessToken !== held?.accessToken) {
      hold(kept, status === 'unknown' || kept.claims.sub === held?.claims.sub ? epoch : epoch + 1);
    }
  }

  /** One refresh however many ask. */
  function refresh(before: TokenSet): Promise<TokenSet> {
    const mine = (refreshing ??= renew(before, getSnapshot().epoch).finally(() => {
      if (refreshing === mine) refreshing = undefined;
    }));
    return mine;
  }

  async function renew(before: TokenSet, epoch: number): Promise<TokenSet> {
    let latest = before;
    let sent = before;
    let obtained = before;
    /** Also what another tab has kept can have expired since, or be as old as what a service has refused: it is next. */
    const isSpent = (kept: TokenSet | undefined, next?: TokenSet): boolean => {
      if (!kept || next || kept.expiresAt > Math.max(serverClock.now(), before.expiresAt)) return kept?.accessToken === sent.accessToken;
      latest = kept;
      return true;
    };
    const obtain = async (signal?: AbortSignal): Promise<TokenSet> => {
      sent = obtained = latest;
      if (isEpoch(epoch)) become(sent);
      return (obtained = await service.refresh(sent, signal));
    };
    leaving = new AbortController();
    await renewRecord(record, isSpent, obtain, leaving.signal).then(
      (kept) => {
        if (isEpoch(epoch)) become(kept);
      },
      async (failure: CredentialsError) => {
        if (!isEpoch(epoch)) return;
        if (failure.code !== 'SESSION_EXPIRED') {
          gate = closeFailureGate(gate, failure, clock.now(), environment.random());
          throw failure;
        }
        // Another tab may have spent the refresh token a moment ago.
        await sync();
        if (!isSpent(held, sent)) return;
        end('expired');
        await write((kept) => (isSpent(kept, sent) ? undefined : kept));
        throw failure;
      },
    );
    // The person left, or signed in anew, while the answer was on its way: nobody may use what it brought. Tokens of one
    // sign-in have their origin_jti in common, and are revoked together.
    if (obtained.refreshToken !== sent.refreshToken && obtained.claims['origin_jti'] !== held?.claims['origin_jti']) discard(obtained);
    // What it holds now may be another person's.
    if (!isEpoch(epoch)) throw new CredentialsError('ABORTED');
    return heldTokens();
  }

  function heldTokens(): TokenSet {
    if (held) return held;
    const { reason } = getSnapshot() as { readonly reason?: EndReason };
    throw new CredentialsError(reason === 'expired' ? 'SESSION_EXPIRED' : 'NOT_SIGNED_IN');
  }

  return {
    getSnapshot,
    subscribe,

    start: countStarts(() => {
      const wake = (): void => {
        gate = reopen(gate);
        void sync();
      };
      const stops = [environment.onWake(wake), record.watch?.(sync)];
      void sync();
      return () => stops.forEach((stop) => stop?.());
    }),

    async getTokens(options) {
      if (getSnapshot().status === 'unknown') await sync();
      const tokens = heldTokens();
      const { epoch } = getSnapshot();
      if (options?.forceRefresh) return refresh(tokens);
      const { expiresAt } = tokens;
      const blockAt = expiresAt - refreshWindowMs;
      const decision = decideRead({ refreshAt: blockAt, blockAt, expiresAt }, gate, serverClock.now(), clock.now());
      if (decision === 'serve') return tokens;
      if (decision === 'fail') throw gate?.error;
      return refresh(tokens).catch((error: unknown) => {
        // They may be others by now, of the same person, that another tab has obtained.
        if (isEpoch(epoch) && held && serverClock.now() < held.expiresAt) return held;
        throw error;
      });
    },

    async signOut({ everywhere = false } = {}) {
      let tokens = held;
      end('signed-out');
      try {
        // At once, since the page may not live for long; and of whoever it has yet to read.
        await write((kept) => void (tokens ??= kept));
        if (tokens) await (everywhere ? service.signOutEverywhere(tokens) : revoke(tokens));
      } catch (error) {
        // A sign-in that is over already is what was asked for.
        const failure = toCredentialsError(error);
        if (everywhere || failure.code !== 'SESSION_EXPIRED') return failure;
      }
      return undefined;
    },

    async adopt(tokens, isCurrent) {
      // What another tab had put there, this one may not have heard of.
      let before: TokenSet | undefined;
      if (isCurrent()) await write((kept) => ((before = kept), tokens));
      if (!isCurrent()) {
        await write((kept) => (kept?.accessToken === tokens.accessToken ? before : kept));
        discard(tokens);
      } else if (held?.accessToken !== tokens.accessToken) {
        before ??= held;
        // Not yet held: nobody has read what is kept in between.
        hold(tokens, getSnapshot().epoch + 1);
        if (before) discard(before);
      }
    },
  };
}
