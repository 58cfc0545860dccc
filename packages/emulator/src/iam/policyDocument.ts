/** One value, or a list of them: IAM policies write both. */
export type OneOrMany<Value> = Value | readonly Value[];

/** `{ StringEquals: { 's3:prefix': ['a/', 'b/'] } }`: operator → condition key → allowed values. */
export type PolicyConditions = Readonly<Record<string, Readonly<Record<string, OneOrMany<string | number | boolean>>>>>;

/** Whom a trust policy speaks about: everyone, or `{ Federated: 'cognito-identity.amazonaws.com' }`. */
export type PolicyPrincipal = '*' | Readonly<Record<string, OneOrMany<string>>>;

/**
 * One statement of a policy.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 */
export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  /** Only in trust policies. */
  readonly Principal?: PolicyPrincipal;
  readonly Action?: OneOrMany<string>;
  readonly NotAction?: OneOrMany<string>;
  readonly Resource?: OneOrMany<string>;
  readonly NotResource?: OneOrMany<string>;
  readonly Condition?: PolicyConditions;
}

/** An IAM policy as JSON: a role's permissions, a session policy or a trust policy. */
export interface PolicyDocument {
  readonly Version?: '2012-10-17' | '2008-10-17';
  readonly Id?: string;
  readonly Statement: OneOrMany<PolicyStatement>;
}
