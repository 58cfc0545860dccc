import type { UserPoolContext } from '../userPool/userPoolContext.ts';
import { readReturnAddress, requireClient } from './authorizationRequest.ts';
import { endVisit } from './loginVisit.ts';
import { OAuthError } from './oauthError.ts';
import { redirectTo } from './sendBack.ts';

/**
 * `GET /logout`: forgets who is signed in at the pages, then leads to a page of the app, or straight to the next sign-in.
 * Tokens that were given out live on: revoking them is another call.
 * @throws OAuthError for the person to read.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html
 */
export function answerSignOut(context: UserPoolContext, request: Request): Response {
  const { searchParams, search } = new URL(request.url);
  const location = searchParams.has('logout_uri') ? readLogoutUri(context, searchParams) : readNextSignIn(context, searchParams, search);
  const { pool } = requireClient(searchParams.get('client_id'), context);
  const response = redirectTo(location);
  response.headers.set('set-cookie', endVisit(context, pool, request));
  return response;
}

function readLogoutUri(context: UserPoolContext, query: URLSearchParams): string {
  const { client } = requireClient(query.get('client_id'), context);
  const { logoutUrls, callbackUrls = [] } = client.managedLogin ?? {};
  const uri = query.get('logout_uri') ?? '';
  if ((logoutUrls ?? callbackUrls).includes(uri)) return uri;
  throw new OAuthError('redirect_mismatch', `The sign-out URLs of the app client do not list "${uri}" to the letter.`);
}

function readNextSignIn(context: UserPoolContext, query: URLSearchParams, search: string): string {
  readReturnAddress(query, context);
  return `/login${search}`;
}
