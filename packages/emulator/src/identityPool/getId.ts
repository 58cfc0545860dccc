import type { CognitoOperation } from '../cognitoWire/answerCognito.ts';
import { CognitoError } from '../cognitoWire/cognitoError.ts';
import { requireString, stringMap } from '../cognitoWire/cognitoInput.ts';
import type { ServiceContext } from '../emulatorService.ts';
import { createIdentity, findIdentityPool, identityOfLogins } from './findIdentityPool.ts';
import type { IdentityPoolState } from './identityPoolState.ts';
import { verifyLogins } from './verifyLogins.ts';

/** `GetId`: the identity of a login, made at its first use; without logins, a new guest every time. */
export const getId: CognitoOperation<ServiceContext> = async (input, context) => {
  const pool = findIdentityPool(context, requireString(input, 'IdentityPoolId'));
  const logins = await verifyLogins(context, pool, stringMap(input, 'Logins'));
  if (Object.keys(logins).length === 0) allowGuest(pool);
  return { IdentityId: (identityOfLogins(pool, logins) ?? createIdentity(context, pool, logins)).id };
};

/** Refuses a guest where the pool serves none. */
export function allowGuest(pool: IdentityPoolState): void {
  if (!pool.allowGuests) {
    throw new CognitoError('NotAuthorizedException', 'Unauthenticated access is not supported for this identity pool.');
  }
}
