import {
  CredentialsError,
  createObservable,
  SealedCredentials,
  systemClock,
  systemEnvironment,
  type AwsCredentialProvider,
  type CredentialProvider,
  type CredentialSnapshot,
  type CredentialStore,
} from '@valetkey/core';
import { createMockCredentials } from './createMockCredentials.ts';

/** A credential store that shows what a test tells it to, at once and without a provider. */
export interface MockCredentialStore extends CredentialStore {
  /** Makes this what the store knows. */
  readonly show: (snapshot: CredentialSnapshot) => void;
  /** How often new credentials were asked for: by `refresh`, or by `getCredentials` with `forceRefresh`. */
  readonly refreshes: number;
  /** The access keys that were called rejected. */
  readonly invalidated: readonly string[];
}

/**
 * Makes a store for tests of components, where the way credentials take is of no interest.
 * @param initial - What it shows at first. Default: made-up credentials of somebody who is signed in, without expiry.
 */
export function createMockCredentialStore(initial: CredentialSnapshot = readySnapshot()): MockCredentialStore {
  const snapshot = createObservable<CredentialSnapshot>(initial);
  const unknown: CredentialSnapshot = { status: 'unknown', epoch: 0 };
  const invalidated: string[] = [];
  let refreshes = 0;

  const whenReady = (): Promise<CredentialSnapshot> =>
    new Promise((resolve) => {
      const unsubscribe = snapshot.subscribe(() => settle());
      const settle = (): void => {
        const current = snapshot.getSnapshot();
        if (current.status === 'unknown' || current.status === 'loading') return;
        unsubscribe();
        resolve(current);
      };
      settle();
    });

  const getCredentials: CredentialStore['getCredentials'] = async (how) => {
    if (how?.forceRefresh === true) refreshes += 1;
    const current = await whenReady();
    switch (current.status) {
      case 'ready':
        return current.credentials;
      case 'error':
        throw current.error;
      case 'signed-out':
        throw new CredentialsError(current.expired ? 'SESSION_EXPIRED' : 'NOT_SIGNED_IN');
      default:
        throw new CredentialsError('CREDENTIALS_MISSING');
    }
  };
  const provider: AwsCredentialProvider = (how) => getCredentials({ forceRefresh: how?.forceRefresh === true });
  provider.memoized = true;

  // What is left of made-up credentials is as made-up.
  const origin: CredentialProvider = Object.assign(() => getCredentials(), { source: 'mock', narrow: () => origin });

  const store: MockCredentialStore = {
    getSnapshot: snapshot.getSnapshot,
    getServerSnapshot: () => unknown,
    subscribe: snapshot.subscribe,
    start: () => () => undefined,
    getCredentials,
    whenReady,
    refresh: () => getCredentials({ forceRefresh: true }),
    invalidate: (accessKeyId) => void invalidated.push(accessKeyId),
    clear: () => snapshot.set({ status: 'unknown', epoch: snapshot.getSnapshot().epoch }),
    provider,
    origin,
    clock: systemClock,
    environment: systemEnvironment,
    getClockOffsetMs: () => 0,
    show: snapshot.set,
    get refreshes() {
      return refreshes;
    },
    invalidated,
  };
  provider.store = store;
  return store;
}

/** What a ready snapshot may say beside its credentials. */
export interface ReadySnapshotOptions {
  readonly epoch?: number;
  /** Default `eu-west-1:mock-identity`. */
  readonly identityId?: string;
  readonly guest?: boolean;
  /** Epoch ms. Default: never. */
  readonly expiresAt?: number;
}

/** A snapshot with made-up credentials. */
export function readySnapshot(options: ReadySnapshotOptions = {}): CredentialSnapshot {
  const { epoch = 0, identityId = 'eu-west-1:mock-identity', guest = false, expiresAt } = options;
  const credentials = new SealedCredentials(createMockCredentials(1, expiresAt));
  return { status: 'ready', epoch, credentials, identityId, guest, expiresAt, source: 'mock' };
}
