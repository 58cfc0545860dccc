import { base64url } from 'jose';
import { readOwn } from '../awsHttp/ownProperty.ts';
import { sha256, utf8 } from '../bytes.ts';
import { constantTimeEqual } from '../constantTimeEqual.ts';
import { secretDigest } from '../secretDigest.ts';
import type { FoundClient, UserPoolContext } from '../userPool/userPoolContext.ts';
import type { UserPoolState } from '../userPool/userPoolState.ts';
import { managedLoginOf, type AuthorizationCodeState } from './managedLoginState.ts';
import { OAuthError } from './oauthError.ts';

/** How long a code works, in ms: Cognito's five minutes. */
export const CODE_LIFETIME_MS: number = 5 * 60 * 1000;

/** Makes a code. */
export function createCode(context: UserPoolContext, pool: UserPoolState, granted: AuthorizationCodeState): string {
  const code = crypto.randomUUID();
  managedLoginOf(pool, context.clock.now()).codes[secretDigest(code)] = granted;
  context.changed();
  return code;
}

/** What a code is presented with. */
export interface CodeClaim {
  readonly code: string;
  readonly redirectUri: string;
  readonly codeVerifier: string | undefined;
}

/**
 * Accepts a code once, from the app client it was made for, with the redirect URI of the request and the verifier of its
 * challenge. Whoever presents it wrongly has used it up.
 * @throws OAuthError `invalid_grant`.
 */
export function redeemCode(context: UserPoolContext, { pool, client }: FoundClient, claim: CodeClaim): AuthorizationCodeState {
  const { codes } = managedLoginOf(pool, context.clock.now());
  const key = secretDigest(claim.code);
  const granted = readOwn(codes, key);
  if (granted === undefined) throw invalidGrant('The code is unknown, used or expired.');
  delete codes[key];
  context.changed();
  if (granted.clientId !== client.id) throw invalidGrant('The code was made for another app client.');
  if (granted.redirectUri !== claim.redirectUri) throw invalidGrant('redirect_uri is not that of the authorization request.');
  if (!isVerified(granted.codeChallenge, claim.codeVerifier)) throw invalidGrant('code_verifier does not fit the code_challenge.');
  return granted;
}

/** RFC 7636, section 4.6. A verifier without a challenge says that somebody has taken the challenge away. */
function isVerified(challenge: string | undefined, verifier: string | undefined): boolean {
  if (challenge === undefined || verifier === undefined) return challenge === verifier;
  return /^[\w.~-]{43,128}$/.test(verifier) && constantTimeEqual(base64url.encode(sha256(utf8(verifier))), challenge);
}

function invalidGrant(message: string): OAuthError {
  return new OAuthError('invalid_grant', message);
}
