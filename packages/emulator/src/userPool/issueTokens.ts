import type { JWTPayload } from 'jose';
import { signJwt } from '../jwt/signJwt.ts';
import { showsAttribute, USER_ADMIN_SCOPE } from '../managedLogin/scopes.ts';
import { randomToken } from '../randomToken.ts';
import { secretDigest } from '../secretDigest.ts';
import { groupClaims } from './groupClaims.ts';
import type { FoundClient, UserPoolContext } from './userPoolContext.ts';
import type { SignInState, UserPoolState, UserState } from './userPoolState.ts';

/** `AuthenticationResult` as Cognito answers it. */
export interface AuthenticationResult {
  readonly AccessToken: string;
  /** Absent where managed login was not asked for `openid`. */
  readonly IdToken?: string;
  /** Life of the access token, in seconds. */
  readonly ExpiresIn: number;
  readonly TokenType: 'Bearer';
  /** Absent where the caller keeps the refresh token it has. */
  readonly RefreshToken?: string;
}

const minuteMs = 60 * 1000;
const dayMs = 24 * 60 * minuteMs;

/** What managed login adds to a sign-in. */
export interface ManagedGrant {
  readonly scopes: readonly string[];
  /** Epoch ms. */
  readonly authenticatedAt: number;
  /** Repeated in the first ID token. */
  readonly nonce?: string;
}

/** Completes a sign-in: records it and issues its first three tokens. */
export async function completeSignIn(
  context: UserPoolContext,
  found: FoundClient,
  user: UserState,
  grant?: ManagedGrant,
): Promise<AuthenticationResult> {
  const now = context.clock.now();
  forgetExpired(found.pool, now);
  const originJti = crypto.randomUUID();
  const signIn: SignInState = {
    username: user.username,
    clientId: found.client.id,
    authenticatedAt: grant?.authenticatedAt ?? now,
    ...(grant === undefined ? {} : { scopes: grant.scopes }),
    expiresAt: now + found.client.refreshTokenDays * dayMs,
    revoked: false,
  };
  found.pool.signIns[originJti] = signIn;
  const refreshToken = createRefreshToken(found.pool, originJti, signIn.expiresAt);
  context.changed();
  return { ...(await issueTokens(context, found, user, originJti, signIn, grant?.nonce)), RefreshToken: refreshToken };
}

/**
 * Issues an access token and an ID token of a sign-in.
 * @param nonce - What an authorization request asked to have repeated. Later tokens of the sign-in have none (OpenID Connect
 * Core 1.0, section 12.2).
 */
export async function issueTokens(
  context: UserPoolContext,
  found: FoundClient,
  user: UserState,
  originJti: string,
  signIn: SignInState,
  nonce?: string,
): Promise<AuthenticationResult> {
  const { pool, client } = found;
  const issuedAt = Math.floor(context.clock.now() / 1000);
  const common: JWTPayload = {
    sub: user.sub,
    iss: pool.issuer,
    origin_jti: originJti,
    event_id: crypto.randomUUID(),
    auth_time: Math.floor(signIn.authenticatedAt / 1000),
    iat: issuedAt,
  };
  const groups = groupClaims(pool, user);
  const access = {
    ...common,
    ...(groups['cognito:groups'] === undefined ? {} : { 'cognito:groups': groups['cognito:groups'] }),
    token_use: 'access',
    scope: signIn.scopes?.join(' ') ?? USER_ADMIN_SCOPE,
    client_id: client.id,
    username: user.username,
    exp: issuedAt + client.accessTokenMinutes * 60,
    jti: crypto.randomUUID(),
  };
  const identity = {
    ...idTokenClaims(user, signIn.scopes),
    ...groups,
    ...common,
    ...(nonce === undefined ? {} : { nonce }),
    token_use: 'id',
    aud: client.id,
    'cognito:username': user.username,
    exp: issuedAt + client.idTokenMinutes * 60,
    jti: crypto.randomUUID(),
  };
  const sign = (claims: JWTPayload) => signJwt(claims, pool, 'RS256', context.changed);
  const [AccessToken, IdToken] = await Promise.all([sign(access), sign(identity)]);
  const isIdentified = signIn.scopes?.includes('openid') ?? true;
  return { AccessToken, ...(isIdentified && { IdToken }), ExpiresIn: client.accessTokenMinutes * 60, TokenType: 'Bearer' };
}

/** Makes a refresh token of a sign-in. Opaque, as Cognito's are to everyone but Cognito. */
export function createRefreshToken(pool: UserPoolState, originJti: string, expiresAt: number): string {
  const token = `EMU.${randomToken(64)}`;
  pool.refreshTokens[secretDigest(token)] = { originJti, expiresAt };
  return token;
}

/** Attributes become claims under their own names; the two `…_verified` ones are booleans there. */
function idTokenClaims(user: UserState, scopes?: readonly string[]): Record<string, string | boolean> {
  return Object.fromEntries(
    Object.entries(user.attributes)
      .filter(([name]) => showsAttribute(name, scopes))
      .map(([name, value]) => [name, name.endsWith('_verified') ? value === 'true' : value]),
  );
}

/** Forgets sign-ins and refresh tokens a day after they expired; until then they are answered as expired, not as unknown. */
function forgetExpired(pool: UserPoolState, now: number): void {
  for (const [originJti, signIn] of Object.entries(pool.signIns)) {
    if (signIn.expiresAt + dayMs < now) delete pool.signIns[originJti];
  }
  for (const [key, token] of Object.entries(pool.refreshTokens)) {
    if (token.expiresAt + dayMs < now) delete pool.refreshTokens[key];
  }
}
