import type { CredentialsError } from '../errors/credentialsError.ts';
import { systemTabEnvironment, type TabEnvironment } from '../tabs/environment.ts';
import { createTextStorage } from './createTextStorage.ts';
import type { StoragePort } from './storagePort.ts';

/** What {@link createSessionStorage} takes. */
export interface SessionStorageOptions {
  /** Told why nothing can be kept on this device, `STORAGE_UNAVAILABLE`, once. The page goes on in memory. */
  readonly onFailure?: (error: CredentialsError) => void;
  readonly environment?: TabEnvironment;
}

/**
 * Keeps records in sessionStorage, in plain text: for one tab, until it is closed. What it protects from, and what it does
 * not, is in `docs/security.md`.
 */
export function createSessionStorage(options: SessionStorageOptions = {}): StoragePort {
  const { onFailure, environment = systemTabEnvironment } = options;
  const store = {
    kind: 'sessionStorage',
    read: async (slot: string): Promise<string | undefined> => environment.sessionStorage.getItem(slot) ?? undefined,
    async update(slot: string, change: (current: string | undefined) => string | undefined): Promise<void> {
      const { sessionStorage } = environment;
      const next = change(sessionStorage.getItem(slot) ?? undefined);
      if (next === undefined) sessionStorage.removeItem(slot);
      else sessionStorage.setItem(slot, next);
    },
    // The next page of this tab may have signed out.
    watch: (_slot: string, listener: () => unknown): (() => void) => environment.onRestore(listener),
  };
  return createTextStorage(store, onFailure);
}
