import { createCredentialStore } from '@valetkey/core';
import { fromCognitoIdentityPool, withRoleChaining } from '@valetkey/credential-providers';
import { session } from './identityPool.ts';

export const credentials = createCredentialStore({
  provider: withRoleChaining(
    fromCognitoIdentityPool({ identityPoolId: 'eu-west-1:01234567-89ab-cdef-0123-456789abcdef', logins: session }),
    // The role that a policy narrows where a scope names none. The pool's own role may, if it trusts itself.
    { region: 'eu-west-1', roleArn: 'arn:aws:iam::123456789012:role/album' },
  ),
});
