import type { CredentialScopeRequest, CredentialStore } from '@valetkey/core';

/** What the scopes asked for that made these stores by narrowing others. */
export const scopeRequests: WeakMap<CredentialStore, CredentialScopeRequest> = new WeakMap();
