import {
  CredentialsError,
  systemClock,
  systemEnvironment,
  type Clock,
  type CredentialProvider,
  type CredentialScopeRequest,
  type Environment,
  type Session,
  type StoragePort,
  type User,
} from '@valetkey/core';
import type { SessionLimits } from '../tokens/keptSession.ts';
import { checkCookieName } from '../tokens/sessionCookie.ts';
import type { SessionStore } from '../tokens/sessionStore.ts';
import type { BrokerEvent } from './brokerEvent.ts';
import { DEFAULT_RATE_LIMIT, type RateLimit } from './createRateLimit.ts';

/** The cookie by which a broker knows a person. It is always HttpOnly, Secure, SameSite=Strict, and of this host alone. */
export interface BrokerCookieOptions {
  /** Begins with `__Host-`. Default {@link DEFAULT_COOKIE_NAME}. */
  readonly name?: string;
  /** The session ends so long after the sign-in, ms. Default 12 hours. Range 1 minute – 400 days. */
  readonly maxAgeMs?: number;
  /**
   * It ends so long after credentials were last asked for, ms. A page that is open asks once in the life of its credentials, so this
   * must be longer than that. Default 2 hours, or `maxAgeMs`. Range 1 minute – `maxAgeMs`.
   */
  readonly idleMs?: number;
}

/** What {@link createBroker} takes. */
export interface BrokerOptions {
  /**
   * Makes the session of a person, whose tokens are in `storage`: `(storage) => createUserPoolSession({ …, storage })`. Called for
   * each request.
   */
  readonly session: (storage: StoragePort) => Session;
  /**
   * Makes the provider of what the person's page is given: short-lived, and no more than the page needs.
   * @param storage - Keeps identity ids (`fromCognitoIdentityPool({ …, storage })`), which spares a call.
   */
  readonly credentials: (session: Session, storage: StoragePort) => CredentialProvider;
  /**
   * What sessions are sealed with: the current key first, then those being replaced. Random text of at least 43 characters, from
   * wherever your server has its secrets; `openssl rand -base64 32` makes one.
   */
  readonly keys: readonly string[];
  /** Keeps sessions on the server, so that the cookie is small and a sign-out is final. Default: the cookie holds everything. */
  readonly sessions?: SessionStore;
  readonly cookie?: BrokerCookieOptions;
  /** Sibling origins that may ask too, like `https://app.example.com`. Another *site* never gets the cookie sent along. Default: none. */
  readonly allowedOrigins?: readonly string[];
  /** The header that every request must have. Default {@link DEFAULT_BROKER_HEADER}. */
  readonly header?: string;
  /**
   * Lets pages ask for less than `credentials` gives (`?scope=…`, see `fromHttp`): returns what of it is granted. Throw to refuse.
   * Default: no page may ask.
   */
  readonly scope?: (asked: CredentialScopeRequest, user: User) => CredentialScopeRequest;
  /** How often one session may ask, in this process. Default 60 requests a minute. */
  readonly rateLimit?: RateLimit;
  /** Told what happens. Nothing in it is secret. What it throws is ignored. */
  readonly onEvent?: (event: BrokerEvent) => void;
  readonly clock?: Clock;
  readonly environment?: Environment;
}

/** The options, complete and checked. */
export interface ResolvedBrokerOptions extends Required<Omit<BrokerOptions, 'cookie' | 'sessions' | 'scope'>> {
  readonly sessions: SessionStore | undefined;
  readonly scope: BrokerOptions['scope'] | undefined;
  readonly cookieName: string;
  readonly limits: SessionLimits;
}

export const DEFAULT_COOKIE_NAME = '__Host-valetkey';
/** The header that proves that a request was made by a script of an allowed origin. */
export const DEFAULT_BROKER_HEADER = 'x-valetkey';
/** NIST SP 800-63B, AAL2: sign in again after twelve hours. */
export const DEFAULT_SESSION_MAX_AGE_MS: number = 12 * 3_600_000;
/** Twice the life of what an identity pool gives. */
export const DEFAULT_SESSION_IDLE_MS: number = 2 * 3_600_000;

const MINUTE_MS = 60_000;
const LONGEST_MS = 400 * 86_400_000;

/**
 * Completes and checks a broker's options, also in production: a broker that is set up wrong must not start.
 * @throws CredentialsError `INVALID_OPTION`.
 */
export function resolveBrokerOptions(options: BrokerOptions): ResolvedBrokerOptions {
  const { session, credentials, keys, sessions, scope, allowedOrigins = [], header = DEFAULT_BROKER_HEADER } = options;
  const { name: cookieName = DEFAULT_COOKIE_NAME, maxAgeMs = DEFAULT_SESSION_MAX_AGE_MS } = options.cookie ?? {};
  const idleMs = options.cookie?.idleMs ?? Math.min(DEFAULT_SESSION_IDLE_MS, maxAgeMs);
  const { rateLimit = DEFAULT_RATE_LIMIT, clock = systemClock, environment = systemEnvironment } = options;
  for (const [what, value] of Object.entries({ session, credentials })) {
    if (typeof value !== 'function') throw invalid(`${what} is no function.`);
  }
  checkCookieName(cookieName);
  if (!(maxAgeMs >= MINUTE_MS && maxAgeMs <= LONGEST_MS)) throw invalid('cookie.maxAgeMs: 1 minute to 400 days, in ms.');
  if (!(idleMs >= MINUTE_MS && idleMs <= maxAgeMs)) throw invalid('cookie.idleMs: 1 minute to cookie.maxAgeMs, in ms.');
  if (!(rateLimit.requests >= 1 && rateLimit.perMs >= 1_000)) throw invalid('rateLimit: at least 1 request, in at least 1,000 ms.');
  for (const origin of allowedOrigins) checkAllowedOrigin(origin);
  // The headers that a page may send without being asked (Fetch standard, "CORS-safelisted request-header") prove nothing.
  if (!/^x-[\w-]+$/i.test(header)) throw invalid('header: a name that begins with "x-".');
  return {
    session,
    credentials,
    keys,
    sessions,
    scope,
    allowedOrigins,
    header: header.toLowerCase(),
    rateLimit,
    cookieName,
    limits: { maxAgeMs, idleMs },
    onEvent: options.onEvent ?? nothing,
    clock,
    environment,
  };
}

function checkAllowedOrigin(origin: string): void {
  if (URL.canParse(origin)) {
    const { origin: same, protocol, hostname } = new URL(origin);
    // RFC 6761: these names lead to this machine alone.
    if (same === origin && (protocol === 'https:' || /(^|\.)localhost$/.test(hostname))) return;
  }
  throw invalid('allowedOrigins: whole origins without a path, like "https://app.example.com". There are no wildcards.');
}

function invalid(detail: string): CredentialsError {
  return new CredentialsError('INVALID_OPTION', { detail });
}

function nothing(): void {}
