import { createUserPoolSession } from '@valetkey/cognito';
import { createCredentialStore } from '@valetkey/core';
import { fromWebToken } from '@valetkey/credential-providers';

export const session = createUserPoolSession({ userPoolId: 'eu-west-1_AbCdEf123', userPoolClientId: '1example23456789' });

export const credentials = createCredentialStore({
  provider: fromWebToken({
    roleArn: 'arn:aws:iam::123456789012:role/album',
    // A session, or a function that gets the current token of any OpenID Connect provider.
    webIdentityToken: session,
    region: 'eu-west-1',
  }),
});
