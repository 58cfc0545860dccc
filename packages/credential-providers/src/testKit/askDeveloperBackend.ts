import { signRequest } from '@valetkey/core';
import { emulatorDefaults } from '@valetkey/emulator';
import type { DeveloperIdentity } from '../credentials/fromCognitoIdentity.ts';
import { account } from './account.ts';
import type { World } from './createWorld.ts';

/** What a backend of the prepared account answers to somebody whom it has signed in. */
export async function askDeveloperBackend({ emulator }: World, user: string, lifetimeSeconds = 900): Promise<DeveloperIdentity> {
  const { identityPoolId, region } = emulatorDefaults;
  const request = {
    method: 'POST',
    url: `https://cognito-identity.${region}.amazonaws.com/`,
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSCognitoIdentityService.GetOpenIdTokenForDeveloperIdentity',
    },
    body: JSON.stringify({ IdentityPoolId: identityPoolId, Logins: { [account.developer]: user }, TokenDuration: lifetimeSeconds }),
  };
  const signed = await signRequest(request, {
    credentials: account.keys,
    region,
    service: 'cognito-identity',
    signedAt: emulator.clock.now(),
    crypto: globalThis.crypto,
  });
  const response = await emulator.handle(new Request(signed.url, { ...request, headers: signed.headers }));
  const { IdentityId, Token } = (await response.json()) as { readonly IdentityId: string; readonly Token: string };
  return { identityId: IdentityId, token: Token };
}
