import { createUserPoolSession } from '@valetkey/cognito';
import { createCredentialStore, createEncryptedStorage, type CredentialStore, type Session } from '@valetkey/core';
import { fromCognitoIdentityPool } from '@valetkey/credential-providers';
import { awsNames, emulatorEndpoint } from './awsNames.ts';

// The server renders with these as well. They do nothing there: its HTML is the same whoever asks for it.

/** Who is signed in, also tomorrow. */
export const session: Session = createUserPoolSession({
  userPoolId: awsNames.VITE_USER_POOL_ID,
  userPoolClientId: awsNames.VITE_USER_POOL_CLIENT_ID,
  storage: createEncryptedStorage(),
  ...emulatorEndpoint,
});

/** Their temporary AWS credentials. */
export const credentials: CredentialStore = createCredentialStore({
  provider: fromCognitoIdentityPool({ identityPoolId: awsNames.VITE_IDENTITY_POOL_ID, logins: session, ...emulatorEndpoint }),
});
