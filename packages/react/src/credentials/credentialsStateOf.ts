import type { AwsCredentialProvider, AwsCredentials, CredentialsError, CredentialSnapshot, CredentialStore } from '@valetkey/core';
import type { ObservableSource } from '../observe/observableSource.ts';
import { selectFrom } from '../observe/selectFrom.ts';

/** What is the same however the credentials stand. */
interface CredentialsControls {
  /** For an AWS client made by hand: `new S3Client({ credentials: provider })`. */
  readonly provider: AwsCredentialProvider;
  /** Obtains new credentials now. Rejects with a `CredentialsError`. */
  readonly refresh: () => Promise<AwsCredentials>;
  /** Rises when the signed-in identity changes: a `key` that drops what a component remembers of somebody else. */
  readonly epoch: number;
}

interface NoCredentials {
  readonly credentials: undefined;
  readonly identityId: undefined;
  readonly expiresAt: undefined;
  readonly source: undefined;
  readonly guest: false;
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
    | (NoCredentials & {
        /**
         * `'unknown'`: nothing has been asked yet (also: on a server). `'loading'`: on their way. `'signed-out'`: nobody is
         * signed in and guests are not let in.
         */
        readonly status: 'unknown' | 'loading' | 'signed-out';
        readonly error: undefined;
      })
    | (NoCredentials & {
        /** They could not be obtained. */
        readonly status: 'error';
        readonly error: CredentialsError;
      })
  );

const states = new WeakMap<CredentialStore, ObservableSource<CredentialsState>>();

/** The state of a store's credentials, as components watch it. One per store, so that all of them see the same objects. */
export function credentialsStateOf(store: CredentialStore): ObservableSource<CredentialsState> {
  const known = states.get(store);
  if (known !== undefined) return known;
  const { provider, refresh } = store;
  // Every case has every member, so that it can be taken apart before its status is looked at.
  const describe = (snapshot: CredentialSnapshot): CredentialsState => ({
    ...NO_CREDENTIALS,
    ...snapshot,
    provider,
    refresh,
  });
  const state = selectFrom(store, describe);
  states.set(store, state);
  return state;
}

const NO_CREDENTIALS: NoCredentials & { readonly error: undefined } = {
  credentials: undefined,
  identityId: undefined,
  expiresAt: undefined,
  source: undefined,
  guest: false,
  error: undefined,
};
