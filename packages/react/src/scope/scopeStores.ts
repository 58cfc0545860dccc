import type { CredentialStore } from '@valetkey/core';

/**
 * The stores that scopes made or were given. What stands for one of them in a query key is counted in the order in which
 * scopes are used, which another load of the page may change.
 */
export const scopeStores: WeakSet<CredentialStore> = new WeakSet();
