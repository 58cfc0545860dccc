import { createCredentialStore } from '@valetkey/core';
import { fromSSO } from '@valetkey/credential-providers/node';

/** With the sign-in of `aws sso login --profile album`. */
export const credentials = createCredentialStore({ provider: fromSSO({ profile: 'album' }) });
