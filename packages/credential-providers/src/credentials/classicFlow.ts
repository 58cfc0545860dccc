import { CredentialsError, type CredentialScopeRequest } from '@valetkey/core';
import { callSts } from '../wire/callSts.ts';
import { tokenReadings } from '../wire/toStsError.ts';
import type { IdentityPoolApi } from '../wire/createIdentityPoolApi.ts';
import type { IdentityPoolFlow } from './cognitoIdentityPoolOptions.ts';
import { fillPolicy } from './fillPolicy.ts';
import { fromCognitoIdentityPool } from './fromCognitoIdentityPool.ts';
import { checkRoleSession, narrowOptions, roleParameters, stsPorts, type RoleSessionOptions } from './roleSession.ts';

/** What {@link classicFlow} takes. */
export interface ClassicFlowOptions extends RoleSessionOptions {
  /** The role of people who are signed in. It must trust `cognito-identity.amazonaws.com` with `aud` = the pool's id. */
  readonly roleArn: string;
  /** The role of guests. Default: `roleArn`. */
  readonly guestRoleArn?: string;
  /** Endpoint of AWS STS. Default: the public one of the pool's region. */
  readonly endpoint?: string;
}

/**
 * The classic (basic) flow of an identity pool: `GetOpenIdToken`, then `AssumeRoleWithWebIdentity` of AWS STS. One call more
 * than the enhanced flow; in return the app names the role, the duration, and a session policy, in which `${identityId}`
 * stands for the person's identity id. It must be switched on in the pool. Give it to `fromCognitoIdentityPool` as `flow`.
 *
 * The provider then rejects with `ROLE_NOT_ASSUMABLE`, `POLICY_INVALID`, `POLICY_TOO_LARGE`, `DURATION_OUT_OF_RANGE` or
 * `REGION_DISABLED` as well.
 * @throws CredentialsError `DURATION_OUT_OF_RANGE`, `POLICY_TOO_LARGE`, or in development `INVALID_OPTION`, `POLICY_INVALID`.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html
 */
export function classicFlow(role: ClassicFlowOptions): IdentityPoolFlow {
  const { roleArn, guestRoleArn = roleArn } = role;
  checkRoleSession(roleArn, role);
  checkRoleSession(guestRoleArn, role);

  return (options, pool) => {
    const region = options.identityPoolId.split(':')[0];
    const ports = stsPorts({ region, endpoint: role.endpoint, clock: options.clock, environment: options.environment });

    const through: IdentityPoolApi = async (operation, parameters, request) => {
      if (operation !== 'GetCredentialsForIdentity') return pool(operation, parameters, request);
      const { IdentityId, Logins } = parameters;
      const opened = await pool('GetOpenIdToken', { IdentityId, Logins }, request);
      if (!opened.Token || !opened.IdentityId) throw new CredentialsError('CREDENTIALS_MISSING');
      const policyText = role.policy && fillPolicy(role.policy, opened.IdentityId);
      const { accessKeyId, secretAccessKey, sessionToken = '', expiration } = await callSts(ports, {
        parameters: {
          Action: 'AssumeRoleWithWebIdentity',
          ...roleParameters(Logins === undefined ? guestRoleArn : roleArn, role, policyText, ports),
          WebIdentityToken: opened.Token,
        },
        request,
        readings: tokenReadings,
      });
      return {
        IdentityId: opened.IdentityId,
        Credentials: {
          AccessKeyId: accessKeyId,
          SecretKey: secretAccessKey,
          SessionToken: sessionToken,
          Expiration: expiration.getTime() / 1000,
        },
      };
    };

    const { policy, policyArns } = role;
    return Object.assign(through, {
      limits: { policy, policyArns },
      narrow(scope: CredentialScopeRequest) {
        const { roleArn: narrowRoleArn = guestRoleArn } = scope;
        const flow = classicFlow({ ...narrowOptions(role, scope), guestRoleArn: narrowRoleArn });
        const provider = fromCognitoIdentityPool({ ...options, flow });
        return Object.assign(provider, { source: 'cognito-identity-pool, narrowed' });
      },
    });
  };
}
