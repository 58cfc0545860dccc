import { CredentialsError, type GetTokensOptions, type Session } from '@valetkey/core';

/**
 * Gets the current token of whoever is signed in. Called each time credentials are obtained, with `forceRefresh: true` after
 * the token it gave was refused as expired; `undefined` means that nobody is signed in.
 */
export type TokenFunction = (options: GetTokensOptions) => string | undefined | Promise<string | undefined>;

/**
 * The token of whoever is signed in at this moment: of a session, its ID token.
 * @throws CredentialsError `NOT_SIGNED_IN` or `SESSION_EXPIRED` when nobody is.
 */
export async function resolveToken(source: TokenFunction | Session, options: GetTokensOptions): Promise<string> {
  const token = typeof source === 'function' ? await source(options) : (await source.getTokens(options)).idToken;
  // An empty token is what "not signed in" looks like in apps that keep it in a string.
  if (!token) throw new CredentialsError('NOT_SIGNED_IN');
  return token;
}
