import {
  createMemoryStorage,
  createServerClock,
  CredentialsError,
  parseRegion,
  systemClock,
  systemEnvironment,
  type Clock,
  type Environment,
  type Session,
  type StoragePort,
} from '@valetkey/core';
import { createSignInFlow, endSignIn } from './signIn/createSignInFlow.ts';
import { createUserPoolSignIn } from './signIn/createUserPoolSignIn.ts';
import { checkRefreshWindow, createSession, DEFAULT_TOKEN_REFRESH_WINDOW_MS } from './tokens/createSession.ts';
import { tokenFormat } from './tokens/tokenFormat.ts';
import { createUserPoolApi, type UserPoolApi } from './wire/createUserPoolApi.ts';

declare const process: { readonly env: { readonly NODE_ENV?: string } };

/** What every session of a user pool takes. */
export interface UserPoolOptions {
  /** For example `eu-west-1_AbCdEf123`. */
  readonly userPoolId: string;
  /** The id of a public app client: one without a secret. */
  readonly userPoolClientId: string;
  /** Checked against the region in the pool id. Default: that region. */
  readonly region?: string;
  /** URL of the service. Default `https://cognito-idp.REGION.amazonaws.com/`. */
  readonly endpoint?: string;
  /** Where tokens live between page loads. Default memory: a reload signs out, and nothing secret is written anywhere. */
  readonly storage?: StoragePort;
  /** Tokens are refreshed when asked for this long before they expire, ms. Default 60 000. Range 0–240 000. */
  readonly refreshWindowMs?: number;
  readonly clock?: Clock;
  readonly environment?: Environment;
}

/** What `createUserPoolSession` and `createSignInOnlySession` take. */
export interface UserPoolSessionOptions extends UserPoolOptions {
  /**
   * `'srp'` proves the password without sending it. `'password'` sends it over TLS: one round trip less, for pools whose
   * migration trigger needs to see it. Default `'srp'`.
   */
  readonly authFlow?: 'srp' | 'password';
}

/**
 * Checks what every session of a user pool takes, for development.
 * @throws CredentialsError `INVALID_OPTION`.
 */
export function checkUserPoolOptions({ userPoolClientId, refreshWindowMs = DEFAULT_TOKEN_REFRESH_WINDOW_MS }: UserPoolOptions): void {
  // API reference, ClientIdType. An environment variable that is not set would read as "undefined".
  if (typeof userPoolClientId !== 'string' || !/^[\w+]{1,128}$/.test(userPoolClientId)) {
    throw new CredentialsError('INVALID_OPTION', { detail: 'userPoolClientId is not like "1example23456789".' });
  }
  checkRefreshWindow(refreshWindowMs);
}

/**
 * The wire client of a user pool, and its session without sign-up and password reset. Sends and reads nothing.
 * @throws CredentialsError `INVALID_USER_POOL_ID`, `REGION_MISMATCH`, `WEB_CRYPTO_MISSING` on a plain-http page, or, in
 * development, `INVALID_OPTION`.
 */
export function openUserPool(options: UserPoolSessionOptions): { readonly api: UserPoolApi; readonly session: Session } {
  const { userPoolId, userPoolClientId, clock = systemClock, environment = systemEnvironment } = options;
  const { storage = createMemoryStorage(), authFlow = 'srp', refreshWindowMs = DEFAULT_TOKEN_REFRESH_WINDOW_MS } = options;
  const region = parseRegion(userPoolId, /^_[\da-z]{1,55}$/i, 'INVALID_USER_POOL_ID', options.region);
  const { endpoint = `https://cognito-idp.${region}.amazonaws.com/` } = options;
  if (process.env.NODE_ENV !== 'production') checkUserPoolOptions(options);
  const { crypto } = environment;
  if (!crypto) throw new CredentialsError('WEB_CRYPTO_MISSING');

  const serverClock = createServerClock(clock);
  const api = createUserPoolApi(endpoint, userPoolClientId, clock, environment, serverClock);
  const { adopt, ...session } = createSession(
    storage.open(`valetkey:v1:${userPoolId}:${userPoolClientId}:session`, tokenFormat),
    api,
    clock,
    serverClock,
    environment,
    refreshWindowMs,
    (reason) => endSignIn(signIn, reason),
  );
  const poolName = userPoolId.slice(region.length + 1);
  const signIn = createSignInFlow(createUserPoolSignIn(api, authFlow, poolName, crypto, serverClock), adopt);
  return { api, session: { ...session, signIn } };
}
