import { expect, it } from 'vitest';
import { createEmulator, type UserPoolGroup } from '../index.ts';
import { groupClaims } from './groupClaims.ts';

const roleA = 'arn:aws:iam::000000000000:role/a';
const roleB = 'arn:aws:iam::000000000000:role/b';

/** The claims of somebody who is in all of these groups. */
function claimsIn(...groups: readonly UserPoolGroup[]) {
  const id = 'eu-west-1_Groups';
  const user = { email: 'ada@example.com', password: 'Analytical-Engine-1843', groups: groups.map(({ name }) => name) };
  const pool = createEmulator({ seed: { userPools: [{ id, clients: [], groups, users: [user] }] } }).exportState().userPools[id]!;
  return groupClaims(pool, Object.values(pool.users)[0]!);
}

it.each<[string, readonly UserPoolGroup[], ReturnType<typeof groupClaims>]>([
  ['says nothing of somebody in no group', [], {}],
  ['names groups without roles', [{ name: 'staff' }], { 'cognito:groups': ['staff'] }],
  [
    'prefers the role of the lowest precedence',
    [
      { name: 'staff', roleArn: roleA, precedence: 2 },
      { name: 'editors', roleArn: roleB, precedence: 1 },
    ],
    { 'cognito:groups': ['staff', 'editors'], 'cognito:roles': [roleA, roleB], 'cognito:preferred_role': roleB },
  ],
  [
    'prefers none of two roles of the same precedence',
    [
      { name: 'staff', roleArn: roleA, precedence: 1 },
      { name: 'editors', roleArn: roleB, precedence: 1 },
    ],
    { 'cognito:groups': ['staff', 'editors'], 'cognito:roles': [roleA, roleB] },
  ],
  [
    'prefers the one role that two groups of the same precedence share',
    [
      { name: 'staff', roleArn: roleA },
      { name: 'editors', roleArn: roleA },
    ],
    { 'cognito:groups': ['staff', 'editors'], 'cognito:roles': [roleA], 'cognito:preferred_role': roleA },
  ],
])('%s', (_, groups, expected) => {
  expect(claimsIn(...groups)).toEqual(expected);
});
