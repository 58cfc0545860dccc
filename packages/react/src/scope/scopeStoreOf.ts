import {
  CLIENT_LINGER_MS,
  createCredentialStore,
  narrowProvider,
  type CredentialProvider,
  type CredentialScopeRequest,
  type CredentialStore,
} from '@valetkey/core';
import { createLifetime } from '../provider/createLifetime.ts';
import { scopeLifetimes } from './scopeLifetimes.ts';
import { scopeRequests } from './scopeRequests.ts';

/** How many stores are kept that were made for a render which has not been mounted yet, such as one that suspends. */
export const MAX_WAITING_STORES = 20;

/** A credential store that scopes made, shared by all that ask the same of the same store. */
export interface ScopeStore {
  readonly store: CredentialStore;
  /**
   * Starts it. The function returned stops it {@link CLIENT_LINGER_MS} later, unless somebody else holds it by then:
   * StrictMode and remounts come back within that time. With the last stop its credentials are forgotten.
   */
  readonly hold: () => () => void;
}

interface Entry extends ScopeStore {
  mounted: boolean;
}

type Entries = Map<CredentialProvider | string, Entry>;

// By the store around the scope, so that one made for a request on a server is never met by another request.
const known = new WeakMap<CredentialStore, Entries>();

/**
 * The store of a scope: of a provider's own credentials, or of what is left of another store's. It is kept outside React,
 * whose state does not survive a first render that suspends: each attempt would obtain credentials anew.
 * @param around - The store around the scope, or the one that is narrowed.
 * @param wanted - A provider, or what is left of the store's credentials. Either has the same clock and page.
 * @throws CredentialsError `SCOPE_UNSUPPORTED`, or what the provider says about the scope.
 */
export function scopeStoreOf(around: CredentialStore, wanted: CredentialProvider | CredentialScopeRequest): ScopeStore {
  const entries: Entries = known.get(around) ?? new Map();
  known.set(around, entries);
  const key = typeof wanted === 'function' ? wanted : JSON.stringify(wanted);
  let entry = entries.get(key);
  if (entry === undefined) {
    const provider = typeof wanted === 'function' ? wanted : narrowProvider(around.origin, wanted, around);
    const { clock, environment } = around;
    const store = createCredentialStore({ provider: ofSamePerson(provider, around), clock, environment });
    if (typeof wanted === 'object') scopeRequests.set(store, wanted);
    entry = createEntry(store, entries, key);
    entries.set(key, entry);
    dropOldest(entries);
  }
  return entry;
}

/** A provider that does not say whom it is for is asked anew when the person around it changes: the scope is theirs. */
function ofSamePerson(provider: CredentialProvider, { origin: { identity } }: CredentialStore): CredentialProvider {
  if (provider.identity !== undefined || identity === undefined) return provider;
  const same: CredentialProvider = (request) => provider(request);
  return Object.assign(same, provider, { identity });
}

function createEntry(store: CredentialStore, entries: Entries, key: CredentialProvider | string): Entry {
  const lifetime = createLifetime();
  scopeLifetimes.set(store, lifetime);
  const entry: Entry = {
    store,
    mounted: false,
    hold() {
      const stop = lifetime.start();
      return () => void store.clock.setTimer(stop, CLIENT_LINGER_MS);
    },
  };
  lifetime.attach('store', () => {
    entry.mounted = true;
    // A hidden subtree that is shown again still has this one.
    if (!entries.has(key)) entries.set(key, entry);
    const stop = store.start();
    return () => {
      stop();
      store.clear();
      if (entries.get(key) === entry) entries.delete(key);
    };
  });
  return entry;
}

/** Lets go of renders that were given up. */
function dropOldest(entries: Entries): void {
  const waiting = [...entries].filter(([, { mounted }]) => !mounted);
  for (const [key] of waiting.slice(0, -MAX_WAITING_STORES)) entries.delete(key);
}
