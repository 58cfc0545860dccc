import { createCredentialStore } from '@valetkey/core';
import { fromCognitoIdentityPool } from '@valetkey/credential-providers';

/** Google's library; `undefined` while nobody is signed in. */
declare function getGoogleIdToken(): Promise<string | undefined>;

export const credentials = createCredentialStore({
  provider: fromCognitoIdentityPool({
    identityPoolId: 'eu-west-1:01234567-89ab-cdef-0123-456789abcdef',
    // Called whenever credentials are obtained, so that a refresh sends a current token.
    logins: { 'accounts.google.com': getGoogleIdToken },
  }),
});
