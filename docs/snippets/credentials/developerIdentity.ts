import { createCredentialStore } from '@valetkey/core';
import { fromCognitoIdentity } from '@valetkey/credential-providers';

export const credentials = createCredentialStore({
  provider: fromCognitoIdentity({
    // Your backend signed the person in, and asked the pool: GetOpenIdTokenForDeveloperIdentity.
    async getIdentity() {
      const response = await fetch('/identity');
      return response.ok ? ((await response.json()) as { identityId: string; token: string }) : undefined;
    },
    region: 'eu-west-1',
  }),
});
