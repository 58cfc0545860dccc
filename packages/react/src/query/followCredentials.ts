import type { Query, QueryClient } from '@tanstack/react-query';
import { isCredentialsError, type CredentialStore } from '@valetkey/core';
import { scopeOfKey } from './awsQueryKey.ts';
import { ordinalOf } from './ordinalOf.ts';

/**
 * Keeps a query client in step with a store. When the signed-in identity changes, requests of the identity before are
 * aborted and everything held of it is dropped; when credentials can be had after they could not, queries that failed for
 * want of them are asked again.
 * @returns What ends it.
 */
export function followCredentials(store: CredentialStore, queryClient: QueryClient): () => void {
  const ofStore = ordinalOf(store);
  let { epoch, status } = store.getSnapshot();

  const isOld = (key: readonly unknown[] | undefined): boolean => {
    const scope = scopeOfKey(key);
    return scope?.credentials === ofStore && scope.epoch !== epoch;
  };
  const lacksCredentials = ({ queryKey, state }: Query): boolean =>
    scopeOfKey(queryKey)?.credentials === ofStore && isCredentialsError(state.error);

  const forgetOld = (): void => {
    const predicate = ({ queryKey }: Query): boolean => isOld(queryKey);
    // The abort happens at once; the promise is about queries that are gone by then.
    void queryClient.cancelQueries({ predicate });
    queryClient.removeQueries({ predicate });
    const mutations = queryClient.getMutationCache();
    for (const mutation of mutations.findAll({ predicate: ({ options }) => isOld(options.mutationKey) })) {
      mutations.remove(mutation);
    }
  };

  // The identity may have changed while nobody watched.
  forgetOld();
  return store.subscribe(() => {
    const before = { epoch, status };
    ({ epoch, status } = store.getSnapshot());
    if (epoch !== before.epoch) forgetOld();
    else if (status === 'ready' && before.status !== 'ready') {
      void queryClient.refetchQueries({ type: 'active', predicate: lacksCredentials });
    }
  });
}
