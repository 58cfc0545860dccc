'use client';

import type { AwsClientClass, AwsClientConfig, ClientOptions } from '@valetkey/core';
import { useEffect, useSyncExternalStore } from 'react';
import { useCredentialsContext } from '../provider/credentialsContext.ts';
import { clientCacheOf } from './clientCacheOf.ts';

/**
 * An AWS SDK v3 client that signs with the provider's credentials. All components that ask for the same class with the same
 * options share one; it is destroyed when nobody uses it any more. When a service says that the key is too old, the client
 * gets a new one, signs again and repeats the request once. When the signed-in person changes, this gives a new client.
 * @param clientClass - E.g. `S3Client`.
 * @param config - Options for this client alone: they win over the provider's `services`, these over its `clientDefaults`.
 * Plain data is compared by content, functions and class instances by identity: keep those outside components.
 * @throws CredentialsError `PROVIDER_MISSING`; `UNKNOWN_SERVICE` when `services` spells this service's id in another way;
 * `LONG_LIVED_KEYS` in a browser when keys that do not expire are given as `credentials`.
 */
export function useClient<Class extends AwsClientClass>(
  clientClass: Class,
  config?: Partial<AwsClientConfig<Class>>,
): InstanceType<Class> {
  const context = useCredentialsContext();
  const { clientLevels } = context;
  const clients = clientCacheOf(context);
  const getClient = (): InstanceType<Class> =>
    clients.get(clientClass, { ...clientLevels, own: config as ClientOptions | undefined }) as InstanceType<Class>;
  // The store it signs from tells when the identity changes; the cache then has another client.
  const { subscribe } = clients.storeOf(getClient()) ?? context.credentials;
  const client = useSyncExternalStore(subscribe, getClient, getClient);
  useEffect(() => clients.retain(client), [clients, client]);
  return client;
}
