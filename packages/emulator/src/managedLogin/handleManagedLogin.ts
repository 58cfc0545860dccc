import type { UserPoolContext } from '../userPool/userPoolContext.ts';
import { readAuthorizationRequest, readReturnAddress, type AuthorizationRequest } from './authorizationRequest.ts';
import { escapeHtml, htmlPage } from './htmlPage.ts';
import { findVisit } from './loginVisit.ts';
import { managedLoginOperation } from './managedLoginOperation.ts';
import { OAuthError, oauthErrorAnswer } from './oauthError.ts';
import { redirectTo, sendBackCode, sendBackError } from './sendBack.ts';
import { answerSignIn } from './signIn.ts';
import { signInPage } from './signInPage.ts';
import { answerSignOut } from './signOut.ts';
import { answerRevoke, answerToken } from './token.ts';
import { answerUserInfo } from './userInfo.ts';

/** Managed login, formerly the hosted UI: the sign-in pages of the user pools, and their OAuth 2.0 endpoints. */
export async function handleManagedLogin(request: Request, context: UserPoolContext): Promise<Response> {
  const operation = managedLoginOperation(request, []);
  switch (operation) {
    case 'Authorize':
      return answerPage(request, context, (asked, search) => authorize(context, request, asked, search));
    case 'ShowSignIn':
      return answerPage(request, context, ({ loginHint = '' }, search) => signInPage({ search, username: loginHint }));
    case 'SignIn': {
      const form = await readForm(request);
      return answerPage(request, context, (asked, search) => answerSignIn(context, asked, search, form));
    }
    case 'SignOut':
      return orErrorPage(() => answerSignOut(context, request));
    case 'Token':
      return orErrorAnswer(async () => answerToken(context, await readForm(request)));
    case 'UserInfo':
      return orErrorAnswer(() => answerUserInfo(context, request));
    case 'Revoke':
      return orErrorAnswer(async () => answerRevoke(context, await readForm(request)));
    case undefined:
      throw new TypeError('The request is for another service.');
    default:
      return operation satisfies never;
  }
}

/** `GET /oauth2/authorize`: straight back where somebody is signed in at the pages, else to the sign-in page. */
function authorize(context: UserPoolContext, request: Request, asked: AuthorizationRequest, search: string): Response {
  const visit = asked.prompt === 'login' ? undefined : findVisit(context, asked.found.pool, request);
  if (visit !== undefined) return sendBackCode(context, asked, visit);
  if (asked.prompt === 'none') throw new OAuthError('login_required', 'Nobody is signed in at the sign-in pages.');
  return redirectTo(`/login${search}`);
}

/** Answers an authorization request, or says what is wrong with it: to the app where that can be trusted, else to the person. */
function answerPage(
  request: Request,
  context: UserPoolContext,
  answer: (asked: AuthorizationRequest, search: string) => Response,
): Response {
  const { searchParams, search } = new URL(request.url);
  return orErrorPage(() => {
    const address = readReturnAddress(searchParams, context);
    try {
      return answer(readAuthorizationRequest(searchParams, address), search);
    } catch (error) {
      if (error instanceof OAuthError) return sendBackError(address, error);
      throw error;
    }
  });
}

function orErrorPage(answer: () => Response): Response {
  try {
    return answer();
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error;
    return htmlPage(error.code, `<p>${escapeHtml(error.message)}</p>`, error.status);
  }
}

async function orErrorAnswer(answer: () => Promise<Response>): Promise<Response> {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof OAuthError) return oauthErrorAnswer(error);
    throw error;
  }
}

async function readForm(request: Request): Promise<URLSearchParams> {
  return new URLSearchParams(await request.text());
}
