import { CredentialsError } from '@valetkey/core';
import type { PageEnvironment } from '../environment.ts';
import { checkUserPoolOptions, type UserPoolOptions } from '../openUserPool.ts';
import { urlOfDomain } from './urlOfDomain.ts';

/** What is asked for unless the app says otherwise. */
export const DEFAULT_SCOPES: readonly string[] = ['openid', 'email'];

// RFC 6749, section 4.1.2, and RFC 9207.
const ANSWERS: ReadonlySet<string> = new Set(['code', 'state', 'error', 'error_description', 'error_uri', 'iss']);

/** What `createManagedLoginSession` takes. */
export interface ManagedLoginSessionOptions extends UserPoolOptions {
  /** Where the sign-in pages are: `album.auth.eu-west-1.amazoncognito.com`, or a domain of your own. A whole URL may name a port. */
  readonly domain: string;
  /**
   * Where people come back to, e.g. `https://album.example/callback`: listed among the app client's callback URLs to the
   * letter. Its `code` and `error` are read and removed, so the app must not use these names there.
   */
  readonly redirectUri: string;
  /** Where people come back to from `signOut({ hostedUi: true })`: listed among the sign-out URLs. Default `redirectUri`. */
  readonly logoutUri?: string;
  /**
   * What the tokens are for; the app client must allow each. `openid` has to be among them. `signOut({ everywhere: true })`
   * needs `aws.cognito.signin.user.admin`, which lets whoever has the access token change the account. Default
   * {@link DEFAULT_SCOPES}.
   */
  readonly scopes?: readonly string[];
  /** The `iss` of the pool's ID tokens. Default `https://cognito-idp.REGION.amazonaws.com/POOL`. */
  readonly issuer?: string;
  readonly page?: PageEnvironment;
}

/**
 * Checks these options, for development.
 * @throws CredentialsError `INVALID_OPTION`.
 */
export function checkManagedLoginOptions(options: ManagedLoginSessionOptions): void {
  checkUserPoolOptions(options);
  const { domain, redirectUri, logoutUri = redirectUri, scopes = DEFAULT_SCOPES } = options;
  if (typeof domain !== 'string' || !isSafe(urlOfDomain(domain))) {
    refuse('domain is not like "album.auth.eu-west-1.amazoncognito.com" or "https://login.album.example".');
  }
  for (const [name, uri] of Object.entries({ redirectUri, logoutUri })) {
    if (!isSafe(uri)) refuse(`${name} is not like "https://album.example/callback": it is absolute, and https except on this machine.`);
  }
  if (new URL(redirectUri).hash !== '') refuse('redirectUri has a fragment, which no callback URL may have.');
  // Browsers read it as the name of a host, and refuse to show it.
  if (new URL(redirectUri).pathname.startsWith('//')) refuse('redirectUri has two slashes where its path begins.');
  const taken = [...new URL(redirectUri).searchParams.keys()].find((name) => ANSWERS.has(name));
  if (taken !== undefined) refuse(`redirectUri has a parameter "${taken}" of its own, which is a name that the answer uses.`);
  if (!scopes.includes('openid')) refuse('scopes lacks "openid", without which there is no ID token.');
}

function isSafe(url: unknown): boolean {
  return typeof url === 'string' && URL.canParse(url) && /^(https:|http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|\/|$))/.test(url);
}

function refuse(detail: string): never {
  throw new CredentialsError('INVALID_OPTION', { detail });
}
