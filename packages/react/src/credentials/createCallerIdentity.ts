import { createObservable, CredentialsError, isCredentialsError, type CredentialStore } from '@valetkey/core';
import { createWatchedSource } from '../observe/createWatchedSource.ts';
import type { ObservableSource } from '../observe/observableSource.ts';

/** Who AWS takes the credentials for. None of it is secret. */
export interface CallerIdentity {
  /** The AWS account, 12 digits. */
  readonly account: string;
  /** E.g. `arn:aws:sts::123456789012:assumed-role/ROLE/SESSION`. */
  readonly arn: string;
  /** `ROLE-ID:SESSION` for a role. */
  readonly userId: string;
}

type Unknown = { readonly [Member in keyof CallerIdentity]: undefined };

/** What is known of the identity. Tell the cases apart by `status`. */
export type CallerIdentityFacts =
  | (CallerIdentity & { readonly status: 'ready'; readonly error: undefined })
  | (Unknown & { readonly status: 'unknown' | 'loading' | 'signed-out'; readonly error: undefined })
  | (Unknown & {
      /** AWS could not be asked, or there are no credentials to ask with. */
      readonly status: 'error';
      readonly error: CredentialsError;
    });

/** The identity behind a store's credentials, asked for while somebody watches. */
export interface CallerIdentitySource extends ObservableSource<CallerIdentityFacts> {
  /** Asks again. Settles when the answer is there; never rejects. */
  readonly refetch: () => Promise<void>;
}

const NOTHING: Unknown = { account: undefined, arn: undefined, userId: undefined };
const UNKNOWN: CallerIdentityFacts = { ...NOTHING, status: 'unknown', error: undefined };

/**
 * Asks who the credentials of a store are for: once for each identity, when there are credentials and somebody watches.
 * Refreshed credentials are the same identity's. What failed is asked again when there are other credentials.
 * @param ask - Asks AWS.
 */
export function createCallerIdentity(store: CredentialStore, ask: () => Promise<CallerIdentity>): CallerIdentitySource {
  const facts = createObservable<CallerIdentityFacts>(UNKNOWN);
  let epoch = store.getSnapshot().epoch;
  let attempt: Promise<void> | undefined;

  const tell = (status: 'unknown' | 'loading' | 'signed-out'): void => {
    if (facts.getSnapshot().status !== status) facts.set({ ...NOTHING, status, error: undefined });
  };
  const tellError = (error: CredentialsError): void => facts.set({ ...NOTHING, status: 'error', error });

  function begin(): Promise<void> {
    tell('loading');
    const isCurrent = (): boolean => attempt === mine;
    const mine: Promise<void> = ask().then(
      (identity) => {
        if (!isCurrent()) return;
        attempt = undefined;
        facts.set({ ...identity, status: 'ready', error: undefined });
      },
      (cause: unknown) => {
        if (!isCurrent()) return;
        attempt = undefined;
        tellError(isCredentialsError(cause) ? cause : new CredentialsError('SERVICE_UNAVAILABLE', { cause }));
      },
    );
    attempt = mine;
    return mine;
  }

  function follow(): void {
    const snapshot = store.getSnapshot();
    if (snapshot.epoch !== epoch) {
      epoch = snapshot.epoch;
      attempt = undefined;
      tell('loading');
    }
    if (facts.getSnapshot().status === 'ready' || attempt !== undefined) return;
    switch (snapshot.status) {
      case 'ready':
        void begin();
        return;
      case 'error':
        tellError(snapshot.error);
        return;
      default:
        tell(snapshot.status);
    }
  }

  const start = (): (() => void) => {
    follow();
    return store.subscribe(follow);
  };

  return {
    ...createWatchedSource(facts, start, { isCurrent: () => store.getSnapshot().epoch === epoch, unknown: UNKNOWN }),
    refetch: () => attempt ?? begin(),
  };
}
