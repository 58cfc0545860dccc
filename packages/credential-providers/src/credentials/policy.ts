import type { Policy, PolicyConditions, PolicyStatement } from '@valetkey/core';
import { checkPolicy } from './checkPolicy.ts';

/** What is done, as IAM names it: `'s3:GetObject'`, `'s3:Get*'`, `'*'`. */
export type PolicyAction = '*' | `${string}:${string}`;

/** To what, by ARN: `'arn:aws:s3:::album/users/${identityId}/*'`, `'*'`. */
export type PolicyResource = '*' | `arn:${string}`;

/** What a statement may say beside actions and resources. */
export interface StatementOptions {
  /** When it applies, by operator and key: `{ StringLike: { 's3:prefix': 'users/${identityId}/*' } }`. Default: always. */
  readonly when?: PolicyConditions;
  /** A name for it: letters and digits. */
  readonly sid?: string;
}

/**
 * Puts a session policy together: what these statements do not allow is denied. `policy(allow('s3:GetObject', arn))`.
 * @throws CredentialsError In development: `POLICY_INVALID`, saying what is wrong with it.
 */
export function policy(...statements: readonly PolicyStatement[]): Policy {
  const made: Policy = { Version: '2012-10-17', Statement: statements };
  checkPolicy(JSON.stringify(made));
  return made;
}

/**
 * Allows actions on resources, as far as the role allows them as well. `${identityId}` in a resource or condition stands for
 * the identity id of whoever the credentials are for.
 */
export function allow(
  actions: PolicyAction | readonly PolicyAction[],
  resources: PolicyResource | readonly PolicyResource[],
  options?: StatementOptions,
): PolicyStatement {
  return statement('Allow', actions, resources, options);
}

/** Denies actions on resources, whatever else allows them. Needed only for exceptions: what nothing allows is denied anyway. */
export function deny(
  actions: PolicyAction | readonly PolicyAction[],
  resources: PolicyResource | readonly PolicyResource[],
  options?: StatementOptions,
): PolicyStatement {
  return statement('Deny', actions, resources, options);
}

function statement(
  Effect: 'Allow' | 'Deny',
  Action: string | readonly string[],
  Resource: string | readonly string[],
  { sid, when }: StatementOptions = {},
): PolicyStatement {
  return {
    ...(sid === undefined ? {} : { Sid: sid }),
    Effect,
    Action,
    Resource,
    ...(when === undefined ? {} : { Condition: when }),
  };
}
