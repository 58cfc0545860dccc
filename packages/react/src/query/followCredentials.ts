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
  const isOld = (key: readonly unknown[] | undefined): boolean => isOurs(key) && scopeOfKey(key)?.epoch !== epoch;
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
  const unsubscribe = store.subscribe(() => {
    const before = { epoch, status };
    ({ epoch, status } = store.getSnapshot());
    if (epoch !== before.epoch) forget(isOld);
    else if (status === 'ready' && before.status !== 'ready') {
      void queryClient.refetchQueries({ type: 'active', predicate: lacksCredentials });
    }
  });
  return () => {
    unsubscribe();
    if (options.forgetAtEnd === true) forget(isOurs);
  };
}
