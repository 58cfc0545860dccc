import type { CognitoOperation } from '../cognitoWire/answerCognito.ts';
import { CognitoError } from '../cognitoWire/cognitoError.ts';
import { requireString, stringMap } from '../cognitoWire/cognitoInput.ts';
import type { ServiceContext } from '../emulatorService.ts';
import { createIdentity, findIdentity, findIdentityPool, identityOfLogins } from './findIdentityPool.ts';
import { COGNITO_IDENTITY } from './identityPoolIssuer.ts';
import type { IdentityPoolState } from './identityPoolState.ts';
import { subjectsOf } from './subjectsOf.ts';
import { verifyLogins } from './verifyLogins.ts';

/** `GetId`: the identity of a login, made at its first use; without logins, a new guest every time. */
export const getId: CognitoOperation<ServiceContext> = async (input, context) => {
  const pool = findIdentityPool(context, requireString(input, 'IdentityPoolId'));
  const logins = await verifyLogins(context, pool, stringMap(input, 'Logins'));
  const claimed = logins[COGNITO_IDENTITY]?.subject;
  if (claimed !== undefined) return { IdentityId: findIdentity(context, claimed).identity.id };
  if (Object.keys(logins).length === 0) allowGuest(pool);
  const subjects = subjectsOf(logins);
  return { IdentityId: (identityOfLogins(pool, subjects) ?? createIdentity(context, pool, subjects)).id };
};

/** Refuses a guest where the pool serves none. */
export function allowGuest(pool: IdentityPoolState): void {
  if (!pool.allowGuests) {
    throw new CognitoError('NotAuthorizedException', 'Unauthenticated access is not supported for this identity pool.');
  }
}
