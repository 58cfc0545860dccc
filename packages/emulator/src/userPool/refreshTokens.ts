import { CognitoError } from '../cognitoWire/cognitoError.ts';
import { requireString } from '../cognitoWire/cognitoInput.ts';
import { secretDigest } from '../secretDigest.ts';
import { createRefreshToken, issueTokens, type AuthenticationResult } from './issueTokens.ts';
import { findClient, type FoundClient, type UserPoolContext, type UserPoolOperation } from './userPoolContext.ts';
import type { RefreshTokenState, SignInState, UserState } from './userPoolState.ts';

/** `GetTokensFromRefreshToken`: fresh tokens; with rotation on, a fresh refresh token as well. */
export const getTokensFromRefreshToken: UserPoolOperation = async (input, context) => {
  const found = findClient(context, requireString(input, 'ClientId'));
  return { AuthenticationResult: await refreshSignIn(context, found, requireString(input, 'RefreshToken')) };
};

/** Fresh tokens of the sign-in a refresh token belongs to; with rotation on, a fresh refresh token as well. */
export async function refreshSignIn(context: UserPoolContext, found: FoundClient, refreshToken: string): Promise<AuthenticationResult> {
  const redeemed = redeem(context, found, refreshToken);
  const rotation = found.client.refreshTokenRotation === undefined ? {} : { RefreshToken: rotate(context, found, redeemed) };
  const tokens = await issueTokens(context, found, redeemed.user, redeemed.token.originJti, redeemed.signIn);
  return { ...tokens, ...rotation };
}

/** `InitiateAuth` with REFRESH_TOKEN_AUTH: the older way, which clients with rotation may not use. */
export async function refreshByInitiateAuth(context: UserPoolContext, found: FoundClient, refreshToken: string): Promise<object> {
  if (found.client.refreshTokenRotation !== undefined) {
    throw new CognitoError(
      'UnsupportedOperationException',
      'Refresh token rotation is enabled for this client: use GetTokensFromRefreshToken.',
    );
  }
  const { user, token, signIn } = redeem(context, found, refreshToken);
  return { ChallengeParameters: {}, AuthenticationResult: await issueTokens(context, found, user, token.originJti, signIn) };
}

/** `RevokeToken`: ends the sign-in a refresh token belongs to. A token nobody knows is as good as revoked (RFC 7009). */
export const revokeToken: UserPoolOperation = (input, context) => {
  revokeSignIn(context, findClient(context, requireString(input, 'ClientId')), requireString(input, 'Token'));
  return {};
};

/** Ends the sign-in a refresh token belongs to, where it was issued to this app client. */
export function revokeSignIn(context: UserPoolContext, { pool, client }: FoundClient, refreshToken: string): void {
  const token = pool.refreshTokens[secretDigest(refreshToken)];
  const signIn = token === undefined ? undefined : pool.signIns[token.originJti];
  if (signIn === undefined) return;
  if (signIn.clientId !== client.id) throw notAuthorized('Invalid Refresh Token.');
  signIn.revoked = true;
  context.changed();
}

interface Redeemed {
  readonly user: UserState;
  readonly token: RefreshTokenState;
  readonly signIn: SignInState;
}

function redeem(context: UserPoolContext, found: FoundClient, refreshToken: string): Redeemed {
  const { pool, client } = found;
  const now = context.clock.now();
  const token = pool.refreshTokens[secretDigest(refreshToken)];
  const signIn = token === undefined ? undefined : pool.signIns[token.originJti];
  const user = signIn === undefined ? undefined : pool.users[signIn.username];
  if (token === undefined || signIn === undefined || user === undefined || signIn.clientId !== client.id) {
    throw notAuthorized('Invalid Refresh Token.');
  }
  if (signIn.revoked) throw notAuthorized('Refresh Token has been revoked');
  if (token.expiresAt <= now) throw notAuthorized('Refresh Token has expired');
  if (!user.enabled) throw notAuthorized('User is disabled.');
  const graceMs = (client.refreshTokenRotation?.retryGraceSeconds ?? 0) * 1000;
  if (token.rotatedAt !== undefined && now >= token.rotatedAt + graceMs) {
    throw new CognitoError('RefreshTokenReuseException', 'Refresh Token has been reused');
  }
  return { user, token, signIn };
}

/** Replaces a refresh token. The new one lives no longer than the old one would have. */
function rotate(context: UserPoolContext, found: FoundClient, { token }: Redeemed): string {
  token.rotatedAt ??= context.clock.now();
  context.changed();
  return createRefreshToken(found.pool, token.originJti, token.expiresAt);
}

function notAuthorized(message: string): CognitoError {
  return new CognitoError('NotAuthorizedException', message);
}
