import type { Clock, CredentialProvider, Environment, StoragePort } from '@valetkey/core';
import type { LoginsSource } from '../tokens/resolveLogins.ts';
import type { IdentityPoolApi } from '../wire/createIdentityPoolApi.ts';
import type { IdentityIds } from './createIdentityIds.ts';

/** What `fromCognitoIdentityPool` takes. */
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
  /**
   * How an identity becomes credentials. Default: the enhanced flow, in which the pool chooses the role. With
   * `classicFlow({ roleArn })` the app names the role, may give a session policy, and scopes can narrow it.
   */
  readonly flow?: IdentityPoolFlow;
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

/** An identity pool as a flow shows it to the provider: `GetCredentialsForIdentity` is answered in the flow's own way. */
export interface FlowingIdentityPool extends IdentityPoolApi {
  readonly limits: CredentialProvider['limits'];
  readonly narrow: CredentialProvider['narrow'];
}

/** The options of a provider, and what its narrowed ones share with it: however many ask at once, they are one identity. */
export interface FlowingOptions extends CognitoIdentityPoolOptions {
  readonly identityIds?: IdentityIds;
}

/**
 * Stands between the provider and its identity pool.
 * @param options - The provider's.
 */
export type IdentityPoolFlow = (options: FlowingOptions, pool: IdentityPoolApi) => FlowingIdentityPool;
