import {
  createMemoryStorage,
  createServerClock,
  CredentialsError,
  parseRegion,
  systemClock,
  systemEnvironment,
  type RedirectOptions,
  type Session,
} from '@valetkey/core';
import { systemPage } from '../environment.ts';
import { endSignIn } from '../signIn/createSignInFlow.ts';
import { createSession, DEFAULT_TOKEN_REFRESH_WINDOW_MS } from '../tokens/createSession.ts';
import { createUserPoolApi } from '../wire/createUserPoolApi.ts';
import { createRedirectSignIn } from './createRedirectSignIn.ts';
import { forgetNonce, tokenFormatWithoutNonce } from './forgetNonce.ts';
import { checkManagedLoginOptions, DEFAULT_SCOPES, type ManagedLoginSessionOptions } from './managedLoginSessionOptions.ts';
import { urlOfDomain } from './urlOfDomain.ts';

declare const process: { readonly env: { readonly NODE_ENV?: string } };

/** A session whose sign-in happens on the user pool's own pages. */
export interface ManagedLoginSession extends Session {
  /**
   * Leaves for the sign-in page. Never rejects: what went wrong is `signIn.getSnapshot().error`, as with every sign-in.
   * The `submit` of the sign-in's step `redirect` does the same.
   */
  readonly signInWithRedirect: (options?: RedirectOptions) => Promise<void>;
  /**
   * Takes what the sign-in page has sent somebody back with out of the address, at once, and completes the sign-in.
   * `start()` does so as well; call this first thing in the app, before a router reads the address and before anything is
   * loaded that would tell the address to others. Never rejects.
   * @returns The path that the address shows from now on, when the sign-in has ended, well or not; `undefined` for a page
   * that nobody was sent back to.
   */
  readonly completeSignIn: () => Promise<string | undefined>;
}

/**
 * A session of an Amazon Cognito user pool that signs people in on the pool's own pages (managed login, formerly the hosted
 * UI): OAuth 2.0 authorization code with PKCE (S256), state and nonce. Passwords, second factors, passkeys and social
 * identity providers are the pages' business. Refresh, storage, tabs and sign-out are those of `createUserPoolSession`.
 * Constructing it sends and reads nothing.
 * @throws CredentialsError `INVALID_USER_POOL_ID`, `REGION_MISMATCH`, `WEB_CRYPTO_MISSING` on a plain-http page, or
 * `INVALID_OPTION`: in production where `domain` or `redirectUri` is missing, in development for all that cannot work.
 */
export function createManagedLoginSession(options: ManagedLoginSessionOptions): ManagedLoginSession {
  const { userPoolId, userPoolClientId: clientId, clock = systemClock, environment = systemEnvironment, page = systemPage } = options;
  const { storage = createMemoryStorage(), refreshWindowMs = DEFAULT_TOKEN_REFRESH_WINDOW_MS, scopes = DEFAULT_SCOPES } = options;
  const { domain, redirectUri, logoutUri = redirectUri } = options;
  const region = parseRegion(userPoolId, /^_[\da-z]{1,55}$/i, 'INVALID_USER_POOL_ID', options.region);
  const awsUrl = `https://cognito-idp.${region}.amazonaws.com/`;
  const { endpoint = awsUrl, issuer = awsUrl + userPoolId } = options;
  if (process.env.NODE_ENV !== 'production') checkManagedLoginOptions(options);
  // In production too: it is that build whose environment lacks them.
  if (!domain || !redirectUri) throw new CredentialsError('INVALID_OPTION', { detail: 'domain, redirectUri' });
  const { crypto } = environment;
  if (crypto === undefined) throw new CredentialsError('WEB_CRYPTO_MISSING');

  const { origin: pages } = new URL(urlOfDomain(domain));
  const slot = `valetkey:v1:${userPoolId}:${clientId}`;
  const serverClock = createServerClock(clock);
  const api = createUserPoolApi(endpoint, clientId, clock, environment, serverClock);
  const record = storage.open(`${slot}:session`, tokenFormatWithoutNonce);
  const { adopt, ...session } = createSession(
    {
      ...record,
      // Who is signed in is not known before a sign-in that has just come back is through.
      async read() {
        await completeSignIn();
        return record.read();
      },
    },
    { ...api, refresh: async (tokens, signal) => forgetNonce(await api.refresh(tokens, signal)) },
    clock,
    serverClock,
    environment,
    refreshWindowMs,
    (reason) => endSignIn(signIn, reason),
  );
  const { signIn, signInWithRedirect, completeSignIn } = createRedirectSignIn({
    pages,
    clientId,
    redirectUri,
    scopes,
    issuer,
    slot: `${slot}:redirect`,
    adopt: (tokens, isCurrent) => adopt(forgetNonce(tokens), isCurrent),
    revoke: api.revoke,
    crypto,
    clock,
    environment,
    serverClock,
    page,
  });

  return {
    ...session,
    signIn,
    signInWithRedirect,
    completeSignIn,
    start() {
      void completeSignIn();
      return session.start();
    },
    async signOut(how) {
      const failure = await session.signOut(how);
      // Without a network there is no page to go to, and this one could not be come back to.
      if (how?.hostedUi && failure?.code !== 'NETWORK') {
        page.leave(`${pages}/logout?${new URLSearchParams({ client_id: clientId, logout_uri: logoutUri }).toString()}`);
      }
      return failure;
    },
  };
}
