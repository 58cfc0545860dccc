import { CognitoError } from '../cognitoWire/cognitoError.ts';
import { requireString, stringMap, type CognitoInput } from '../cognitoWire/cognitoInput.ts';
import type { ServiceContext } from '../emulatorService.ts';
import { findIdentity, identityOfLogins, sharesLogin, type FoundIdentity } from './findIdentityPool.ts';
import { allowGuest } from './getId.ts';
import { COGNITO_IDENTITY } from './identityPoolIssuer.ts';
import type { IdentityPoolState, IdentityState } from './identityPoolState.ts';
import { subjectsOf } from './subjectsOf.ts';
import { verifyLogins, type VerifiedLogins } from './verifyLogins.ts';

/** The identity somebody asks for and may have. */
export interface ResolvedIdentity {
  readonly pool: IdentityPoolState;
  readonly identity: IdentityState;
  /** Empty: a guest. */
  readonly logins: VerifiedLogins;
}

/**
 * The identity of `IdentityId`, or the one it is merged into, when `Logins` show that it is the caller's.
 * @throws CognitoError `NotAuthorizedException`, `ResourceNotFoundException`.
 */
export async function resolveIdentity(context: ServiceContext, input: CognitoInput): Promise<ResolvedIdentity> {
  const found = findIdentity(context, requireString(input, 'IdentityId'));
  const { pool } = found;
  const logins = await verifyLogins(context, pool, stringMap(input, 'Logins'));
  if (Object.keys(logins).length === 0) return { pool, identity: guestIdentity(found), logins };
  return { pool, identity: signedInIdentity(context, found, logins), logins };
}

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
function signedInIdentity(context: ServiceContext, { pool, identity }: FoundIdentity, logins: VerifiedLogins): IdentityState {
  const subjects = subjectsOf(logins);
  // A developer's token is about one identity, and no other can be claimed with it.
  const claimed = logins[COGNITO_IDENTITY]?.subject;
  if (claimed !== undefined && claimed !== identity.id) throw loginsDoNotMatch();
  if (claimed !== undefined || sharesLogin(identity, subjects)) return linkLogins(context, identity, subjects);
  if (Object.keys(identity.logins).length > 0) throw loginsDoNotMatch();
  const existing = identityOfLogins(pool, subjects);
  if (existing === undefined) return linkLogins(context, identity, subjects);
  delete pool.identities[identity.id];
  return linkLogins(context, existing, subjects);
}

function linkLogins(context: ServiceContext, identity: IdentityState, subjects: Readonly<Record<string, string>>): IdentityState {
  for (const [provider, subject] of Object.entries(subjects)) identity.logins[provider] ??= subject;
  context.changed();
  return identity;
}

function loginsDoNotMatch(): CognitoError {
  return new CognitoError(
    'NotAuthorizedException',
    "Logins don't match. Please include at least one valid login for this identity or identity pool.",
  );
}
