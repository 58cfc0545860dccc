import {
  CredentialsError,
  findPassingFault,
  readServerTime,
  sendRequest,
  systemClock,
  systemEnvironment,
  type Clock,
  type CredentialProvider,
  type CredentialRequest,
  type CredentialScopeRequest,
  type Environment,
  type GetTokensOptions,
  type ProvidedCredentials,
  type Session,
} from '@valetkey/core';
import { identityOf } from '../tokens/identityOf.ts';
import { resolveToken, type TokenFunction } from '../tokens/resolveToken.ts';
import { checkBrokerUrl } from './checkBrokerUrl.ts';
import { checkRoleSession } from './roleSession.ts';
import { retryWithFreshToken } from './retryWithFreshToken.ts';

/** What {@link fromHttp} takes. */
export interface HttpOptions {
  /** The broker: an `https:` URL, `http:` on this machine only, or a path like `/credentials` of the page's own host. */
  readonly credentialsFullUri: string;
  /** `'POST'` where the broker takes nothing else, as that of `@valetkey/server` does. Default `'GET'`. */
  readonly method?: 'GET' | 'POST';
  /** Sent as `Authorization`: the header's whole value, from a function or as it is. Default: not sent. */
  readonly authorizationToken?: string | TokenFunction;
  /** Whether cookies go along: to the page's own origin, to any (`'include'`), or never. Default `'same-origin'`. */
  readonly cookies?: RequestCredentials;
  /** Further headers, for example one that proves that the request is not a form of a foreign page. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Says when the person behind the credentials changes, so that nothing of one is used for another. */
  readonly session?: Session;
  /** False where the broker gives everybody the same: all requests of a server may then share them. Default `true`. */
  readonly personal?: boolean;
  /**
   * Lets scopes narrow the credentials: the name of the query parameter in which the broker takes what a scope asks for, as JSON
   * with `policy`, `policyArns`, `roleArn` and `durationSeconds`. It must apply all of them, and answer `Scoped: true` when it has.
   * Default: it cannot be narrowed.
   */
  readonly scopeParameter?: string;
  readonly clock?: Clock;
  readonly environment?: Environment;
}

/**
 * Obtains credentials from a *broker*: an HTTP service of your own that knows the person by a cookie or a token, and answers
 * `{ AccessKeyId, SecretAccessKey, Token, Expiration }`, as the SDK's `fromHttp` and the container services of AWS do. It should
 * answer with `Cache-Control: no-store`.
 *
 * The provider it returns rejects with `NOT_SIGNED_IN` (no token, or 401), `SESSION_EXPIRED` (401 although there is a token, or with a `Code` that begins with `SESSION_`),
 * `BROKER_REFUSED`, `CREDENTIALS_MISSING`, `SCOPE_NOT_ENFORCED`, or what passes by itself: `NETWORK`, `TIMEOUT`, `THROTTLED`
 * (with its `Retry-After`), `SERVICE_UNAVAILABLE`.
 * @throws CredentialsError `INVALID_OPTION` when the URL would send secrets in the clear.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
 */
export function fromHttp(options: HttpOptions): CredentialProvider {
  const { scopeParameter } = options;
  checkBrokerUrl(options.credentialsFullUri, options.environment ?? systemEnvironment);
  const narrow = (scope: CredentialScopeRequest, parameter: string): CredentialProvider => {
    checkRoleSession(scope.roleArn ?? null, scope);
    // A question mark may be in the query as well.
    const [, path = '', query] = /^([^?]*)\??(.*)$/.exec(options.credentialsFullUri) ?? [];
    const parameters = new URLSearchParams(query);
    parameters.set(parameter, JSON.stringify(scope));
    return ask({ ...options, credentialsFullUri: `${path}?${parameters.toString()}` }, true);
  };
  return Object.assign(ask(options, false), scopeParameter && { narrow: (scope: CredentialScopeRequest) => narrow(scope, scopeParameter) });
}

function ask(options: HttpOptions, isNarrowed: boolean): CredentialProvider {
  const { credentialsFullUri: endpoint, authorizationToken: token, cookies = 'same-origin', session } = options;
  const { clock = systemClock, environment = systemEnvironment } = options;

  async function obtain({ signal, onServerTime }: CredentialRequest, how: GetTokensOptions): Promise<ProvidedCredentials> {
    const authorization = typeof token === 'function' ? await resolveToken(token, how) : token;
    const headers = { ...options.headers, accept: 'application/json', ...(authorization && { authorization }) };
    // A redirect is somebody's sign-in page, and would take the headers with it.
    const init: RequestInit = { method: options.method ?? 'GET', headers, credentials: cookies, redirect: 'manual' };
    return sendRequest({ endpoint, clock, environment, signal }, init, (response, text, isLate) => {
      const { ok, status } = response;
      const answer = ok ? parse(text) : undefined;
      // A page in place of an answer is a captive portal's; its clock says nothing.
      const fault = findPassingFault(response, { name: ok && answer === undefined ? '' : 'Answered', requestId: undefined });
      if (fault !== undefined) throw fault;
      if (answer === undefined) {
        // A cookie that is there no more says nothing; one whose session has ended is worth a word.
        if (status === 401) throw new CredentialsError(authorization || /"Code":"SESSION_/.test(text) ? 'SESSION_EXPIRED' : 'NOT_SIGNED_IN');
        const refusal = new CredentialsError('BROKER_REFUSED', { detail: `HTTP ${status}.` });
        // A path that is not there says nothing of the person: the next deployment may bring it back.
        throw status === 404 ? Object.assign(refusal, { retryable: true }) : refusal;
      }
      if (!isLate) onServerTime?.(readServerTime(response.headers));
      if (isNarrowed && answer.Scoped !== true) throw new CredentialsError('SCOPE_NOT_ENFORCED');
      return readCredentials(answer);
    });
  }

  const provide: CredentialProvider =
    typeof token === 'function' ? retryWithFreshToken(obtain) : (request = {}) => obtain(request, {});
  return Object.assign(provide, {
    source: isNarrowed ? 'http, narrowed' : 'http',
    personal: options.personal ?? true,
    identity: session && identityOf(session),
  });
}

/** What a broker answers. Every part may be missing: it comes from outside. */
interface BrokerAnswer {
  readonly AccessKeyId?: string;
  readonly SecretAccessKey?: string;
  readonly Token?: string;
  /** ISO 8601. */
  readonly Expiration?: string;
  readonly AccountId?: string;
  /** Where an identity pool gave them: what a page needs to name the person's own things. */
  readonly IdentityId?: string;
  readonly Scoped?: boolean;
}

function readCredentials({ AccessKeyId, SecretAccessKey, Token, Expiration, AccountId, IdentityId }: BrokerAnswer): ProvidedCredentials {
  const expiration = new Date(Expiration ?? '');
  if (!AccessKeyId || !SecretAccessKey || !Token || !Number(expiration)) throw new CredentialsError('CREDENTIALS_MISSING');
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: Token,
    expiration,
    ...(AccountId && { accountId: AccountId }),
    ...(IdentityId && { identityId: IdentityId }),
  };
}

/** `undefined` for what is no JSON. */
function parse(text: string): BrokerAnswer | undefined {
  try {
    // What is no object has no members, but can be asked for them.
    return Object(JSON.parse(text)) as BrokerAnswer;
  } catch {
    return undefined;
  }
}
