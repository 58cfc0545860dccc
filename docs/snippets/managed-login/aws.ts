import { createManagedLoginSession } from '@valetkey/cognito/managed-login';
import { createSessionStorage } from '@valetkey/core';

export const session = createManagedLoginSession({
  userPoolId: 'eu-west-1_AbCdEf123',
  userPoolClientId: '1example23456789',
  domain: 'album.auth.eu-west-1.amazoncognito.com',
  redirectUri: 'https://album.example/callback',
  logoutUri: 'https://album.example/',
  storage: createSessionStorage(),
});

// First thing in the app: takes the code out of the address.
void session.completeSignIn();
