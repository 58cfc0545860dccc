import { createUserPoolSession } from '@valetkey/cognito';
import { createCredentialStore } from '@valetkey/core';
import { fromChain, fromCognitoIdentityPool, fromHttp } from '@valetkey/credential-providers';

export const session = createUserPoolSession({ userPoolId: 'eu-west-1_AbCdEf123', userPoolClientId: '1example23456789' });

export const credentials = createCredentialStore({
  // People of the user pool; else whoever the broker knows by a cookie.
  provider: fromChain(
    fromCognitoIdentityPool({ identityPoolId: 'eu-west-1:01234567-89ab-cdef-0123-456789abcdef', logins: session }),
    fromHttp({ credentialsFullUri: '/credentials' }),
  ),
});
