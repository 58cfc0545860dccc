import { CognitoError } from '../cognitoWire/cognitoError.ts';
import { closeChallenge, findChallenge, openChallenge } from '../userPool/challenge.ts';
import { sendCode } from '../userPool/confirmationCode.ts';
import { mfaKindsOf } from '../userPool/continueSignIn.ts';
import { findUser, incorrectCredentials } from '../userPool/findUser.ts';
import { redeemMfaCode } from '../userPool/mfaCode.ts';
import { forgiveFailedSignIns } from '../userPool/signInLockout.ts';
import type { UserPoolContext } from '../userPool/userPoolContext.ts';
import type { MfaKind, UserState } from '../userPool/userPoolState.ts';
import { verifyPassword } from '../userPool/verifyPassword.ts';
import type { AuthorizationRequest } from './authorizationRequest.ts';
import { beginVisit } from './loginVisit.ts';
import { OAuthError } from './oauthError.ts';
import { sendBackCode, sendBackError } from './sendBack.ts';
import { codePage, signInPage } from './signInPage.ts';

/** `POST /login`: what somebody has typed into the sign-in page. */
export function answerSignIn(context: UserPoolContext, request: AuthorizationRequest, search: string, form: URLSearchParams): Response {
  if (form.has('cancel')) return sendBackError(request, new OAuthError('access_denied', 'The person has cancelled.'));
  const read = (name: string): string => form.get(name) ?? '';
  const username = read('username');
  return form.has('session')
    ? answerCode(context, request, search, { session: read('session'), username, code: read('code').replaceAll(/\D/g, '') })
    : answerPassword(context, request, search, username, read('password'));
}

function answerPassword(context: UserPoolContext, request: AuthorizationRequest, search: string, username: string, password: string): Response {
  const { pool } = request.found;
  try {
    const user = findUser(pool, username.trim());
    if (user === undefined) throw incorrectCredentials();
    verifyPassword(context, pool, user, password);
    requireReady(user, pool.mfa);
    const kinds = mfaKindsOf(user);
    const kind = kinds.find((one) => one === user.preferredMfa) ?? kinds[0];
    return kind === undefined ? signedIn(context, request, user) : askCode(context, request, search, user, kind);
  } catch (error) {
    return signInPage({ search, username, problem: problemOf(error) });
  }
}

interface TypedCode {
  readonly session: string;
  readonly username: string;
  readonly code: string;
}

function answerCode(context: UserPoolContext, request: AuthorizationRequest, search: string, typed: TypedCode): Response {
  const { session, username, code } = typed;
  const { pool, client } = request.found;
  const user = findUser(pool, username);
  const kind = user === undefined ? undefined : mfaKindsOf(user).find((one) => pool.challenges[session]?.name === one);
  try {
    if (user === undefined || kind === undefined) throw new CognitoError('NotAuthorizedException', 'Invalid session for the user.');
    const challenge = findChallenge(context, pool, { handle: session, clientId: client.id, name: kind });
    if (challenge.username !== user.username) throw new CognitoError('NotAuthorizedException', 'Invalid session for the user.');
    redeemMfaCode(context, pool, session, user, kind, code);
    closeChallenge(context, pool, session);
    return signedIn(context, request, user);
  } catch (error) {
    const problem = problemOf(error);
    const isOver = kind === undefined || !Object.hasOwn(pool.challenges, session);
    if (isOver) return signInPage({ search, username: '', problem });
    return codePage({ search, session, username, isTexted: kind === 'SMS_MFA', problem });
  }
}

function askCode(context: UserPoolContext, { found }: AuthorizationRequest, search: string, user: UserState, kind: MfaKind): Response {
  if (kind === 'SMS_MFA') sendCode(context, user, 'sms-mfa');
  const session = openChallenge(context, found.pool, { name: kind, clientId: found.client.id, username: user.username });
  return codePage({ search, session, username: user.username, isTexted: kind === 'SMS_MFA' });
}

function signedIn(context: UserPoolContext, request: AuthorizationRequest, user: UserState): Response {
  forgiveFailedSignIns(user);
  const { visit, cookie } = beginVisit(context, request.found.pool, user.username);
  const response = sendBackCode(context, request, visit);
  response.headers.set('set-cookie', cookie);
  return response;
}

/** Accepts an account that needs nothing else first. The pages of the emulator neither confirm accounts nor set passwords. */
function requireReady(user: UserState, mfa: 'optional' | 'required'): void {
  if (!user.enabled) throw new CognitoError('NotAuthorizedException', 'User is disabled.');
  const isReady = user.status === 'CONFIRMED' && (mfa === 'optional' || mfaKindsOf(user).length > 0);
  if (!isReady) {
    throw new CognitoError('NotAuthorizedException', 'This account has to be completed first, which the emulator’s page does not offer.');
  }
}

function problemOf(error: unknown): string {
  if (error instanceof CognitoError) return error.message;
  throw error;
}
