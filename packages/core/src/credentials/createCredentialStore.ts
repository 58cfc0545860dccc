import { systemClock, type Clock } from '../clock.ts';
import { countStarts } from '../countStarts.ts';
import { systemEnvironment, type Environment } from '../environment.ts';
import { CredentialsError, toCredentialsError } from '../errors/credentialsError.ts';
import { createObservable } from '../observable.ts';
import { createServerClock } from '../serverClock.ts';
import { withDeadline } from '../withDeadline.ts';
import { SealedCredentials, type AwsCredentials, type ProvidedCredentials } from './awsCredentials.ts';
import { checkCredentials } from './checkCredentials.ts';
import type { CredentialProvider } from './credentialProvider.ts';
import type {
  AwsCredentialProvider,
  CredentialSnapshot,
  CredentialStore,
  GetCredentialsOptions,
} from './credentialStore.ts';
import { decideRead, type ReadDecision } from '../refresh/decideRead.ts';
import { closeFailureGate, isClosed, reopen, type FailureGate } from '../refresh/failureGate.ts';
import { planRefresh, type RefreshPlan } from '../refresh/planRefresh.ts';

declare const process: { readonly env: { readonly NODE_ENV?: string } };

/** How long one acquisition may take in all, in ms: longer than the requests of a slow provider, each with its own deadline. */
export const ACQUIRE_TIMEOUT_MS = 30_000;

// A timer does not run while a machine sleeps: looking at the clock once a minute finds a deadline that passed meanwhile.
const MAX_CHECK_INTERVAL_MS = 60_000;

const UNKNOWN: CredentialSnapshot = { status: 'unknown', epoch: 0 };

/** What {@link createCredentialStore} takes. */
export interface CredentialStoreOptions {
  /** Where credentials come from: one of ours, or any AWS SDK v3 provider function. */
  readonly provider: CredentialProvider;
  /**
   * Lets long-lived keys (`AKIA…`, or none with a session token) into a browser. Anyone who opens the page can then take
   * them. Default `false`; outside browsers they are allowed anyway.
   */
  readonly dangerouslyAllowLongLivedKeysInBrowser?: boolean;
  readonly clock?: Clock;
  readonly environment?: Environment;
}

interface Held {
  readonly credentials: AwsCredentials;
  /** `undefined` once a service refused the key: nobody is given it again. */
  readonly plan: RefreshPlan | undefined;
}

/**
 * Creates the store all clients, hooks and components share. Nothing happens until it is started or asked.
 * @throws CredentialsError In development: `INVALID_OPTION` when `provider` is no function.
 */
export function createCredentialStore(options: CredentialStoreOptions): CredentialStore {
  const { provider: source, clock = systemClock, environment = systemEnvironment } = options;
  if (process.env.NODE_ENV !== 'production' && typeof source !== 'function') {
    throw new CredentialsError('INVALID_OPTION', { detail: 'provider is no function.' });
  }
  const allowLongLivedKeys = environment.isServer || !!options.dangerouslyAllowLongLivedKeysInBrowser;
  const serverClock = createServerClock(clock);
  const snapshot = createObservable<CredentialSnapshot>(UNKNOWN);

  let epoch = 0;
  let held: Held | undefined;
  let gate: FailureGate | undefined;
  let attempt: { readonly controller: AbortController; readonly result: Promise<AwsCredentials> } | undefined;
  let started = false;
  let cancelTimer: () => void = nothing;

  const usable = (): boolean => serverClock.now() < (held?.plan?.expiresAt ?? 0);

  const decide = (): ReadDecision => decideRead(held?.plan, gate, serverClock.now(), clock.now());

  function acquire(forceRefresh = !!held && !held.plan): Promise<AwsCredentials> {
    if (attempt) return attempt.result;
    if (environment.isServer && source.personal) throw fail(new CredentialsError('SHARED_ON_SERVER'));
    const controller = new AbortController();
    const settle = (): void => {
      // Nobody tells a store that was not started that the person has changed: it looks before it gives an answer out.
      followIdentity();
      if (attempt !== mine) throw new CredentialsError('ABORTED');
      attempt = undefined;
    };
    const ask = async (signal: AbortSignal): Promise<ProvidedCredentials> => {
      const provided = await source({ forceRefresh, signal, onServerTime: serverClock.observe });
      return checkCredentials(provided, serverClock.now(), allowLongLivedKeys);
    };
    // A provider that hangs is told so by its signal, and left behind.
    const result = withDeadline(clock, source.timeoutMs ?? ACQUIRE_TIMEOUT_MS, controller.signal, ask).then(
      (provided) => {
        settle();
        return hold(provided);
      },
      (cause: unknown) => {
        settle();
        throw fail(cause);
      },
    );
    const mine = { controller, result };
    attempt = mine;
    // What has expired or was rejected, or an error, stays on show until its successor is known: no page is torn down for it.
    if (snapshot.getSnapshot().status === 'unknown') snapshot.set({ status: 'loading', epoch });
    return result;
  }

  function hold(provided: ProvidedCredentials): AwsCredentials {
    const credentials = new SealedCredentials(provided);
    const expiresAt = provided.expiration?.getTime();
    const plan = planRefresh(serverClock.now(), expiresAt, environment.random());
    held = { credentials, plan };
    gate = undefined;
    snapshot.set({
      status: 'ready',
      epoch,
      credentials,
      identityId: provided.identityId,
      guest: provided.guest === true,
      expiresAt,
      source: provided.source ?? source.source ?? 'custom',
    });
    schedule();
    return credentials;
  }

  function fail(cause: unknown): CredentialsError {
    const error = toCredentialsError(cause);
    gate = closeFailureGate(gate, error, clock.now(), environment.random());
    store.onTrouble?.(error);
    if (gate.fatal || !usable()) showFailure(error);
    schedule();
    return error;
  }

  function showFailure(error: CredentialsError): void {
    held = undefined;
    const current = snapshot.getSnapshot();
    const expired = error.code === 'SESSION_EXPIRED';
    if (!expired && error.code !== 'NOT_SIGNED_IN') snapshot.set({ status: 'error', epoch, error });
    // Whoever is known to be signed out may be asked about again and again: that is no news.
    else if (current.status !== 'signed-out' || current.expired !== expired) {
      snapshot.set({ status: 'signed-out', epoch, expired });
    }
  }

  /** Drops everything that belongs to an identity that is no longer the current one. */
  function followIdentity(): void {
    const current = source.identity?.getEpoch() ?? 0;
    if (current === epoch) return;
    epoch = current;
    forget();
  }

  function forget(): void {
    attempt?.controller.abort();
    attempt = undefined;
    held = undefined;
    gate = undefined;
    snapshot.set({ status: started ? 'loading' : 'unknown', epoch });
  }

  /** Does by the store's own motion what a reader would cause, when it is due. */
  function tick(): void {
    followIdentity();
    const gated = gate?.fatal || isClosed(gate, clock.now());
    // A hidden page refreshes nothing: it does so when it is shown, or when somebody asks.
    const idle = held && !environment.isVisible();
    if (!gated && !idle && decide() !== 'serve') acquire().catch(nothing);
    else if (gate && held && !usable() && !attempt) {
      showFailure(new CredentialsError('CREDENTIALS_EXPIRED', { cause: gate.error }));
    }
    schedule();
  }

  function schedule(): void {
    cancelTimer();
    if (!started || attempt || gate?.fatal || !environment.isVisible()) return;
    const refreshInMs = (held?.plan?.refreshAt ?? 0) - serverClock.now();
    const retryInMs = (gate?.retryAt ?? 0) - clock.now();
    const expiresInMs = (held?.plan?.expiresAt ?? 0) - serverClock.now();
    const dueInMs = Math.max(refreshInMs, retryInMs);
    const nextInMs = expiresInMs > 0 ? Math.min(dueInMs, expiresInMs) : dueInMs;
    if (nextInMs < Infinity) cancelTimer = clock.setTimer(tick, Math.min(nextInMs, MAX_CHECK_INTERVAL_MS));
  }

  function onWake(): void {
    // Back online or on show: the reason of the last passing failure may be gone, so try at once.
    gate = reopen(gate);
    tick();
  }

  function onIdentity(): void {
    // What ended the credentials may be over: who dismisses an expired session can be a guest, in the same epoch.
    if (gate?.fatal) gate = undefined;
    tick();
  }

  function begin(): () => void {
    const identity = source.identity;
    const stops = [environment.onWake(onWake), identity?.subscribe(onIdentity), identity?.start()];
    started = true;
    onIdentity();
    return () => {
      started = false;
      // An acquisition in flight goes on: StrictMode starts again at once, and its answer is wanted then.
      cancelTimer();
      for (const stop of stops) stop?.();
    };
  }

  async function getCredentials(how?: GetCredentialsOptions): Promise<AwsCredentials> {
    followIdentity();
    if (how?.forceRefresh) return acquire(true);
    const decision = decide();
    if (decision === 'fail') throw gate?.error;
    if (!held) return acquire();
    const current = held;
    if (decision === 'serve') return current.credentials;
    const refreshed = acquire();
    if (decision === 'serve-and-refresh') {
      refreshed.catch(nothing);
      return current.credentials;
    }
    return refreshed.catch((error: unknown) => {
      // Still held: they have neither expired nor been refused, and the person is the same.
      if (held === current) return current.credentials;
      throw error;
    });
  }

  const provider: AwsCredentialProvider = (how) => getCredentials(how);
  // Assigned, not frozen: some SDK builds write to the functions they are given.
  provider.memoized = true;

  const store: CredentialStore = {
    getSnapshot: snapshot.getSnapshot,
    getServerSnapshot: () => UNKNOWN,
    subscribe: snapshot.subscribe,
    start: countStarts(begin),
    getCredentials,
    async whenReady() {
      for (;;) {
        await getCredentials().catch(nothing);
        const current = snapshot.getSnapshot();
        if (current.status !== 'unknown' && current.status !== 'loading') return current;
      }
    },
    refresh: () => getCredentials({ forceRefresh: true }),
    invalidate(accessKeyId) {
      if (held?.credentials.accessKeyId !== accessKeyId) return;
      held = { ...held, plan: undefined };
      store.onTrouble?.();
    },
    clear() {
      forget();
      if (started) tick();
    },
    provider,
    origin: source,
    clock,
    environment,
    getClockOffsetMs: serverClock.getOffsetMs,
  };
  provider.store = store;
  return store;
}

function nothing(): void {}
