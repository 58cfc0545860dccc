import { createCredentialStore } from '@valetkey/core';
import { fromProcess } from '@valetkey/credential-providers/node';

/** [profile vault] of ~/.aws/config has `credential_process = vault-keys --role album`. */
export const credentials = createCredentialStore({ provider: fromProcess({ profile: 'vault' }) });
