import type { GetTokensOptions, Session } from '@valetkey/core';
import { hasCode } from '../wire/hasCode.ts';
import type { LoginTokens } from '../wire/createIdentityPoolApi.ts';

/**
 * A token, or a function that gets the current one. It is called each time credentials are obtained, with
 * `forceRefresh: true` after the token it gave was refused as expired; `undefined` means that nobody is signed in.
 */
export type LoginToken = string | ((options: GetTokensOptions) => string | undefined | Promise<string | undefined>);

/** Tokens by login provider, e.g. `{ 'accounts.google.com': () => google.getIdToken() }`. None means nobody is signed in. */
export type Logins = Readonly<Record<string, LoginToken>>;

/** Where an identity pool's logins come from. */
export type LoginsSource = Session | Logins | Promise<Logins> | (() => Logins | Promise<Logins>);

/**
 * Gets the tokens of whoever is signed in at this moment.
 * @returns `undefined` when nobody is.
 * @throws CredentialsError `SESSION_EXPIRED` when a session ended by itself: its person is told, not turned into a guest.
 */
export async function resolveLogins(source: LoginsSource, options: GetTokensOptions): Promise<LoginTokens | undefined> {
  if (isSession(source)) return readSession(source, options);
  const tokens: Record<string, string> = {};
  for (const [provider, login] of Object.entries(await (typeof source === 'function' ? source() : source))) {
    const token = typeof login === 'function' ? await login(options) : login;
    // An empty token is what "not signed in" looks like in apps that keep it in a string.
    if (token) tokens[provider] = token;
  }
  return Object.keys(tokens).length === 0 ? undefined : tokens;
}

/** Tells a {@link Session} from a record of tokens. */
export function isSession(source: LoginsSource | undefined): source is Session {
  return typeof source === 'object' && 'getTokens' in source;
}

async function readSession(session: Session, options: GetTokensOptions): Promise<LoginTokens | undefined> {
  try {
    const { claims, idToken } = await session.getTokens(options);
    return { [claims.iss.replace(/^https?:\/\//, '')]: idToken };
  } catch (error) {
    if (hasCode(error, 'NOT_SIGNED_IN')) return undefined;
    throw error;
  }
}
