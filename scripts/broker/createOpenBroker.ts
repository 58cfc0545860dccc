import { createUserPoolSession } from '@valetkey/cognito';
import { fromCognitoIdentityPool } from '@valetkey/credential-providers';
import { emulatorDefaults } from '@valetkey/emulator';
import { createBroker, type Broker } from '@valetkey/server';

/** A broker that shares the sessions of the documentation's, and answers one more origin. */
export function createOpenBroker(allowedOrigin: string, endpoint: string): Broker {
  const { userPoolId, userPoolClientId, identityPoolId } = emulatorDefaults;
  return createBroker({
    session: (storage) => createUserPoolSession({ userPoolId, userPoolClientId, storage, endpoint }),
    credentials: (session, storage) => fromCognitoIdentityPool({ identityPoolId, logins: session, storage, endpoint }),
    keys: (process.env['BROKER_KEYS'] ?? '').split(' '),
    allowedOrigins: [allowedOrigin],
  });
}
