import { callAwsJson, type Clock, type CredentialRequest, type Environment } from '@valetkey/core';
import { toIdentityPoolError } from './toIdentityPoolError.ts';

/** Tokens by login provider, e.g. `{ 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf': idToken }`. */
export type LoginTokens = Readonly<Record<string, string>>;

/** What `GetId`, `GetOpenIdToken` and `GetCredentialsForIdentity` answer. Every part may be missing: it comes from outside. */
export interface IdentityPoolAnswer {
  readonly IdentityId?: string;
  /** A token of the identity, for AWS STS. */
  readonly Token?: string;
  readonly Credentials?: {
    readonly AccessKeyId?: string;
    readonly SecretKey?: string;
    readonly SessionToken?: string;
    /** Epoch seconds; may have a fraction. */
    readonly Expiration?: number;
  };
}

/** Parameters of an operation of an identity pool. What is `undefined` is not sent. */
export interface IdentityPoolParameters {
  readonly IdentityPoolId?: string | undefined;
  readonly IdentityId?: string | undefined;
  /** `undefined` for guests. */
  readonly Logins?: LoginTokens | undefined;
  readonly CustomRoleArn?: string | undefined;
}

/** Calls one operation of an identity pool, unsigned. */
export interface IdentityPoolApi {
  (
    operation: 'GetId' | 'GetOpenIdToken' | 'GetCredentialsForIdentity',
    parameters: IdentityPoolParameters,
    request: CredentialRequest,
  ): Promise<IdentityPoolAnswer>;
}

/** Speaks to the identity pools of one endpoint. Refusals reject as {@link toIdentityPoolError} reads them. */
export function createIdentityPoolApi(options: {
  readonly endpoint: string;
  readonly clock: Clock;
  readonly environment: Environment;
}): IdentityPoolApi {
  return (operation, body, request) =>
    callAwsJson({
      ...options,
      ...request,
      target: `AWSCognitoIdentityService.${operation}`,
      body,
      toError: toIdentityPoolError,
    });
}
