import { CognitoError } from '../cognitoWire/cognitoError.ts';
import { optionalString, requireString, type CognitoInput } from '../cognitoWire/cognitoInput.ts';
import type { ServiceContext } from '../emulatorService.ts';
import { claimedIssuer, verifyJwt, type TokenIssuer } from '../jwt/verifyJwt.ts';
import { USER_ADMIN_SCOPE } from '../managedLogin/scopes.ts';
import type { UserPoolState, UserState } from './userPoolState.ts';

/** A user pool as an issuer of tokens. */
export function userPoolIssuer(pool: UserPoolState): TokenIssuer {
  return { issuer: pool.issuer, keys: { owner: pool, algorithm: 'RS256' } };
}

/** Who an operation's `AccessToken` belongs to. */
export interface TokenHolder {
  readonly pool: UserPoolState;
  readonly user: UserState;
}

/** The same, with what the token was granted. */
interface GrantedHolder extends TokenHolder {
  readonly scopes: readonly string[];
}

/**
 * Authorises an operation by its `AccessToken`.
 * @param scope - What the token must have been granted. Default: what the user pool's operations need.
 */
export async function requireAccessToken(context: ServiceContext, input: CognitoInput, scope: string = USER_ADMIN_SCOPE): Promise<GrantedHolder> {
  const token = requireString(input, 'AccessToken');
  const issuer = claimedIssuer(token);
  const pool = Object.values(context.state.userPools).find((candidate) => candidate.issuer === issuer);
  if (pool === undefined) throw notAuthorized('Invalid Access Token');
  const verdict = await verifyJwt(token, userPoolIssuer(pool), { now: context.clock.now(), changed: context.changed });
  if (verdict.kind === 'expired') throw notAuthorized('Access Token has expired');
  if (verdict.kind !== 'valid' || verdict.claims['token_use'] !== 'access') throw notAuthorized('Invalid Access Token');
  const scopes = String(verdict.claims['scope']).split(' ');
  if (!scopes.includes(scope)) throw notAuthorized('Access Token does not have required scopes');
  const signIn = pool.signIns[optionalString(verdict.claims, 'origin_jti') ?? ''];
  if (signIn === undefined || signIn.revoked) throw notAuthorized('Access Token has been revoked');
  const user = pool.users[signIn.username];
  if (user === undefined) throw new CognitoError('UserNotFoundException', 'User does not exist.');
  if (!user.enabled) throw notAuthorized('User is disabled.');
  return { pool, user, scopes };
}

function notAuthorized(message: string): CognitoError {
  return new CognitoError('NotAuthorizedException', message);
}
