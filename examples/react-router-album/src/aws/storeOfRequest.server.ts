import type { CredentialStore } from '@valetkey/core';
import { fromCognitoIdentityPool } from '@valetkey/credential-providers';
import { createRequestStore } from '@valetkey/server';
import { awsNames, emulatorEndpoint } from './awsNames.ts';

const USER_POOL = `cognito-idp.${awsNames.VITE_AWS_REGION}.amazonaws.com/${awsNames.VITE_USER_POOL_ID}`;

/**
 * The credentials of whoever sends a request, by the ID token it carries. Nothing here trusts the token: AWS checks it
 * before it gives any.
 */
export function storeOfRequest({ headers, signal }: Request): CredentialStore {
  const [, idToken] = /^Bearer (.+)$/.exec(headers.get('authorization') ?? '') ?? [];
  return createRequestStore({
    provider: fromCognitoIdentityPool({
      identityPoolId: awsNames.VITE_IDENTITY_POOL_ID,
      logins: idToken === undefined ? {} : { [USER_POOL]: idToken },
      ...emulatorEndpoint,
    }),
    signal,
  });
}
