import {
  CredentialsError,
  systemClock,
  systemEnvironment,
  type Clock,
  type CredentialScopeRequest,
  type Environment,
  type Policy,
} from '@valetkey/core';
import type { AwsQueryParameters } from '@valetkey/core';
import type { StsPorts } from '../wire/callSts.ts';
import { checkSessionPolicy, MAX_POLICY_LENGTH, policyText } from './checkSessionPolicy.ts';

declare const process: { readonly env: { readonly NODE_ENV?: string } };

/** The shortest a role's session may live, seconds (STS API reference, `AssumeRole`, `DurationSeconds`). */
export const MIN_SESSION_SECONDS = 900;
/** The longest, seconds, whatever the role allows. */
export const MAX_SESSION_SECONDS = 43_200;
/** The most managed policies that may narrow one session. */
export const MAX_POLICY_ARNS = 10;

/** What a role's session may be narrowed by, and how it is known. */
export interface RoleSessionOptions {
  /** Names the session in CloudTrail and in the ARN of whoever acts in it: 2–64 of `A–Z a–z 0–9 _ + = , . @ -`. Default: made up. */
  readonly roleSessionName?: string | undefined;
  /** What may be done at most, whatever the role allows: see `policy`, `allow`. At most 2,048 characters as JSON. */
  readonly policy?: Policy | undefined;
  /** Managed policies that say what may be done at most, by ARN. At most 10. */
  readonly policyArns?: readonly string[] | undefined;
  /** How long the credentials live, seconds: 900–43,200, as far as the role allows. Default: STS's, 3,600. */
  readonly durationSeconds?: number | undefined;
}

/** Where AWS STS is, and by what means it is spoken to. */
export interface StsOptions {
  /** Region of the STS endpoint, e.g. `'eu-west-1'`. */
  readonly region?: string | undefined;
  /** Default: the region's public endpoint. One of the two is needed. */
  readonly endpoint?: string | undefined;
  readonly clock?: Clock | undefined;
  readonly environment?: Environment | undefined;
}

/**
 * Fills in where STS is.
 * @throws CredentialsError In development: `INVALID_OPTION` when neither region nor endpoint is given.
 */
export function stsPorts({ region, endpoint, clock = systemClock, environment = systemEnvironment }: StsOptions): StsPorts {
  if (process.env.NODE_ENV !== 'production' && !endpoint && !region) refuse('Give region.');
  // China's partition has a domain of its own.
  return { endpoint: endpoint ?? `https://sts.${region}.amazonaws.com${region?.startsWith('cn-') ? '.cn' : ''}/`, clock, environment };
}

/**
 * Checks what can be known before anything is asked.
 * @param roleArn - `null` where there is no role.
 * @throws CredentialsError `DURATION_OUT_OF_RANGE`, `POLICY_TOO_LARGE`, or in development `POLICY_INVALID`, `INVALID_OPTION`.
 */
export function checkRoleSession(
  roleArn: unknown,
  options: Omit<RoleSessionOptions, 'policy'> & { readonly policy?: Policy | string | undefined },
  maxSeconds: number = MAX_SESSION_SECONDS,
): void {
  const { durationSeconds = MIN_SESSION_SECONDS, policy } = options;
  // Written so that what is no number is out of range as well.
  if (!(durationSeconds >= MIN_SESSION_SECONDS && durationSeconds <= maxSeconds)) {
    if (process.env.NODE_ENV === 'production') throw new CredentialsError('DURATION_OUT_OF_RANGE');
    throw new CredentialsError('DURATION_OUT_OF_RANGE', { detail: `${durationSeconds} is not in ${MIN_SESSION_SECONDS}–${maxSeconds}.` });
  }
  if (policy) checkSessionPolicy(policyText(policy));
  if (process.env.NODE_ENV === 'production') return;
  const { policyArns = [], roleSessionName = 'ok' } = options;
  if (roleArn !== null) checkArn('roleArn', 'role', roleArn);
  for (const arn of policyArns) checkArn('policyArns', 'policy', arn);
  // STS counts them together (STS API reference, `AssumeRole`, parameter `PolicyArns`).
  const together = (policy ? policyText(policy) : '').length + policyArns.join('').length;
  if (policy && together > MAX_POLICY_LENGTH) throw new CredentialsError('POLICY_TOO_LARGE', { detail: `With policyArns it has ${together} characters.` });
  if (policyArns.length > MAX_POLICY_ARNS) refuse(`policyArns has ${policyArns.length} entries, ${MAX_POLICY_ARNS} at most.`);
  if (!/^[\w+=,.@-]{2,64}$/.test(roleSessionName)) refuse('roleSessionName has 2–64 of A–Z a–z 0–9 _ + = , . @ - only.');
}

/** @throws CredentialsError `INVALID_OPTION` when it is no ARN of this kind of IAM resource. */
export function checkArn(option: string, kind: 'role' | 'policy' | 'saml-provider', arn: unknown): void {
  if (!new RegExp(`^arn:[\\w-]+:iam::(\\d{12}|aws):${kind}/.+`).test(String(arn))) {
    refuse(`${option} is not like "arn:aws:iam::123456789012:${kind}/name".`);
  }
}

function refuse(detail: string): never {
  throw new CredentialsError('INVALID_OPTION', { detail });
}

/**
 * What every way to assume a role sends.
 * @param policyText - The session policy as JSON, its variables filled in.
 */
export function roleParameters(
  roleArn: string,
  { roleSessionName, policyArns, durationSeconds }: RoleSessionOptions,
  policyText: string | undefined,
  { clock }: StsPorts,
): AwsQueryParameters {
  return {
    RoleArn: roleArn,
    RoleSessionName: roleSessionName ?? `valetkey-${clock.now()}`,
    DurationSeconds: durationSeconds,
    Policy: policyText,
    PolicyArns: policyArns?.map((arn) => ({ arn })),
  };
}

/**
 * Options of a provider that gives less.
 * @throws CredentialsError `SCOPE_UNSUPPORTED` when it has a session policy already: STS takes one, so the wider would be lost.
 */
export function narrowOptions<Options extends RoleSessionOptions>(options: Options, scope: CredentialScopeRequest): Options {
  if ((options.policy ?? options.policyArns) && (scope.policy ?? scope.policyArns)) {
    const detail = 'A session has one policy, and the provider sets it.';
    throw new CredentialsError('SCOPE_UNSUPPORTED', process.env.NODE_ENV === 'production' ? {} : { detail });
  }
  return { ...options, ...JSON.parse(JSON.stringify(scope)) };
}
