import type { AwsCredentialProvider, AwsCredentials, CredentialsError, CredentialSnapshot, CredentialStore } from '@valetkey/core';
import { createSelection } from '../observe/createSelection.ts';
import type { ObservableSource } from '../observe/observableSource.ts';

/** What is the same however the credentials stand. */
interface CredentialsControls {
  /** For an AWS client made by hand: `new S3Client({ credentials: provider })`. */
  readonly provider: AwsCredentialProvider;
  /** Obtains new credentials now. Rejects with a `CredentialsError`. */
  readonly refresh: () => Promise<AwsCredentials>;
}

/** What `useCredentials` tells. Tell the cases apart by `status`. */
export type CredentialsState = CredentialsControls &
  (
    | {
        readonly status: 'ready';
        /** Keys can be read from it but do not show up when it is logged, spread or serialised. */
        readonly credentials: AwsCredentials;
        /** Identity id of the identity pool; `undefined` when the credentials come from elsewhere. */
        readonly identityId: string | undefined;
        /** Epoch ms by the server's clock; `undefined` when they do not expire. */
        readonly expiresAt: number | undefined;
        /** What they come from, e.g. `'cognito-identity-pool'`. */
        readonly source: string;
        /** True when nobody is signed in and the identity pool let a guest in. */
        readonly guest: boolean;
        readonly error: undefined;
      }
    | {
        /**
         * `'unknown'`: nothing has been asked yet (also: on a server). `'loading'`: on their way. `'signed-out'`: nobody is
         * signed in and guests are not let in. `'error'`: they could not be obtained; `error` says why.
         */
        readonly status: 'unknown' | 'loading' | 'signed-out';
        readonly credentials: undefined;
        readonly identityId: undefined;
        readonly expiresAt: undefined;
        readonly source: undefined;
        readonly guest: false;
        readonly error: undefined;
      }
    | {
        readonly status: 'error';
        readonly credentials: undefined;
        readonly identityId: undefined;
        readonly expiresAt: undefined;
        readonly source: undefined;
        readonly guest: false;
        readonly error: CredentialsError;
      }
  );

/** The state of a store's credentials, as components watch it. */
export function createCredentialsState(store: CredentialStore): ObservableSource<CredentialsState> {
  const describe = (snapshot: CredentialSnapshot): CredentialsState => describeCredentials(snapshot, store);
  return {
    getSnapshot: createSelection(store.getSnapshot, describe),
    getServerSnapshot: createSelection(store.getServerSnapshot, describe),
    subscribe: store.subscribe,
  };
}

function describeCredentials(snapshot: CredentialSnapshot, { provider, refresh }: CredentialsControls): CredentialsState {
  switch (snapshot.status) {
    case 'ready': {
      const { credentials, identityId, expiresAt, source, guest } = snapshot;
      return { status: 'ready', credentials, provider, identityId, expiresAt, source, guest, error: undefined, refresh };
    }
    case 'error':
      return { status: 'error', provider, refresh, ...NO_CREDENTIALS, error: snapshot.error };
    case 'unknown':
    case 'loading':
    case 'signed-out':
      return { status: snapshot.status, provider, refresh, ...NO_CREDENTIALS, error: undefined };
    default:
      return snapshot satisfies never;
  }
}

const NO_CREDENTIALS = {
  credentials: undefined,
  identityId: undefined,
  expiresAt: undefined,
  source: undefined,
  guest: false,
} as const;
