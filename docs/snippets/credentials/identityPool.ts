import { createUserPoolSession } from '@valetkey/cognito';
import { createCredentialStore } from '@valetkey/core';
import { fromCognitoIdentityPool } from '@valetkey/credential-providers';

export const session = createUserPoolSession({ userPoolId: 'eu-west-1_AbCdEf123', userPoolClientId: '1example23456789' });

export const credentials = createCredentialStore({
  provider: fromCognitoIdentityPool({
    identityPoolId: 'eu-west-1:01234567-89ab-cdef-0123-456789abcdef',
    logins: session,
    // People who are not signed in get the pool's guest role. Leave it out to let nobody in.
    guest: true,
  }),
});
