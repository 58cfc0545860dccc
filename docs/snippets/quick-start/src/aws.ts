import { createUserPoolSession } from '@valetkey/cognito';
import { createCredentialStore } from '@valetkey/core';
import { fromCognitoIdentityPool } from '@valetkey/credential-providers';

// The local AWS while you develop; undefined, and so AWS itself, in a build.
const endpoint: string | undefined = import.meta.env.VITE_VALETKEY_EMULATOR_URL;
const local = endpoint === undefined ? {} : { endpoint };

export const session = createUserPoolSession({
  userPoolId: 'eu-west-1_Emulator1',
  userPoolClientId: 'emulator1photoalbumclient0',
  ...local,
});

export const credentials = createCredentialStore({
  provider: fromCognitoIdentityPool({
    identityPoolId: 'eu-west-1:00000000-0000-4000-8000-000000000001',
    logins: session,
    ...local,
  }),
});

/** For every AWS client. */
export const clientDefaults = { region: 'eu-west-1', ...local };

/** For S3 alone: the local AWS has one host for all buckets. */
export const services = { S3: { forcePathStyle: endpoint !== undefined } };
