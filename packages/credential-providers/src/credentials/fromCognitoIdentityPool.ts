import {
  createMemoryStorage,
  CredentialsError,
  parseRegion,
  systemClock,
  systemEnvironment,
  type AwsCredentials,
  type Clock,
  type CredentialProvider,
  type CredentialRequest,
  type Environment,
  type GetTokensOptions,
  type IdentitySource,
  type ProvidedCredentials,
  type Session,
  type StoragePort,
} from '@valetkey/core';
import { readUserKey } from '../tokens/readUserKey.ts';
import { isSession, resolveLogins, type LoginsSource } from '../tokens/resolveLogins.ts';
import { createIdentityPoolApi, type IdentityPoolAnswer, type LoginTokens } from '../wire/createIdentityPoolApi.ts';
import { hasCode } from '../wire/hasCode.ts';
import { createIdentityIds, GUEST } from './createIdentityIds.ts';

declare const process: { readonly env: { readonly NODE_ENV?: string } };

/** What {@link fromCognitoIdentityPool} takes. */
export interface CognitoIdentityPoolOptions {
  /** For example `eu-west-1:01234567-89ab-cdef-0123-456789abcdef`. */
  readonly identityPoolId: string;
  /** Default: read from `identityPoolId`, with which it must agree. */
  readonly region?: string;
  /** Default: the region's public endpoint. */
  readonly endpoint?: string;
  /** Who is signed in: a session, or tokens by login provider, directly or by promise or function. */
  readonly logins?: LoginsSource;
  /** Lets people who are not signed in have the pool's guest credentials. Default `false`: they get `NOT_SIGNED_IN`. */
  readonly guest?: boolean;
  /** The role to take where a token names several. Default: the one the pool chooses. */
  readonly customRoleArn?: string;
  /**
   * Names the person where the first token does not, being opaque. Without it such a person's identity id is not kept,
   * and asked for at each refresh.
   */
  readonly userIdentifier?: string;
  /** Keeps identity ids (no secrets) between refreshes and, if it outlives the page, between visits. Default: memory. */
  readonly storage?: StoragePort;
  readonly clock?: Clock;
  readonly environment?: Environment;
}

// After the region: a colon and a UUID (Amazon Cognito identity pool API, IdentityPoolId).
const AFTER_REGION = /^:[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * Obtains credentials from a Cognito identity pool by the enhanced flow (`GetId`, `GetCredentialsForIdentity`), for the
 * person signed in or for a guest. A guest who signs in keeps the identity id, and so the data kept under it.
 *
 * The provider it returns rejects with `NOT_SIGNED_IN`, `SESSION_EXPIRED`, `GUEST_NOT_ALLOWED`, `TOKEN_NOT_ACCEPTED`,
 * `IDENTITY_FORBIDDEN`, `IDENTITY_POOL_NOT_FOUND`, `IDENTITY_POOL_MISCONFIGURED`, `CREDENTIALS_MISSING`, or what passes
 * by itself: `NETWORK`, `TIMEOUT`, `THROTTLED`, `SERVICE_UNAVAILABLE`.
 * @throws CredentialsError `INVALID_IDENTITY_POOL_ID`, `REGION_MISMATCH`, or, in development,
 * `INVALID_OPTION` when nobody could ever get any.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html
 */
export function fromCognitoIdentityPool(options: CognitoIdentityPoolOptions): CredentialProvider {
  const { identityPoolId, logins: source, guest: guestsAllowed, userIdentifier, customRoleArn } = options;
  const region = parseRegion(identityPoolId, AFTER_REGION, 'INVALID_IDENTITY_POOL_ID', options.region);
  if (process.env.NODE_ENV !== 'production' && source === undefined && !guestsAllowed) {
    throw new CredentialsError('INVALID_OPTION', { detail: 'Give logins, or guest: true.' });
  }
  const call = createIdentityPoolApi({
    endpoint: options.endpoint ?? publicEndpoint(region),
    clock: options.clock ?? systemClock,
    environment: options.environment ?? systemEnvironment,
  });
  const identityIds = createIdentityIds(identityPoolId, options.storage ?? createMemoryStorage());

  async function obtain(request: CredentialRequest, how: GetTokensOptions): Promise<ProvidedCredentials> {
    const logins = source && (await resolveLogins(source, how));
    if (logins) return exchange(request, logins, readUserKey(logins) ?? userIdentifier);
    if (!guestsAllowed) throw new CredentialsError('NOT_SIGNED_IN');
    return exchange(request, undefined, GUEST);
  }

  async function exchange(
    request: CredentialRequest,
    logins: LoginTokens | undefined,
    owner: string | undefined,
    retried = false,
  ): Promise<ProvidedCredentials> {
    const { identityId, kept } = await identityIds.find(owner, () => askForId(logins), !retried);
    try {
      const answer = await call(
        'GetCredentialsForIdentity',
        // A role is chosen among those that a token names, so a guest has no choice.
        { IdentityId: identityId, Logins: logins, CustomRoleArn: logins && customRoleArn },
        request,
      );
      const answered = answer.IdentityId ?? identityId;
      await identityIds.keep(owner, identityId, answered);
      return { ...toCredentials(answer), identityId: answered, guest: owner === GUEST };
    } catch (error) {
      if (!hasCode(error, 'IDENTITY_FORBIDDEN')) throw error;
      await identityIds.forget(owner, identityId);
      if (retried || !kept) throw error;
      return exchange(request, logins, owner, true);
    }
  }

  async function askForId(logins: LoginTokens | undefined): Promise<string> {
    // Without the signal of who asks: others may be waiting for the same answer.
    const { IdentityId } = await call('GetId', { IdentityPoolId: identityPoolId, Logins: logins }, {});
    if (!IdentityId) throw new CredentialsError('CREDENTIALS_MISSING');
    return IdentityId;
  }

  const provide: CredentialProvider = (request = {}) =>
    obtain(request, {}).catch((error: unknown) => {
      // Expired by the pool's clock though not by ours: a refreshed token is worth one more try. A session that has
      // itself ended says so again, without a call.
      if (!hasCode(error, 'SESSION_EXPIRED')) throw error;
      return obtain(request, { forceRefresh: true });
    });

  return Object.assign(provide, {
    source: 'cognito-identity-pool',
    personal: !!source,
    identity: isSession(source) ? identityOf(source) : undefined,
  });
}

function identityOf(session: Session): IdentitySource {
  return { getEpoch: () => session.getSnapshot().epoch, subscribe: session.subscribe, start: session.start };
}

function publicEndpoint(region: string): string {
  return `https://cognito-identity.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}/`;
}

function toCredentials({ Credentials: given = {} }: IdentityPoolAnswer): AwsCredentials {
  const { AccessKeyId, SecretKey, SessionToken, Expiration } = given;
  if (!AccessKeyId || !SecretKey || !SessionToken || !Expiration) throw new CredentialsError('CREDENTIALS_MISSING');
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretKey,
    sessionToken: SessionToken,
    expiration: new Date(Expiration * 1000),
  };
}
