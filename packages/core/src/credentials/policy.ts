/**
 * A policy document as IAM reads it. As a *session policy* it takes rights away from a role's session: what it does not
 * allow is denied, what it allows beyond the role stays denied.
 *
 * `${identityId}` in a resource or condition stands for the identity id of whoever the credentials are for, filled in when
 * they are asked for. IAM's own variables, which have a colon (`${aws:userid}`), are left to IAM.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session
 */
export interface Policy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly PolicyStatement[];
}

/** One statement of a {@link Policy}. A session policy names no principal: it is always the session itself. */
export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: PolicyConditions;
}

/** Conditions by operator, then by key: `{ StringLike: { 's3:prefix': 'users/${identityId}/*' } }`. */
export type PolicyConditions = Readonly<Record<string, Readonly<Record<string, PolicyConditionValue>>>>;

/** What a condition key is compared with: one value, or any of several. */
export type PolicyConditionValue = string | number | boolean | readonly (string | number | boolean)[];
