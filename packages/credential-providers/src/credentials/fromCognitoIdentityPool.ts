import {
  createMemoryStorage,
  CredentialsError,
  parseRegion,
  systemClock,
  systemEnvironment,
  type AwsCredentials,
  type CredentialProvider,
  type CredentialRequest,
  type GetTokensOptions,
  type ProvidedCredentials,
} from '@valetkey/core';
import { identityOf } from '../tokens/identityOf.ts';
import { readUserKey } from '../tokens/readUserKey.ts';
import { isSession, resolveLogins } from '../tokens/resolveLogins.ts';
import {
  createIdentityPoolApi,
  type IdentityPoolAnswer,
  type IdentityPoolApi,
  type LoginTokens,
} from '../wire/createIdentityPoolApi.ts';
import { hasCode } from '../wire/hasCode.ts';
import type { FlowingIdentityPool, FlowingOptions } from './cognitoIdentityPoolOptions.ts';
import { createIdentityIds, GUEST } from './createIdentityIds.ts';

declare const process: { readonly env: { readonly NODE_ENV?: string } };

// After the region: a colon and a UUID (Amazon Cognito identity pool API, IdentityPoolId).
const AFTER_REGION = /^:[\da-f-]{36}$/i;

/**
 * Obtains credentials from a Cognito identity pool by the enhanced flow (`GetId`, `GetCredentialsForIdentity`) or the
 * one given, for the person signed in or for a guest. A guest who signs in keeps the identity id, and so the data kept under it.
 *
 * The provider it returns rejects with `NOT_SIGNED_IN`, `SESSION_EXPIRED`, `GUEST_NOT_ALLOWED`, `TOKEN_NOT_ACCEPTED`,
 * `IDENTITY_FORBIDDEN`, `IDENTITY_POOL_NOT_FOUND`, `IDENTITY_POOL_MISCONFIGURED`, `CREDENTIALS_MISSING`, or what passes
 * by itself: `NETWORK`, `TIMEOUT`, `THROTTLED`, `SERVICE_UNAVAILABLE`.
 * @throws CredentialsError `INVALID_IDENTITY_POOL_ID`, `REGION_MISMATCH`, or, in development,
 * `INVALID_OPTION` when nobody could ever get any.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html
 */
export function fromCognitoIdentityPool(options: FlowingOptions): CredentialProvider {
  const { identityPoolId, logins: source, guest: guestsAllowed, flow } = options;
  const region = parseRegion(identityPoolId, AFTER_REGION, 'INVALID_IDENTITY_POOL_ID', options.region);
  if (process.env.NODE_ENV !== 'production' && source === undefined && !guestsAllowed) {
    throw new CredentialsError('INVALID_OPTION', { detail: 'Give logins, or guest: true.' });
  }
  const pool = createIdentityPoolApi({
    endpoint: options.endpoint ?? publicEndpoint(region),
    clock: options.clock ?? systemClock,
    environment: options.environment ?? systemEnvironment,
  });
  const { identityIds = createIdentityIds(identityPoolId, options.storage ?? createMemoryStorage()) } = options;
  const call: Partial<FlowingIdentityPool> & IdentityPoolApi = flow?.({ ...options, identityIds }, pool) ?? pool;

  async function obtain(request: CredentialRequest, how: GetTokensOptions): Promise<ProvidedCredentials> {
    const logins = source && (await resolveLogins(source, how));
    if (logins) return exchange(request, logins, readUserKey(logins) ?? options.userIdentifier);
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
        { IdentityId: identityId, Logins: logins, CustomRoleArn: logins && options.customRoleArn },
        request,
      );
      const answered = answer.IdentityId ?? identityId;
      await identityIds.keep(owner, identityId, answered);
      return { ...readPoolCredentials(answer), identityId: answered, guest: owner === GUEST };
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
    limits: call.limits,
    narrow: call.narrow,
  });
}

/** Where the identity pools of a region are. China's partition has a domain of its own. */
export function publicEndpoint(region: string): string {
  return `https://cognito-identity.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}/`;
}

/**
 * The credentials that an identity pool gave.
 * @throws CredentialsError `CREDENTIALS_MISSING` when a part is missing.
 */
export function readPoolCredentials({ Credentials: given = {} }: IdentityPoolAnswer): AwsCredentials {
  const { AccessKeyId, SecretKey, SessionToken, Expiration } = given;
  if (!AccessKeyId || !SecretKey || !SessionToken || !Expiration) throw new CredentialsError('CREDENTIALS_MISSING');
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretKey,
    sessionToken: SessionToken,
    expiration: new Date(Expiration * 1000),
  };
}
