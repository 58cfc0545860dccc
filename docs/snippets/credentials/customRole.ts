import { createCredentialStore } from '@valetkey/core';
import { fromCognitoIdentityPool } from '@valetkey/credential-providers';
import { session } from './identityPool.ts';

export const credentials = createCredentialStore({
  provider: fromCognitoIdentityPool({
    identityPoolId: 'eu-west-1:01234567-89ab-cdef-0123-456789abcdef',
    logins: session,
    // One of the roles of the groups that the person is in. The pool chooses its role from the token.
    customRoleArn: 'arn:aws:iam::123456789012:role/editor',
  }),
});
