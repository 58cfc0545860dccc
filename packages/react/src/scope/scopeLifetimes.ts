import type { CredentialStore } from '@valetkey/core';
import type { Lifetime } from '../provider/createLifetime.ts';

/** How long the stores last that scopes made; other stores last as long as whoever made them wants. */
export const scopeLifetimes: WeakMap<CredentialStore, Lifetime> = new WeakMap();
