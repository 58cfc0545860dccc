import { createClientCache, type ClientCache } from '@valetkey/core';
import type { Lifetime } from '../provider/createLifetime.ts';
import type { CredentialsContextValue } from '../provider/credentialsContext.ts';

const caches = new WeakMap<Lifetime, ClientCache>();

/**
 * The clients of one mounted provider. Made on first need, and outside the provider, so that an app that uses no client
 * hook does not ship the cache.
 */
export function clientCacheOf({ lifetime, clock }: CredentialsContextValue): ClientCache {
  const cache = caches.get(lifetime) ?? createClientCache(clock === undefined ? {} : { clock });
  caches.set(lifetime, cache);
  return cache;
}
