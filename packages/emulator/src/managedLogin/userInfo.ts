import { CognitoError } from '../cognitoWire/cognitoError.ts';
import type { UserPoolContext } from '../userPool/userPoolContext.ts';
import { requireAccessToken } from '../userPool/verifyToken.ts';
import { OAuthError } from './oauthError.ts';
import { showsAttribute } from './scopes.ts';

/**
 * `GET /oauth2/userInfo`: what the scopes of a bearer token show of the person.
 * @throws OAuthError `invalid_token` for a token that is none, has ended, or was not granted `openid`.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/userinfo-endpoint.html
 */
export async function answerUserInfo(context: UserPoolContext, request: Request): Promise<Response> {
  const [, token = ''] = /^Bearer (.+)$/i.exec(request.headers.get('authorization') ?? '') ?? [];
  try {
    const { user, scopes } = await requireAccessToken(context, { AccessToken: token }, 'openid');
    const shown = Object.entries(user.attributes).filter(([name]) => showsAttribute(name, scopes));
    return Response.json({ ...Object.fromEntries(shown), sub: user.sub, username: user.username }, { headers: { 'cache-control': 'no-store' } });
  } catch (error) {
    if (error instanceof CognitoError) throw new OAuthError('invalid_token', error.message, 401);
    throw error;
  }
}
