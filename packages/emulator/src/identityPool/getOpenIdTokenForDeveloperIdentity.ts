import { CognitoError } from '../cognitoWire/cognitoError.ts';
import type { CognitoOperation } from '../cognitoWire/answerCognito.ts';
import { optionalString, requireString, stringMap, type CognitoInput } from '../cognitoWire/cognitoInput.ts';
import type { ServiceContext } from '../emulatorService.ts';
import type { Caller } from '../gate/authenticateRequest.ts';
import { authorize } from '../gate/authorize.ts';
import { EMULATOR_ACCOUNT_ID } from '../iam/iamState.ts';
import { createIdentity, findIdentityPool, identityOfLogins } from './findIdentityPool.ts';
import type { IdentityPoolState, IdentityState } from './identityPoolState.ts';
import { issueOpenIdToken } from './issueOpenIdToken.ts';

/** What a signed operation receives beside its input. */
export interface SignedContext extends ServiceContext {
  readonly caller: Caller;
}

const DEFAULT_SECONDS = 15 * 60;
const LONGEST_SECONDS = 86_400;

/**
 * `GetOpenIdTokenForDeveloperIdentity`: your own backend vouches for somebody, and passes the token on to them.
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetOpenIdTokenForDeveloperIdentity.html
 */
export const getOpenIdTokenForDeveloperIdentity: CognitoOperation<SignedContext> = async (input, context) => {
  const pool = findIdentityPool(context, requireString(input, 'IdentityPoolId'));
  requirePermission(context, pool);
  const { provider, userId } = requireDeveloperLogin(pool, input);
  const seconds = requireDuration(input);
  const identity = developerIdentity(context, pool, provider, userId, optionalString(input, 'IdentityId'));
  const amr = ['authenticated', provider, `${provider}:${pool.id}:${userId}`];
  const tags = stringMap(input, 'PrincipalTags');
  return { IdentityId: identity.id, Token: await issueOpenIdToken(context, { aud: pool.id, sub: identity.id, amr, tags }, seconds) };
};

function requirePermission(context: SignedContext, pool: IdentityPoolState): void {
  const { caller } = context;
  const resource = `arn:aws:cognito-identity:${caller.region}:${EMULATOR_ACCOUNT_ID}:identitypool/${pool.id}`;
  const denial = authorize(caller, { action: 'cognito-identity:GetOpenIdTokenForDeveloperIdentity', resource }, context);
  if (denial !== undefined) throw new CognitoError('AccessDeniedException', denial);
}

function requireDeveloperLogin({ developerProvider }: IdentityPoolState, input: CognitoInput): { readonly provider: string; readonly userId: string } {
  const logins = stringMap(input, 'Logins');
  const userId = developerProvider === undefined ? undefined : logins[developerProvider];
  if (developerProvider === undefined || userId === undefined) {
    throw new CognitoError('InvalidParameterException', 'Please provide a valid developer provider name in Logins.');
  }
  if (Object.keys(logins).length > 1) {
    throw new CognitoError('InvalidParameterException', 'The emulator links one developer login at a time. Sign in with the others first.');
  }
  return { provider: developerProvider, userId };
}

function requireDuration({ TokenDuration: seconds = DEFAULT_SECONDS }: CognitoInput): number {
  if (typeof seconds === 'number' && Number.isInteger(seconds) && seconds >= 1 && seconds <= LONGEST_SECONDS) return seconds;
  throw new CognitoError('InvalidParameterException', `TokenDuration must be a whole number of seconds from 1 to ${LONGEST_SECONDS}.`);
}

/** The identity of a developer's user: the one they have, the one asked for, or a new one. */
function developerIdentity(
  context: ServiceContext,
  pool: IdentityPoolState,
  provider: string,
  userId: string,
  identityId: string | undefined,
): IdentityState {
  const login = { [provider]: userId };
  const known = identityOfLogins(pool, login);
  if (identityId === undefined) return known ?? createIdentity(context, pool, login);
  const asked = Object.hasOwn(pool.identities, identityId) ? pool.identities[identityId] : undefined;
  if (asked === undefined) throw new CognitoError('ResourceNotFoundException', `Identity '${identityId}' not found.`);
  if ((known !== undefined && known !== asked) || (asked.logins[provider] ?? userId) !== userId) {
    throw new CognitoError('DeveloperUserAlreadyRegisteredException', 'The developer user is already registered with another identity.');
  }
  asked.logins[provider] = userId;
  context.changed();
  return asked;
}
