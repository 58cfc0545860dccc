import { CognitoError } from '../cognitoWire/cognitoError.ts';
import { completeSignIn, type AuthenticationResult } from '../userPool/issueTokens.ts';
import { refreshSignIn, revokeSignIn } from '../userPool/refreshTokens.ts';
import type { FoundClient, UserPoolContext } from '../userPool/userPoolContext.ts';
import { redeemCode } from './authorizationCode.ts';
import { requireClient } from './authorizationRequest.ts';
import { OAuthError } from './oauthError.ts';

/**
 * `POST /oauth2/token`: tokens for a code, or for a refresh token; with rotation on, a fresh refresh token as well.
 * @throws OAuthError as Cognito words it.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html
 */
export async function answerToken(context: UserPoolContext, form: URLSearchParams): Promise<Response> {
  const found = requireClient(form.get('client_id'), context);
  const { IdToken, AccessToken, RefreshToken, ExpiresIn, TokenType } = await grantTokens(context, found, form);
  const body = { id_token: IdToken, access_token: AccessToken, refresh_token: RefreshToken, expires_in: ExpiresIn, token_type: TokenType };
  return Response.json(body, { headers: { 'cache-control': 'no-store', pragma: 'no-cache' } });
}

async function grantTokens(context: UserPoolContext, found: FoundClient, form: URLSearchParams): Promise<AuthenticationResult> {
  const grantType = requireField(form, 'grant_type');
  switch (grantType) {
    case 'authorization_code': {
      const code = requireField(form, 'code');
      const redirectUri = requireField(form, 'redirect_uri');
      const granted = redeemCode(context, found, { code, redirectUri, codeVerifier: form.get('code_verifier') ?? undefined });
      const user = found.pool.users[granted.username];
      if (user === undefined || !user.enabled) throw new OAuthError('invalid_grant', 'The person is gone or disabled.');
      return completeSignIn(context, found, user, granted);
    }
    case 'refresh_token':
      return asOAuth(() => refreshSignIn(context, found, requireField(form, 'refresh_token')));
    default:
      throw new OAuthError('unsupported_grant_type', 'The emulator knows authorization_code and refresh_token.');
  }
}

/**
 * `POST /oauth2/revoke`: ends the sign-in of a refresh token.
 * @throws OAuthError as Cognito words it.
 */
export async function answerRevoke(context: UserPoolContext, form: URLSearchParams): Promise<Response> {
  const found = requireClient(form.get('client_id'), context);
  await asOAuth(async () => revokeSignIn(context, found, requireField(form, 'token')));
  return new Response(null, { headers: { 'cache-control': 'no-store' } });
}

function requireField(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (value === null || value === '') throw new OAuthError('invalid_request', `${name} is missing.`);
  return value;
}

async function asOAuth<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof CognitoError ? new OAuthError('invalid_grant', error.message) : error;
  }
}
