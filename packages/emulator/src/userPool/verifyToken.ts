import { decodeJwt, errors, jwtVerify, type JWTPayload } from 'jose';
import { CognitoError } from '../cognitoWire/cognitoError.ts';
import { optionalString, requireString, type CognitoInput } from '../cognitoWire/cognitoInput.ts';
import type { ServiceContext } from '../emulatorService.ts';
import { signingKeyOf } from './signingKey.ts';
import type { UserPoolState, UserState } from './userPoolState.ts';

/** A token that verified, or why it did not. */
export type TokenVerdict =
  | { readonly kind: 'valid'; readonly claims: JWTPayload }
  | { readonly kind: 'expired'; readonly expiredAt: number }
  | { readonly kind: 'wrong-signature' }
  | { readonly kind: 'malformed' };

/** Verifies a token's form, RS256 signature, issuer and expiry against a user pool. */
export async function verifyToken(context: ServiceContext, pool: UserPoolState, token: string): Promise<TokenVerdict> {
  const key = await signingKeyOf(pool, context.changed);
  try {
    const { payload } = await jwtVerify(token, key.publicKey, {
      algorithms: ['RS256'],
      issuer: pool.issuer,
      currentDate: new Date(context.clock.now()),
    });
    return { kind: 'valid', claims: payload };
  } catch (error) {
    if (error instanceof errors.JWTExpired) return { kind: 'expired', expiredAt: Number(error.payload.exp) };
    if (error instanceof errors.JWSSignatureVerificationFailed) return { kind: 'wrong-signature' };
    if (error instanceof errors.JOSEError) return { kind: 'malformed' };
    throw error;
  }
}

/** The `iss` a token claims, before anything is verified. */
export function claimedIssuer(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}

/** Who an operation's `AccessToken` belongs to. */
export interface TokenHolder {
  readonly pool: UserPoolState;
  readonly user: UserState;
}

/** Authorises an operation by its `AccessToken`. */
export async function requireAccessToken(context: ServiceContext, input: CognitoInput): Promise<TokenHolder> {
  const token = requireString(input, 'AccessToken');
  const issuer = claimedIssuer(token);
  const pool = Object.values(context.state.userPools).find((candidate) => candidate.issuer === issuer);
  if (pool === undefined) throw notAuthorized('Invalid Access Token');
  const verdict = await verifyToken(context, pool, token);
  if (verdict.kind === 'expired') throw notAuthorized('Access Token has expired');
  if (verdict.kind !== 'valid' || verdict.claims['token_use'] !== 'access') throw notAuthorized('Invalid Access Token');
  const signIn = pool.signIns[optionalString(verdict.claims, 'origin_jti') ?? ''];
  if (signIn === undefined || signIn.revoked) throw notAuthorized('Access Token has been revoked');
  const user = pool.users[signIn.username];
  if (user === undefined) throw new CognitoError('UserNotFoundException', 'User does not exist.');
  if (!user.enabled) throw notAuthorized('User is disabled.');
  return { pool, user };
}

function notAuthorized(message: string): CognitoError {
  return new CognitoError('NotAuthorizedException', message);
}
