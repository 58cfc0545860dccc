import type { UserPoolGroup } from './userPoolGroup.ts';
import type { UserPoolState, UserState } from './userPoolState.ts';

/** What tokens say about somebody's groups. */
export interface GroupClaims {
  readonly 'cognito:groups'?: readonly string[];
  readonly 'cognito:roles'?: readonly string[];
  readonly 'cognito:preferred_role'?: string;
}

/**
 * The claims about somebody's groups; access tokens have the first only.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-user-groups.html
 */
export function groupClaims({ groups: known = {} }: UserPoolState, { groups: names = [] }: UserState): GroupClaims {
  const groups = names.map((name) => known[name]).filter((group) => group !== undefined);
  if (groups.length === 0) return {};
  const withRole = groups.filter(hasRole);
  const lowest = Math.min(...withRole.map(precedenceOf));
  const preferred = [...new Set(withRole.filter((group) => precedenceOf(group) === lowest).map(({ roleArn }) => roleArn))];
  const [only] = preferred;
  return {
    'cognito:groups': groups.map(({ name }) => name),
    ...(withRole.length === 0 ? {} : { 'cognito:roles': [...new Set(withRole.map(({ roleArn }) => roleArn))] }),
    // Two groups of the same precedence with different roles prefer none.
    ...(preferred.length === 1 && only !== undefined ? { 'cognito:preferred_role': only } : {}),
  };
}

function hasRole(group: UserPoolGroup): group is UserPoolGroup & { readonly roleArn: string } {
  return group.roleArn !== undefined;
}

function precedenceOf({ precedence = Number.MAX_SAFE_INTEGER }: UserPoolGroup): number {
  return precedence;
}
