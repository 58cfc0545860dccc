import type { CredentialSnapshot, CredentialStore } from '@valetkey/core';
import { createSelection } from '../observe/createSelection.ts';
import type { ObservableSource } from '../observe/observableSource.ts';

/** Whom queries ask as. */
export interface QueryIdentity {
  /** False while it is not known who is signed in: queries wait. */
  readonly known: boolean;
  readonly epoch: number;
  readonly identityId: string | undefined;
}

/** Whom a query asks as who brings credentials of its own: they are neither tied to a session nor waited for. */
export const FOREIGN_IDENTITY: QueryIdentity = { known: true, epoch: 0, identityId: undefined };

const UNKNOWN: QueryIdentity = { known: false, epoch: 0, identityId: undefined };

const identities = new WeakMap<CredentialStore, ObservableSource<QueryIdentity>>();

/** Whose credentials a store holds, as queries watch it: refreshing them is no change. */
export function identityOf(store: CredentialStore): ObservableSource<QueryIdentity> {
  const watched = identities.get(store);
  if (watched !== undefined) return watched;
  const identity: ObservableSource<QueryIdentity> = {
    getSnapshot: createSelection(store.getSnapshot, readIdentity),
    getServerSnapshot: () => UNKNOWN,
    subscribe: store.subscribe,
  };
  identities.set(store, identity);
  return identity;
}

/** Reads a snapshot. What was known before holds while credentials of the same identity are obtained anew. */
export function readIdentity(snapshot: CredentialSnapshot, previous: QueryIdentity | undefined): QueryIdentity {
  const { epoch } = snapshot;
  const before = previous?.epoch === epoch ? previous : undefined;
  switch (snapshot.status) {
    case 'unknown':
    case 'loading':
      return before ?? { known: false, epoch, identityId: undefined };
    case 'ready':
      return { known: true, epoch, identityId: snapshot.identityId };
    case 'signed-out':
      return { known: true, epoch, identityId: undefined };
    // The query runs and fails with the reason, instead of waiting for ever.
    case 'error':
      return { known: true, epoch, identityId: before?.identityId };
    default:
      return snapshot satisfies never;
  }
}
