import { createCredentialStore } from '@valetkey/core';
import { fromNodeProviderChain } from '@valetkey/credential-providers/node';

/** A developer's profile on a laptop, the role of the instance or of the function in production. */
export const credentials = createCredentialStore({ provider: fromNodeProviderChain() });
