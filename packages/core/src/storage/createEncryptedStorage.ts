import { systemClock, type Clock } from '../clock.ts';
import { CredentialsError } from '../errors/credentialsError.ts';
import { createObservable } from '../observable.ts';
import { createSharedStorage } from '../tabs/createSharedStorage.ts';
import { createTabPorts } from '../tabs/createTabPorts.ts';
import { systemTabEnvironment, type TabEnvironment } from '../tabs/environment.ts';
import { createMemoryStorage } from './createMemoryStorage.ts';
import type { StoragePort } from './storagePort.ts';

/** What {@link createEncryptedStorage} takes. */
export interface EncryptedStorageOptions {
  /**
   * Told why nothing can be kept on this device, once: `WEB_CRYPTO_MISSING` on a plain-http page, `STORAGE_UNAVAILABLE`
   * when IndexedDB is missing, blocked, full or broken. The page goes on in memory.
   */
  readonly onFailure?: (error: CredentialsError) => void;
  readonly clock?: Clock;
  readonly environment?: TabEnvironment;
}

/**
 * Keeps records in IndexedDB, encrypted under keys that cannot be exported, and lets all tabs share them: one renews for
 * all, and a sign-out reaches all. What it protects from, and what it does not, is in `docs/security.md`.
 */
export function createEncryptedStorage(options: EncryptedStorageOptions = {}): StoragePort {
  const { onFailure, clock = systemClock, environment = systemTabEnvironment } = options;
  const { crypto } = environment;
  if (crypto === undefined) {
    const error = new CredentialsError('WEB_CRYPTO_MISSING');
    onFailure?.(error);
    return { ...createMemoryStorage(), failure: createObservable<CredentialsError | undefined>(error) };
  }
  return createSharedStorage(createTabPorts(environment, crypto, clock), { kind: 'encrypted IndexedDB', clock, onFailure });
}
