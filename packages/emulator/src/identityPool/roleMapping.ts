/** How the role of a person is chosen. */
export type RoleMapping = (
  | {
      /** By the roles the token names: `cognito:preferred_role` and `cognito:roles`. */
      readonly type: 'token';
    }
  | {
      /** By the first rule that the token's claims fit. */
      readonly type: 'rules';
      readonly rules: readonly RoleMappingRule[];
    }
) & {
  /** What happens when that decides nothing: the pool's authenticated role, or nobody's. */
  readonly ambiguous: 'authenticatedRole' | 'deny';
};

/** A claim that gives a role. */
export interface RoleMappingRule {
  /** `custom:department`, `cognito:groups` */
  readonly claim: string;
  readonly match: 'equals' | 'contains' | 'startsWith' | 'notEqual';
  readonly value: string;
  readonly roleArn: string;
}
