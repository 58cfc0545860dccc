import { createUserPoolSession } from '@valetkey/cognito';
import {
  createCredentialStore,
  createEncryptedStorage,
  createMemoryStorage,
  createRememberingStorage,
  createSessionStorage,
  shareCredentials,
} from '@valetkey/core';
import { fromCognitoIdentityPool } from '@valetkey/credential-providers';

const device = createEncryptedStorage();
const tab = createSessionStorage();

/** Tokens: on the device for people who ask for it, else in this tab. Also the `remember` of the `Authenticator`. */
export const remember = createRememberingStorage({ remembered: device, otherwise: tab });

export const session = createUserPoolSession({
  userPoolId: 'eu-west-1_AbCdEf123',
  userPoolClientId: '1example23456789',
  storage: remember,
});

const identityPool = fromCognitoIdentityPool({
  identityPoolId: 'eu-west-1:01234567-89ab-cdef-0123-456789abcdef',
  logins: session,
  // The identity id is no secret; with it a reload takes one call instead of two.
  storage: createRememberingStorage({ remembered: device, otherwise: tab, choice: remember }),
});

export const credentials = createCredentialStore({
  // Optional: one call for all tabs, and none after a reload.
  provider: shareCredentials(identityPool, {
    session,
    storage: createRememberingStorage({ remembered: device, otherwise: createMemoryStorage(), choice: remember }),
  }),
});
