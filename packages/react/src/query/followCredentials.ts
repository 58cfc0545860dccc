import type { Query, QueryClient } from '@tanstack/react-query';
import { isCredentialsError, type CredentialStore } from '@valetkey/core';
import { scopeOfKey } from './awsQueryKey.ts';
import { ordinalOf } from './ordinalOf.ts';

/**
 * Keeps a query client in step with a store. When the signed-in identity changes, requests of the identity before are
 * aborted and everything held of it is dropped; when credentials can be had after they could not, queries that failed for
 * want of them are asked again.
 * @param options.forgetAtEnd - Drops everything held of the store when following ends: nobody can ask for it again. Default
 * `false`.
 * @returns What ends it.
 */
export function followCredentials(
  store: CredentialStore,
  queryClient: QueryClient,
  options: { readonly forgetAtEnd?: boolean } = {},
): () => void {
  const ofStore = ordinalOf(store);
  let { epoch, status } = store.getSnapshot();

  const isOurs = (key: readonly unknown[] | undefined): boolean => scopeOfKey(key)?.credentials === ofStore;
  // A persister brings back what somebody had in an earlier load of the page, in which epochs were counted anew.
  let mayHoldOthers = true;
  const isOthers = (key: readonly unknown[] | undefined): boolean => {
    const { identityId } = scopeOfKey(key) ?? {};
    if (!isOurs(key) || identityId === undefined) return false;
    const snapshot = store.getSnapshot();
    return snapshot.status === 'ready' ? identityId !== snapshot.identityId : snapshot.status === 'signed-out';
  };
  const isOld = (key: readonly unknown[] | undefined): boolean =>
    (isOurs(key) && scopeOfKey(key)?.epoch !== epoch) || isOthers(key);
  const lacksCredentials = ({ queryKey, state }: Query): boolean =>
    isOurs(queryKey) && isCredentialsError(state.error);

  const forget = (isGone: typeof isOurs): void => {
    const predicate = ({ queryKey }: Query): boolean => isGone(queryKey);
    // The abort happens at once; the promise is about queries that are gone by then.
    void queryClient.cancelQueries({ predicate });
    queryClient.removeQueries({ predicate });
    const mutations = queryClient.getMutationCache();
    for (const mutation of mutations.findAll({ predicate: ({ options: { mutationKey } }) => isGone(mutationKey) })) {
      mutations.remove(mutation);
    }
  };

  // The identity may have changed while nobody watched.
  forget(isOld);
  const stops = [
    store.subscribe(() => {
      const before = { epoch, status };
      ({ epoch, status } = store.getSnapshot());
      if (epoch !== before.epoch) forget(isOld);
      else if (mayHoldOthers && (status === 'ready' || status === 'signed-out')) {
        mayHoldOthers = false;
        forget(isOthers);
      }
      if (epoch === before.epoch && status === 'ready' && before.status !== 'ready') {
        void queryClient.refetchQueries({ type: 'active', predicate: lacksCredentials });
      }
    }),
    queryClient.getQueryCache().subscribe(({ type, query: { queryKey } }) => {
      if (type !== 'added' || !isOurs(queryKey)) return;
      if (isOld(queryKey)) queryClient.removeQueries({ queryKey, exact: true });
      else if (status !== 'ready' && scopeOfKey(queryKey)?.identityId !== undefined) mayHoldOthers = true;
    }),
  ];
  return () => {
    stops.forEach((stop) => stop());
    if (options.forgetAtEnd === true) forget(isOurs);
  };
}
