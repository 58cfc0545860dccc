import { createUserPoolSession } from '@valetkey/cognito';
import { createCredentialStore } from '@valetkey/core';
import { classicFlow, fromCognitoIdentityPool } from '@valetkey/credential-providers';

const endpoint: string | undefined = import.meta.env['VITE_VALETKEY_EMULATOR_URL'];
const local = endpoint === undefined ? {} : { endpoint };

// The user pool …
export const session = createUserPoolSession({
  userPoolId: 'eu-west-1_Emulator1',
  userPoolClientId: 'emulator1photoalbumclient0',
  ...local,
});

export const credentials = createCredentialStore({
  provider: fromCognitoIdentityPool({
    identityPoolId: 'eu-west-1:00000000-0000-4000-8000-000000000001',
    logins: session,
    // … STS, which the classic flow asks …
    flow: classicFlow({ roleArn: 'arn:aws:iam::000000000000:role/photo-album-signed-in', ...local }),
    // … the identity pool …
    ...local,
  }),
});

// … and every client.
export const clientDefaults = { region: 'eu-west-1', ...local };
