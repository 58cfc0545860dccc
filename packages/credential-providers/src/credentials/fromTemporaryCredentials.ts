import {
  CredentialsError,
  systemClock,
  type CredentialProvider,
  type CredentialScopeRequest,
  type HeldCredentials,
  type Policy,
} from '@valetkey/core';
import { createSignedProvider, type SignedProviderOptions } from './createSignedProvider.ts';
import { fillPolicy } from './fillPolicy.ts';
import { checkRoleSession } from './roleSession.ts';

declare const process: { readonly env: { readonly NODE_ENV?: string } };

/** Parameters of `AssumeRole`, as AWS STS names them. */
export interface AssumeRoleParameters {
  /** The role to assume. It must trust whoever the master credentials are for. */
  readonly RoleArn: string;
  /** 2–64 of `A–Z a–z 0–9 _ + = , . @ -`. Default: made up. */
  readonly RoleSessionName?: string | undefined;
  /** What the role's owner asks callers of other accounts to name. */
  readonly ExternalId?: string | undefined;
  /** ARN of an MFA device of whoever the master credentials are for. `mfaCodeProvider` is then needed. */
  readonly SerialNumber?: string | undefined;
  /** Seconds: 900–43,200, as far as the role allows; 3,600 at most where the master credentials are a role's. Default: 3,600. */
  readonly DurationSeconds?: number | undefined;
  /** What may be done at most: a policy, or one as JSON. At most 2,048 characters. */
  readonly Policy?: Policy | string | undefined;
  /** Managed policies that say what may be done at most. At most 10. */
  readonly PolicyArns?: readonly { readonly arn: string }[] | undefined;
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[] | undefined;
  readonly TransitiveTagKeys?: readonly string[] | undefined;
  readonly SourceIdentity?: string | undefined;
}

/** What {@link fromTemporaryCredentials} takes: the SDK's names, and any provider of ours or a store as master. */
export interface TemporaryCredentialsOptions extends SignedProviderOptions {
  readonly params: AssumeRoleParameters;
}

/**
 * Obtains credentials of a role with other credentials (`AssumeRole`): of another account, or of a role that may do less.
 * Roles can be chained, the master being any provider. Without a role there is `fromSessionToken`.
 *
 * The provider it returns rejects as its master does, or with `ROLE_NOT_ASSUMABLE`, `CREDENTIALS_REJECTED`,
 * `CREDENTIALS_EXPIRED`, `MFA_CODE_MISSING`, `CODE_MISMATCH`, `POLICY_INVALID`, `POLICY_TOO_LARGE`, `DURATION_OUT_OF_RANGE`,
 * `REGION_DISABLED`, `WEB_CRYPTO_MISSING`, `CREDENTIALS_MISSING`, or what passes by itself.
 * @throws CredentialsError `DURATION_OUT_OF_RANGE`, `POLICY_TOO_LARGE`, or in development `INVALID_OPTION`, `POLICY_INVALID`.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function fromTemporaryCredentials(options: TemporaryCredentialsOptions): CredentialProvider {
  const { params, clock = systemClock } = options;
  const { RoleArn, DurationSeconds, SerialNumber, Policy: policy } = params;
  checkRoleSession(RoleArn, { durationSeconds: DurationSeconds, policy });
  if (process.env.NODE_ENV !== 'production') {
    checkRoleSession(RoleArn, { roleSessionName: params.RoleSessionName, policy, policyArns: params.PolicyArns?.map(({ arn }) => arn) });
  }

  const provide = createSignedProvider(options, 'assumed-role', SerialNumber, (identityId) => ({
    RoleSessionName: `valetkey-${clock.now()}`,
    ...params,
    Action: 'AssumeRole',
    Policy: policy && fillPolicy(policy, identityId),
  }));

  function narrow(scope: CredentialScopeRequest, held: HeldCredentials | CredentialProvider): CredentialProvider {
    if (scope.roleArn) return assumeScoped({ ...options, masterCredentials: held }, { RoleArn: scope.roleArn }, scope);
    if ((policy ?? params.PolicyArns) && (scope.policy ?? scope.policyArns)) {
      if (process.env.NODE_ENV === 'production') throw new CredentialsError('SCOPE_UNSUPPORTED');
      throw new CredentialsError('SCOPE_UNSUPPORTED', { detail: 'A session has one policy, and the provider sets it.' });
    }
    return assumeScoped(options, params, scope);
  }
  return Object.assign(provide, { narrow });
}

/** Assumes a role for no more than a scope asks for. */
export function assumeScoped(
  options: SignedProviderOptions,
  params: AssumeRoleParameters,
  { policy, policyArns, durationSeconds }: CredentialScopeRequest,
): CredentialProvider {
  const scoped = { Policy: policy, PolicyArns: policyArns?.map((arn) => ({ arn })), DurationSeconds: durationSeconds };
  // JSON leaves out what is undefined, so that it does not take away what the provider has.
  const given = JSON.parse(JSON.stringify(scoped)) as Partial<AssumeRoleParameters>;
  const provider = fromTemporaryCredentials({ ...options, params: { ...params, ...given } });
  return Object.assign(provider, { source: 'assumed-role, narrowed' });
}
