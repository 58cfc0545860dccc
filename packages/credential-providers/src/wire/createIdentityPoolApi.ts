import { callAwsJson, type Clock, type CredentialRequest, type Environment } from '@valetkey/core';
import { toIdentityPoolError } from './toIdentityPoolError.ts';

/** Tokens by login provider, e.g. `{ 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf': idToken }`. */
export type LoginTokens = Readonly<Record<string, string>>;

/** What `GetId` and `GetCredentialsForIdentity` answer. Every part may be missing: it comes from outside. */
export interface IdentityPoolAnswer {
  readonly IdentityId?: string;
  readonly Credentials?: {
    readonly AccessKeyId?: string;
    readonly SecretKey?: string;
    readonly SessionToken?: string;
    /** Epoch seconds; may have a fraction. */
    readonly Expiration?: number;
  };
}

/** Calls one operation of an identity pool, unsigned. Parameters that are `undefined` are not sent. */
export type IdentityPoolApi = (
  operation: 'GetId' | 'GetCredentialsForIdentity',
  parameters: Readonly<Record<string, string | LoginTokens | undefined>>,
  request: CredentialRequest,
) => Promise<IdentityPoolAnswer>;

/** Speaks to the identity pools of one endpoint. Refusals reject as {@link toIdentityPoolError} reads them. */
export function createIdentityPoolApi(options: {
  readonly endpoint: string;
  readonly clock: Clock;
  readonly environment: Environment;
}): IdentityPoolApi {
  return (operation, body, { signal, onServerTime }) =>
    callAwsJson({
      ...options,
      target: `AWSCognitoIdentityService.${operation}`,
      body,
      signal,
      onServerTime,
      toError: toIdentityPoolError,
    });
}
