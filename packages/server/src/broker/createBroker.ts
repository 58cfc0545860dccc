import type { CredentialScopeRequest } from '@valetkey/core';
import { createCookieKeeper } from '../tokens/createCookieKeeper.ts';
import { createSessionSealer } from '../tokens/createSessionSealer.ts';
import { createStoreKeeper } from '../tokens/createStoreKeeper.ts';
import { refusalAnswer, preflightResponse, toFailure, toResponse, type BrokerAnswer } from './brokerAnswer.ts';
import { readVisitor, refuse, withoutCookie, type BrokerContext, type Visitor } from './brokerContext.ts';
import type { BrokerEndpoint, BrokerEvent, BrokerRefusal } from './brokerEvent.ts';
import { checkPreflight, checkRequest } from './checkRequest.ts';
import { createRateLimit } from './createRateLimit.ts';
import { endSession } from './endSession.ts';
import { giveCredentials } from './giveCredentials.ts';
import { handOver, type HandedTokens } from './handOver.ts';
import { readBody } from './readBody.ts';
import { readScope } from './readScope.ts';
import { resolveBrokerOptions, type BrokerOptions } from './resolveBrokerOptions.ts';
import { tellSession } from './tellSession.ts';

/** Keeps people's tokens out of their browsers, and gives these short-lived credentials instead. */
export interface Broker {
  /**
   * Answers a request to one of the endpoints, by the last part of its path: `POST …/credentials`, `…/session`, `…/sign-in` and
   * `…/sign-out`, each with the header. Never rejects.
   */
  readonly handle: (request: Request) => Promise<Response>;
  /**
   * Signs a person in with tokens that this server has obtained itself, from the issuer. It is you who must be sure that the request
   * is meant: at the end of an OAuth redirect, by its `state`.
   * @param response - Given the cookie. Default: JSON that says who is signed in.
   * @returns The response; one that says why not, without a cookie, when the tokens are not accepted.
   */
  readonly signIn: (request: Request, tokens: HandedTokens, response?: Response) => Promise<Response>;
}

const ENDPOINTS: readonly BrokerEndpoint[] = ['credentials', 'session', 'sign-in', 'sign-out'];

/**
 * Creates a broker: a standard fetch handler, for Node.js, Next.js, React Router, Hono or Lambda. What it is, and is not, is in
 * `docs/broker.md`.
 * @throws CredentialsError `INVALID_OPTION`.
 */
export function createBroker(given: BrokerOptions): Broker {
  const options = resolveBrokerOptions(given);
  const sealer = createSessionSealer(options.keys, options.cookieName);
  const keeper = options.sessions === undefined ? createCookieKeeper(sealer, options.clock) : createStoreKeeper(options.sessions, sealer);
  const limit = createRateLimit(options.rateLimit, options.clock);
  const context: BrokerContext = { options, keeper, emit };
  const underWay = new Map<string, Promise<BrokerAnswer>>();

  function emit(event: BrokerEvent): void {
    try {
      options.onEvent(event);
    } catch {
      // A listener's fault keeps nobody from an answer.
    }
  }

  /** One acquisition however many tabs ask at once. */
  function share(visitor: Visitor & { readonly session: NonNullable<Visitor['session']> }, scope: CredentialScopeRequest | undefined): Promise<BrokerAnswer> {
    const key = `${visitor.session.id} ${JSON.stringify(scope)}`;
    const found = underWay.get(key);
    if (found !== undefined) return found;
    const mine = giveCredentials(context, visitor, scope).finally(() => underWay.delete(key));
    underWay.set(key, mine);
    return mine;
  }

  async function answerCredentials(request: Request, visitor: Visitor): Promise<BrokerAnswer> {
    const { session } = visitor;
    if (visitor.isForeign) return withoutCookie(context, visitor, refuse(context, visitor, 'COOKIE_INVALID'));
    if (session === undefined) return { status: 401, body: { Code: 'NOT_SIGNED_IN' } };
    const scope = readScope(request.url);
    if (scope === 'invalid') return refuse(context, visitor, 'BODY_INVALID');
    if (scope !== undefined && options.scope === undefined) return refuse(context, visitor, 'SCOPE_REFUSED');
    return share({ ...visitor, session }, scope);
  }

  async function answer(request: Request, endpoint: BrokerEndpoint): Promise<BrokerAnswer> {
    const visitor = await readVisitor(context, endpoint, request.headers);
    const body = await readBody(request, options.clock);
    if (body === undefined) return refuse(context, visitor, 'BODY_INVALID');
    if (endpoint === 'sign-out') return endSession(context, visitor, body['everywhere'] === true);
    const waitMs = visitor.session === undefined ? 0 : limit(visitor.session.id);
    if (waitMs > 0) return { ...refuse(context, visitor, 'RATE_LIMITED'), retryAfterMs: waitMs };
    switch (endpoint) {
      case 'credentials':
        return answerCredentials(request, visitor);
      case 'session':
        return visitor.isForeign ? withoutCookie(context, visitor, refuse(context, visitor, 'COOKIE_INVALID')) : tellSession(context, visitor);
      case 'sign-in': {
        const tokens = readTokens(body);
        return tokens === undefined ? refuse(context, visitor, 'BODY_INVALID') : handOver(context, visitor, tokens, 'page');
      }
    }
  }

  /** Whatever goes wrong, nobody gets more for it. */
  function explain(cause: unknown, endpoint: BrokerEndpoint | undefined): BrokerAnswer {
    const failure = toFailure(cause);
    emit({ type: 'failed', code: failure.code, message: failure === cause ? failure.message : undefined, endpoint, session: undefined });
    return { status: failure.retryable ? 503 : 500, body: { Code: failure.code } };
  }

  function refuseUnread(endpoint: BrokerEndpoint | undefined, reason: BrokerRefusal): BrokerAnswer {
    emit({ type: 'refused', reason, endpoint, session: undefined });
    return refusalAnswer(reason);
  }

  return {
    async handle(request) {
      const { pathname } = new URL(request.url);
      const endpoint = ENDPOINTS.find((one) => pathname.endsWith(`/${one}`));
      const origin = request.headers.get('origin');
      const isPreflight = request.method === 'OPTIONS';
      const reason = endpoint === undefined ? 'NOT_FOUND' : isPreflight ? checkPreflight(request, options) : checkRequest(request, options);
      if (endpoint === undefined || reason !== undefined) return toResponse(refuseUnread(endpoint, reason ?? 'NOT_FOUND'), origin, options);
      if (isPreflight) return preflightResponse(origin, options);
      return toResponse(await answer(request, endpoint).catch((cause: unknown) => explain(cause, endpoint)), origin, options);
    },

    async signIn(request, tokens, response) {
      const signedIn = await readVisitor(context, 'sign-in', request.headers)
        .then((visitor) => handOver(context, visitor, tokens, 'server'))
        .catch((cause: unknown) => explain(cause, 'sign-in'));
      const own = toResponse(signedIn, null, options);
      if (response === undefined || signedIn.status !== 200) return own;
      const headers = new Headers(response.headers);
      headers.set('cache-control', 'private, no-store');
      for (const cookie of own.headers.getSetCookie()) headers.append('set-cookie', cookie);
      return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
    },
  };
}

/** The tokens that a page hands over; `undefined` where one is missing. */
function readTokens({ idToken, accessToken, refreshToken }: Readonly<Record<string, unknown>>): HandedTokens | undefined {
  const areTexts = [idToken, accessToken, refreshToken].every((token) => typeof token === 'string' && token !== '');
  return areTexts ? ({ idToken, accessToken, refreshToken } as HandedTokens) : undefined;
}
