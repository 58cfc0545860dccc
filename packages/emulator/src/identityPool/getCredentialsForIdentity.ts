import type { CognitoOperation } from '../cognitoWire/answerCognito.ts';
import { CognitoError } from '../cognitoWire/cognitoError.ts';
import { optionalString, requireString, stringMap } from '../cognitoWire/cognitoInput.ts';
import type { ServiceContext } from '../emulatorService.ts';
import { issueCredentials } from '../gate/issueCredentials.ts';
import { guestSessionPolicies } from '../iam/guestSessionPolicy.ts';
import type { IamRole } from '../iam/iamState.ts';
import { isRoleTrusted } from '../iam/isRoleTrusted.ts';
import { findIdentity, identityOfLogins, sharesLogin, type FoundIdentity } from './findIdentityPool.ts';
import { allowGuest } from './getId.ts';
import type { IdentityPoolState, IdentityState } from './identityPoolState.ts';
import { verifyLogins } from './verifyLogins.ts';

/** Credentials of the enhanced flow live an hour, whatever the role allows. */
const enhancedFlowSeconds = 3600;

/** `GetCredentialsForIdentity`, the enhanced flow: credentials of the pool's authenticated or guest role. */
export const getCredentialsForIdentity: CognitoOperation<ServiceContext> = async (input, context) => {
  const found = findIdentity(context, requireString(input, 'IdentityId'));
  const logins = await verifyLogins(context, found.pool, stringMap(input, 'Logins'));
  if (optionalString(input, 'CustomRoleArn') !== undefined) {
    throw new CognitoError('InvalidParameterException', 'The emulator does not offer CustomRoleArn.');
  }
  const isGuest = Object.keys(logins).length === 0;
  const identity = isGuest ? guestIdentity(found) : signedInIdentity(context, found, logins);
  const variables = { 'cognito-identity.amazonaws.com:aud': found.pool.id, 'cognito-identity.amazonaws.com:sub': identity.id };
  const amr = isGuest ? ['unauthenticated'] : ['authenticated', ...Object.keys(logins)];
  const role = roleOf(context, found.pool, isGuest);
  if (!isRoleTrusted(role, trustRequest({ ...variables, 'cognito-identity.amazonaws.com:amr': amr }))) throw badRole();
  const credentials = await issueCredentials(context, {
    roleArn: role.arn,
    sessionName: 'CognitoIdentityCredentials',
    durationSeconds: enhancedFlowSeconds,
    variables,
    ...(isGuest ? { sessionPolicies: guestSessionPolicies } : {}),
  });
  return { IdentityId: identity.id, Credentials: credentials };
};

/** An identity that belongs to someone is not given out without their login. */
function guestIdentity({ pool, identity }: FoundIdentity): IdentityState {
  if (Object.keys(identity.logins).length > 0) {
    throw new CognitoError('NotAuthorizedException', `Access to Identity '${identity.id}' is forbidden.`);
  }
  allowGuest(pool);
  return identity;
}

/**
 * The identity of someone who signed in. A guest identity becomes theirs and keeps its id; when they already have one,
 * the guest's is merged into it: the older id is answered, and the guest's is gone.
 */
function signedInIdentity(context: ServiceContext, { pool, identity }: FoundIdentity, logins: Readonly<Record<string, string>>): IdentityState {
  if (sharesLogin(identity, logins)) return linkLogins(context, identity, logins);
  if (Object.keys(identity.logins).length > 0) {
    throw new CognitoError(
      'NotAuthorizedException',
      "Logins don't match. Please include at least one valid login for this identity or identity pool.",
    );
  }
  const existing = identityOfLogins(pool, logins);
  if (existing === undefined) return linkLogins(context, identity, logins);
  delete pool.identities[identity.id];
  return linkLogins(context, existing, logins);
}

function linkLogins(context: ServiceContext, identity: IdentityState, logins: Readonly<Record<string, string>>): IdentityState {
  for (const [provider, sub] of Object.entries(logins)) identity.logins[provider] ??= sub;
  context.changed();
  return identity;
}

function roleOf(context: ServiceContext, pool: IdentityPoolState, isGuest: boolean): IamRole {
  const role = context.state.iam.roles[(isGuest ? pool.roles.guest : pool.roles.authenticated) ?? ''];
  if (role === undefined) throw badRole();
  return role;
}

function trustRequest(variables: Readonly<Record<string, string | readonly string[]>>): Parameters<typeof isRoleTrusted>[1] {
  return { federatedProvider: 'cognito-identity.amazonaws.com', action: 'sts:AssumeRoleWithWebIdentity', variables };
}

function badRole(): CognitoError {
  return new CognitoError(
    'InvalidIdentityPoolConfigurationException',
    'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
  );
}
