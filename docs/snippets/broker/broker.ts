import { createUserPoolSession } from '@valetkey/cognito';
import { fromCognitoIdentityPool } from '@valetkey/credential-providers';
import { createBroker } from '@valetkey/server';

// The local AWS while you develop; not set, and so AWS itself, in production.
const endpoint = process.env['LOCAL_AWS_URL'];
const local = endpoint === undefined ? {} : { endpoint };

export const broker = createBroker({
  session: (storage) =>
    createUserPoolSession({
      userPoolId: 'eu-west-1_Emulator1',
      userPoolClientId: 'emulator1photoalbumclient0',
      storage,
      ...local,
    }),
  credentials: (session, storage) =>
    fromCognitoIdentityPool({
      identityPoolId: 'eu-west-1:00000000-0000-4000-8000-000000000001',
      logins: session,
      storage,
      ...local,
    }),
  // `openssl rand -base64 32` makes one. The current key first; the one before it stays as long as sessions live.
  keys: (process.env['BROKER_KEYS'] ?? '').split(' '),
});
