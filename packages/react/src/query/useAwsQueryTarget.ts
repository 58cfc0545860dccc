'use client';

import { useQueryClient } from '@tanstack/react-query';
import { resolveClientConfig, type AwsClientClass, type AwsClientConfig, type ClientOptions } from '@valetkey/core';
import { useEffect } from 'react';
import { useClient } from '../client/useClient.ts';
import { useObservable } from '../observe/useObservable.ts';
import { whole } from '../observe/whole.ts';
import { useCredentialsContext } from '../provider/credentialsContext.ts';
import { scopeLifetimes } from '../scope/scopeLifetimes.ts';
import { createAwsQueryTarget, type AwsQueryTarget } from './awsQueryTarget.ts';
import { followCredentials } from './followCredentials.ts';
import { FOREIGN_IDENTITY, identityOf, type QueryIdentity } from './identityOf.ts';
import { ordinalOf } from './ordinalOf.ts';

/**
 * Where queries of a component go and as whom, for `awsQueryOptions`: `useQueries({ queries: buckets.map((Bucket) =>
 * awsQueryOptions(target, ListObjectsV2Command, { Bucket })) })`. Refreshing credentials does not render the component.
 * @param config - As in `useClient`.
 * @throws CredentialsError `PROVIDER_MISSING`, `UNKNOWN_SERVICE`.
 */
export function useAwsQueryTarget<Class extends AwsClientClass>(
  clientClass: Class,
  config?: Partial<AwsClientConfig<Class>>,
): AwsQueryTarget<InstanceType<Class>> {
  const queryClient = useQueryClient();
  const { clientLevels, lifetime } = useCredentialsContext();
  const client = useClient(clientClass, config);
  const { serviceId } = client.config as { readonly serviceId?: unknown };
  const options = resolveClientConfig(String(serviceId), { ...clientLevels, own: config as ClientOptions | undefined });
  const store = options.credentials?.store;
  const identity = useObservable(store === undefined ? FOREIGN : identityOf(store), whole);

  // Other credentials than the provider's have nobody else to start them.
  useEffect(() => store?.start(), [store]);
  // Whoever signs out may do so on a page without a query: this outlives the component.
  useEffect(() => {
    if (store === undefined) return;
    const name = `query ${ordinalOf(store)} ${ordinalOf(queryClient)}`;
    const ofScope = scopeLifetimes.get(store);
    // What a scope's store has obtained ends with the scope.
    if (ofScope !== undefined) ofScope.attach(name, () => followCredentials(store, queryClient, { forgetAtEnd: true }));
    else lifetime.attach(name, () => followCredentials(store, queryClient));
  }, [lifetime, store, queryClient]);

  return createAwsQueryTarget(client, options, identity);
}

const FOREIGN = {
  getSnapshot: (): QueryIdentity => FOREIGN_IDENTITY,
  getServerSnapshot: (): QueryIdentity => FOREIGN_IDENTITY,
  subscribe: () => () => undefined,
};
