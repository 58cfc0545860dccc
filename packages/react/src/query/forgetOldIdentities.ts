import type { QueryClient } from '@tanstack/react-query';
import type { CredentialStore } from '@valetkey/core';
import { scopeOfKey } from './awsQueryKey.ts';
import { ordinalOf } from './ordinalOf.ts';

/**
 * Watches a store: when the signed-in identity changes, requests of the identity before are aborted and everything the
 * query client holds of it is dropped.
 * @returns What ends the watch.
 */
export function forgetOldIdentities(store: CredentialStore, queryClient: QueryClient): () => void {
  const ofStore = ordinalOf(store);
  let { epoch } = store.getSnapshot();

  const isOld = (key: readonly unknown[] | undefined): boolean => {
    const scope = scopeOfKey(key);
    return scope?.credentials === ofStore && scope.epoch !== epoch;
  };
  const forget = (): void => {
    const predicate = ({ queryKey }: { readonly queryKey: readonly unknown[] }): boolean => isOld(queryKey);
    // Cancelling aborts the request at once; what it returns settles when the query, then gone, has been told.
    void queryClient.cancelQueries({ predicate });
    queryClient.removeQueries({ predicate });
    const mutations = queryClient.getMutationCache();
    for (const mutation of mutations.findAll({ predicate: ({ options }) => isOld(options.mutationKey) })) {
      mutations.remove(mutation);
    }
  };

  // The identity may have changed while nobody watched.
  forget();
  return store.subscribe(() => {
    const { epoch: current } = store.getSnapshot();
    if (current === epoch) return;
    epoch = current;
    forget();
  });
}
