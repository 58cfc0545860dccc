import { CODE_LIFETIME_MS, createCode } from './authorizationCode.ts';
import type { AuthorizationRequest, ReturnAddress } from './authorizationRequest.ts';
import type { LoginVisitState } from './managedLoginState.ts';
import type { OAuthError } from './oauthError.ts';
import type { UserPoolContext } from '../userPool/userPoolContext.ts';

/** Sends the person back to the app with a code. */
export function sendBackCode(context: UserPoolContext, request: AuthorizationRequest, visit: LoginVisitState): Response {
  const now = context.clock.now();
  const { found, redirectUri, scopes, nonce, codeChallenge } = request;
  const code = createCode(context, found.pool, {
    clientId: found.client.id,
    redirectUri,
    username: visit.username,
    scopes,
    authenticatedAt: visit.authenticatedAt,
    expiresAt: now + CODE_LIFETIME_MS,
    ...(nonce === undefined ? {} : { nonce }),
    ...(codeChallenge === undefined ? {} : { codeChallenge }),
  });
  return sendBack(request, { code });
}

/** Sends the person back to the app with a refusal. */
export function sendBackError(address: ReturnAddress, { code, message }: OAuthError): Response {
  return sendBack(address, { error: code, error_description: message });
}

function sendBack({ redirectUri, state }: ReturnAddress, answer: Readonly<Record<string, string>>): Response {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  if (state !== undefined) url.searchParams.set('state', state);
  return redirectTo(url.href);
}

/** Sends the browser elsewhere. */
export function redirectTo(location: string): Response {
  return new Response(null, { status: 302, headers: { location, 'cache-control': 'no-store' } });
}
