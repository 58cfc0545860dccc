import { createUserPoolSession } from '@valetkey/cognito';
import { createCredentialStore } from '@valetkey/core';
import { fromCognitoIdentityPool } from '@valetkey/credential-providers';
import { toAwsSdkV2Credentials } from '@valetkey/credential-providers/aws-sdk-v2';
import AWS from 'aws-sdk';

export const session = createUserPoolSession({ userPoolId: 'eu-west-1_AbCdEf123', userPoolClientId: '1example23456789' });
export const credentials = createCredentialStore({
  provider: fromCognitoIdentityPool({
    identityPoolId: 'eu-west-1:01234567-89ab-cdef-0123-456789abcdef',
    logins: session,
  }),
});

// Globally …
AWS.config.update({ region: 'eu-west-1', credentials: toAwsSdkV2Credentials(credentials, AWS) });

// … or for one service.
export const photos = new AWS.S3({ credentials: toAwsSdkV2Credentials(credentials, AWS) });
