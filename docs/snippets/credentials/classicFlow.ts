import { createUserPoolSession } from '@valetkey/cognito';
import { createCredentialStore } from '@valetkey/core';
import { allow, classicFlow, fromCognitoIdentityPool, policy } from '@valetkey/credential-providers';

export const session = createUserPoolSession({ userPoolId: 'eu-west-1_AbCdEf123', userPoolClientId: '1example23456789' });

export const credentials = createCredentialStore({
  provider: fromCognitoIdentityPool({
    identityPoolId: 'eu-west-1:01234567-89ab-cdef-0123-456789abcdef',
    logins: session,
    flow: classicFlow({
      roleArn: 'arn:aws:iam::123456789012:role/album',
      durationSeconds: 900,
      // Each person their own folder, whatever else the role allows.
      policy: policy(allow(['s3:GetObject', 's3:PutObject'], 'arn:aws:s3:::album/users/${identityId}/*')),
    }),
  }),
});
