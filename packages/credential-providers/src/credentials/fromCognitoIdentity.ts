import {
  CredentialsError,
  systemClock,
  systemEnvironment,
  type Clock,
  type CredentialProvider,
  type Environment,
  type GetTokensOptions,
  type Session,
} from '@valetkey/core';
import { identityOf } from '../tokens/identityOf.ts';
import { createIdentityPoolApi } from '../wire/createIdentityPoolApi.ts';
import { publicEndpoint, readPoolCredentials } from './fromCognitoIdentityPool.ts';
import { retryWithFreshToken } from './retryWithFreshToken.ts';

/** Who somebody is, as your own backend says: what `GetOpenIdTokenForDeveloperIdentity` answered it. */
export interface DeveloperIdentity {
  readonly identityId: string;
  /** An OpenID token of the identity pool itself, which works for minutes. */
  readonly token: string;
}

/** What {@link fromCognitoIdentity} takes. */
export interface CognitoIdentityOptions {
  /**
   * Asks your backend who is signed in. Called each time credentials are obtained, with `forceRefresh: true` after its token was
   * refused as expired; `undefined` means that nobody is.
   */
  readonly getIdentity: (options: GetTokensOptions) => DeveloperIdentity | undefined | Promise<DeveloperIdentity | undefined>;
  /** The identity pool's. */
  readonly region: string;
  /** Default: the region's public endpoint. */
  readonly endpoint?: string;
  /** The role to take where role mapping allows several. Default: the one the pool chooses. */
  readonly customRoleArn?: string;
  /** Says when the person changes, so that nothing of one is used for another. */
  readonly session?: Session;
  readonly clock?: Clock;
  readonly environment?: Environment;
}

/**
 * Obtains credentials of an identity pool for people whom your own backend has signed in (*developer authenticated
 * identities*): the backend asks the pool for an identity id and a token, the page exchanges these for credentials of the
 * pool's role. For a role or policy of your choice, give the token to `fromWebToken`.
 *
 * The provider it returns rejects as that of `fromCognitoIdentityPool`.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/developer-authenticated-identities.html
 */
export function fromCognitoIdentity(options: CognitoIdentityOptions): CredentialProvider {
  const { region, session, clock = systemClock, environment = systemEnvironment } = options;
  const call = createIdentityPoolApi({ endpoint: options.endpoint ?? publicEndpoint(region), clock, environment });

  const provide = retryWithFreshToken(async (request, how) => {
    const { identityId, token } = (await options.getIdentity(how)) ?? {};
    if (!identityId || !token) throw new CredentialsError('NOT_SIGNED_IN');
    const parameters = {
      IdentityId: identityId,
      Logins: { 'cognito-identity.amazonaws.com': token },
      CustomRoleArn: options.customRoleArn,
    };
    return { ...readPoolCredentials(await call('GetCredentialsForIdentity', parameters, request)), identityId };
  });
  return Object.assign(provide, { source: 'cognito-identity', personal: true, identity: session && identityOf(session) });
}
