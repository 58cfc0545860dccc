import { createUserPoolSession } from '@valetkey/cognito';
import { createCredentialStore } from '@valetkey/core';
import { createBrokerSession } from '@valetkey/server/page';

// The local AWS while you develop; undefined, and so AWS itself, in a build.
const endpoint: string | undefined = import.meta.env.VITE_VALETKEY_EMULATOR_URL;
const local = endpoint === undefined ? {} : { endpoint };

export const session = createBrokerSession({
  broker: '/broker',
  // Lives no longer than a sign-in: its tokens are handed to the broker.
  signInWith: () =>
    createUserPoolSession({
      userPoolId: 'eu-west-1_Emulator1',
      userPoolClientId: 'emulator1photoalbumclient0',
      ...local,
    }),
});

export const credentials = createCredentialStore({ provider: session.provider });

/** For every AWS client. */
export const clientDefaults = { region: 'eu-west-1', ...local };

/** For S3 alone: the local AWS has one host for all buckets. */
export const services = { S3: { forcePathStyle: endpoint !== undefined } };
