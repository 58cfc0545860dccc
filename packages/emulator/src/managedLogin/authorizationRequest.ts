import { findClient, type FoundClient, type UserPoolContext } from '../userPool/userPoolContext.ts';
import { OAuthError } from './oauthError.ts';
import { KNOWN_SCOPES } from './scopes.ts';

/** What an app asks of the sign-in pages. */
export interface AuthorizationRequest {
  readonly found: FoundClient;
  readonly redirectUri: string;
  readonly state: string | undefined;
  readonly scopes: readonly string[];
  readonly nonce: string | undefined;
  readonly codeChallenge: string | undefined;
  readonly prompt: string | undefined;
  readonly loginHint: string | undefined;
}

/** The part of a request that decides where its answer goes. */
export interface ReturnAddress {
  readonly found: FoundClient;
  readonly redirectUri: string;
  readonly state: string | undefined;
}

/**
 * Reads where the answer is to go. Nobody is sent anywhere before that is known to be right.
 * @throws OAuthError for the person to read: there is no address to send it to.
 */
export function readReturnAddress(query: URLSearchParams, context: UserPoolContext): ReturnAddress {
  const found = requireClient(query.get('client_id'), context);
  const redirectUri = query.get('redirect_uri') ?? '';
  const { managedLogin } = found.client;
  if (managedLogin === undefined) {
    throw new OAuthError('unauthorized_client', 'Managed login is off for this app client: seed it with managedLogin: { callbackUrls: […] }.');
  }
  if (!managedLogin.callbackUrls.includes(redirectUri)) {
    throw new OAuthError('redirect_mismatch', `The callback URLs of the app client do not list "${redirectUri}" to the letter.`);
  }
  return { found, redirectUri, state: query.get('state') ?? undefined };
}

/**
 * Reads the rest of the request.
 * @throws OAuthError to be sent back to the app.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
 */
export function readAuthorizationRequest(query: URLSearchParams, address: ReturnAddress): AuthorizationRequest {
  const read = (name: string): string | undefined => query.get(name) ?? undefined;
  const responseType = read('response_type');
  if (responseType === 'token') throw new OAuthError('unauthorized_client', 'The app client does not allow the implicit grant.');
  if (responseType !== 'code') throw new OAuthError('invalid_request', 'response_type must be code.');
  const codeChallenge = read('code_challenge');
  const method = read('code_challenge_method');
  if ((codeChallenge === undefined) !== (method === undefined) || (method !== undefined && method !== 'S256')) {
    throw new OAuthError('invalid_request', 'code_challenge needs code_challenge_method=S256.');
  }
  if (codeChallenge !== undefined && !/^[\w-]{43}$/.test(codeChallenge)) {
    throw new OAuthError('invalid_request', 'code_challenge is no SHA-256 in base64url.');
  }
  const provider = read('identity_provider');
  if (provider !== undefined && provider !== 'COGNITO') {
    throw new OAuthError('invalid_request', 'The emulator’s user pools have no other identity provider than COGNITO.');
  }
  return {
    ...address,
    scopes: grantedScopes(read('scope'), address.found),
    nonce: read('nonce'),
    codeChallenge,
    prompt: read('prompt'),
    loginHint: read('login_hint'),
  };
}

/** The app client a request names. */
export function requireClient(clientId: string | null, context: UserPoolContext): FoundClient {
  try {
    return findClient(context, clientId ?? '');
  } catch {
    throw new OAuthError('invalid_client', 'There is no such app client.');
  }
}

function grantedScopes(asked: string | undefined, { client }: FoundClient): readonly string[] {
  const allowed = client.managedLogin?.scopes ?? KNOWN_SCOPES;
  if (asked === undefined) return allowed;
  const scopes = asked.split(' ').filter((scope) => scope !== '');
  const refused = scopes.find((scope) => !allowed.includes(scope));
  if (refused !== undefined) throw new OAuthError('invalid_scope', 'The app client does not allow a scope that was asked for.');
  return scopes;
}
