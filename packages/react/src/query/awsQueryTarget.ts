import { systemEnvironment, type ClientOptions, type CredentialStore } from '@valetkey/core';
import { scopeStores } from '../scope/scopeStores.ts';
import { FOREIGN_IDENTITY, identityOf, type QueryIdentity } from './identityOf.ts';
import { keyInput } from './keyInput.ts';
import { ordinalOf } from './ordinalOf.ts';

/** Whose data a query holds and where it comes from. The second element of every key; no part of it is secret. */
export interface AwsQueryScope {
  /** Stands for the credential store, or for credentials given to the hook: two of them never share data. */
  readonly credentials: number;
  /** The store's epoch: rises when the signed-in identity changes. */
  readonly epoch: number;
  readonly identityId: string | undefined;
  /**
   * Stands for this load of the page where no identity id says whose data it is, and in scopes: what a persister brings
   * back may be somebody else's, or have been read with other rights, and is not taken for theirs.
   */
  readonly load: number | undefined;
  /** As given to the client; a number stands for a function. */
  readonly region: unknown;
  readonly endpoint: unknown;
}

/** Where a query goes and as whom: what `useAwsQueryTarget` gives and `awsQueryOptions` takes. */
export interface AwsQueryTarget<Client> {
  readonly client: Client;
  readonly scope: AwsQueryScope;
  /** False while it is not known who is signed in: queries wait. */
  readonly ready: boolean;
  /** The store the client signs from; `undefined` when it was given credentials from elsewhere. */
  readonly store: CredentialStore | undefined;
}

/**
 * Where queries go and as whom, outside components, e.g. in a route's loader: await `credentials.whenReady()` first.
 * Inside components `useAwsQueryTarget` does this and follows changes.
 * @param client - The client to send with.
 * @param options - The options it was made with; what the key tells of them must agree with the hook's for the two to share
 * data.
 */
export function createAwsQueryTarget<Client>(
  client: Client,
  options: ClientOptions,
  identity: QueryIdentity = currentIdentity(options),
): AwsQueryTarget<Client> {
  const { credentials, region, endpoint } = options;
  const store = credentials?.store;
  const { known, epoch, identityId } = identity;
  const scope: AwsQueryScope = {
    credentials: credentials === undefined ? 0 : ordinalOf(store ?? credentials),
    epoch,
    identityId,
    load: identityId === undefined || (store !== undefined && scopeStores.has(store)) ? THIS_LOAD : undefined,
    region: keyInput(region),
    endpoint: keyInput(endpoint),
  };
  return { client, scope, ready: known, store };
}

const THIS_LOAD = systemEnvironment.random();

function currentIdentity({ credentials }: ClientOptions): QueryIdentity {
  return credentials?.store === undefined ? FOREIGN_IDENTITY : identityOf(credentials.store).getSnapshot();
}
