import type { Clock } from '../clock.ts';
import type { Environment } from '../environment.ts';
import type { CredentialsError } from '../errors/credentialsError.ts';
import type { Observable } from '../observable.ts';
import type { AwsCredentials } from './awsCredentials.ts';
import type { CredentialProvider } from './credentialProvider.ts';

/** What the store knows. The object changes only when its content does. */
export type CredentialSnapshot =
  | { readonly status: 'unknown'; readonly epoch: number }
  | { readonly status: 'loading'; readonly epoch: number }
  | {
      readonly status: 'ready';
      readonly epoch: number;
      readonly credentials: AwsCredentials;
      readonly identityId: string | undefined;
      /** True for guest credentials of an identity pool. */
      readonly guest: boolean;
      /** Epoch ms by the server's clock; `undefined` when they do not expire. */
      readonly expiresAt: number | undefined;
      /** What they come from, e.g. `'cognito-identity-pool'`. */
      readonly source: string;
    }
  | { readonly status: 'signed-out'; readonly epoch: number; readonly expired: boolean }
  | { readonly status: 'error'; readonly epoch: number; readonly error: CredentialsError };

/** How {@link CredentialStore.getCredentials} may be asked. */
export interface GetCredentialsOptions {
  /** Obtain new ones although the current ones are valid. Default `false`. */
  readonly forceRefresh?: boolean;
}

/** A function that any AWS SDK v3 client takes as `credentials`. */
export interface AwsCredentialProvider {
  (options?: GetCredentialsOptions & Readonly<Record<string, unknown>>): Promise<AwsCredentials>;
  /** Tells SDK clients to keep no copy of their own: the store is the only truth. */
  memoized?: boolean;
  /** The store behind the function, so that a client made with it can report a rejected key. */
  store?: CredentialStore;
}

/** Obtains credentials once for everybody who asks and keeps them fresh. */
export interface CredentialStore extends Observable<CredentialSnapshot> {
  /** Constant `{ status: 'unknown' }`: server HTML never depends on credentials. */
  readonly getServerSnapshot: () => CredentialSnapshot;
  /** Acquires credentials and keeps them fresh ahead of expiry. Counted: the last stop cancels every timer and listener. */
  readonly start: () => () => void;
  /**
   * Valid credentials: the current ones, or the first that can be obtained.
   * @throws CredentialsError `NOT_SIGNED_IN`, `SESSION_EXPIRED`, or why they could not be obtained.
   */
  readonly getCredentials: (options?: GetCredentialsOptions) => Promise<AwsCredentials>;
  /** Resolves with the first snapshot that is not `unknown` or `loading`. Never rejects. */
  readonly whenReady: () => Promise<CredentialSnapshot>;
  /** Obtains new credentials now. Rejects as `getCredentials` does. */
  readonly refresh: () => Promise<AwsCredentials>;
  /** Drops the credentials with this access key (a service rejected it); any other key is left alone. */
  readonly invalidate: (accessKeyId: string) => void;
  /** Forgets credentials and failures. Who is started or asks next acquires anew. */
  readonly clear: () => void;
  /** For `new S3Client({ credentials: store.provider })`. */
  readonly provider: AwsCredentialProvider;
  /** The provider that the store asks: what a scope narrows, by `narrowProvider(store.origin, scope, store)`. */
  readonly origin: CredentialProvider;
  /** The time and the page (or process) it was made with: a store made of this one, as scopes make them, has the same. */
  readonly clock: Clock;
  readonly environment: Environment;
  /** Milliseconds to add to this machine's clock to get the server's. */
  readonly getClockOffsetMs: () => number;
  /**
   * A slot for `watchCredentials`, which many can listen through. Told of what no snapshot shows: why an attempt failed, or,
   * without an error, that a service refused the key. Must not throw.
   */
  onTrouble?: (error?: CredentialsError) => void;
}
