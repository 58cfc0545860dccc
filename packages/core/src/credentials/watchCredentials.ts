import { systemClock, type Clock } from '../clock.ts';
import type { CredentialsError } from '../errors/credentialsError.ts';
import { createObservable, type MutableObservable } from '../observable.ts';
import type { CredentialSnapshot, CredentialStore } from './credentialStore.ts';

/** What can be told of credentials that were obtained. No key, no token. */
interface ObtainedCredentials {
  readonly identityId: string | undefined;
  /** True for a guest's. */
  readonly guest: boolean;
  /** What they come from, e.g. `'cognito-identity-pool'`. */
  readonly source: string;
  /** Epoch ms by the server's clock; `undefined` when they do not expire. */
  readonly expiresAt: number | undefined;
}

/** Something that happened to the credentials of a store. Holds no secret: it may be logged or sent to a monitor. */
export type CredentialsEvent = { readonly epoch: number } & (
  | /** There are credentials where there were none. */ ({ readonly type: 'obtained' } & ObtainedCredentials)
  | /** New credentials have replaced the ones before. */ ({ readonly type: 'refreshed' } & ObtainedCredentials)
  /** An attempt to obtain some failed. Those at hand, if any, go on working until they expire. */
  | { readonly type: 'refresh-failed'; readonly error: CredentialsError }
  /** A service refused the key; the next request obtains another. */
  | { readonly type: 'rejected-key' }
  /** The credentials ran out before others could be had. */
  | { readonly type: 'expired'; readonly error: CredentialsError }
  /** Credentials that had time left are gone: the issuer gives no more, or a service refused them and there are no others. */
  | { readonly type: 'withdrawn'; readonly error: CredentialsError }
  /** Nobody is signed in and guests are not let in. `expired`: because the session ended by itself. */
  | { readonly type: 'signed-out'; readonly expired: boolean }
  /** Another person, or nobody, takes the place of whoever it was. */
  | { readonly type: 'identity-changed' }
);

/**
 * Tells what happens to a store's credentials from now on, in the order in which it happens. An app that does not watch
 * does not ship this.
 * @param listener - One that throws keeps no other from being told.
 * @param options.clock - Tells whether credentials that are gone had run out. Default: the system's.
 * @returns What ends it.
 */
export function watchCredentials(
  store: CredentialStore,
  listener: (event: CredentialsEvent) => void,
  options: { readonly clock?: Clock } = {},
): () => void {
  const { clock = systemClock } = options;
  const troubles = troublesOf(store);
  let before = store.getSnapshot();
  const tell = (event: CredentialsEvent | undefined): void => {
    if (event !== undefined) listener(event);
  };
  const stops = [
    store.subscribe(() => {
      const [previous, current] = [before, store.getSnapshot()];
      before = current;
      const { epoch } = current;
      if (epoch !== previous.epoch) tell({ type: 'identity-changed', epoch });
      tell(eventOf(previous, current, clock.now() + store.getClockOffsetMs()));
    }),
    troubles.subscribe(() => {
      const { epoch } = store.getSnapshot();
      const { error } = troubles.getSnapshot();
      if (error === undefined) tell({ type: 'rejected-key', epoch });
      // Being signed out is no failure; it is told when the snapshot says so.
      else if (!SIGNED_OUT.includes(error.code)) tell({ type: 'refresh-failed', epoch, error });
    }),
  ];
  return () => stops.forEach((stop) => stop());
}

const SIGNED_OUT: readonly string[] = ['NOT_SIGNED_IN', 'SESSION_EXPIRED'];

/**
 * What one change of a snapshot means; `undefined` when it is told otherwise.
 * @param serverNow - Epoch ms by the server's clock.
 */
export function eventOf(previous: CredentialSnapshot, current: CredentialSnapshot, serverNow: number): CredentialsEvent | undefined {
  const { epoch } = current;
  const wasReady = previous.status === 'ready' && previous.epoch === epoch;
  switch (current.status) {
    case 'unknown':
    case 'loading':
      return undefined;
    case 'ready': {
      const { identityId, guest, source, expiresAt } = current;
      return { type: wasReady ? 'refreshed' : 'obtained', epoch, identityId, guest, source, expiresAt };
    }
    case 'signed-out':
      return { type: 'signed-out', epoch, expired: current.expired };
    case 'error': {
      // What failed before there were any has been told as a failed attempt.
      if (!wasReady) return undefined;
      const { error } = current;
      const ranOut = error.code === 'CREDENTIALS_EXPIRED' || (previous.expiresAt ?? Infinity) <= serverNow;
      return { type: ranOut ? 'expired' : 'withdrawn', epoch, error };
    }
    default:
      return current satisfies never;
  }
}

interface Trouble {
  readonly error?: CredentialsError | undefined;
}

const troublesByStore = new WeakMap<CredentialStore, MutableObservable<Trouble>>();

/** All who watch a store share its one slot. */
function troublesOf(store: CredentialStore): MutableObservable<Trouble> {
  const known = troublesByStore.get(store);
  if (known !== undefined) return known;
  const troubles = createObservable<Trouble>({});
  troublesByStore.set(store, troubles);
  store.onTrouble = (error) => troubles.set({ error });
  return troubles;
}
