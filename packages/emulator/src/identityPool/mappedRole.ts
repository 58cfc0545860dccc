import type { JWTPayload } from 'jose';
import { readOwn } from '../awsHttp/ownProperty.ts';
import { CognitoError } from '../cognitoWire/cognitoError.ts';
import type { IdentityPoolState } from './identityPoolState.ts';
import type { RoleMapping, RoleMappingRule } from './roleMapping.ts';
import type { VerifiedLogins } from './verifyLogins.ts';

/**
 * The ARN of the role a signed-in person gets.
 * @param customRoleArn - `CustomRoleArn`: the one they want, of those the mapping leaves open.
 * @returns `undefined` when the pool has no authenticated role.
 * @throws CognitoError `NotAuthorizedException`.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html
 */
export function mappedRole(pool: IdentityPoolState, logins: VerifiedLogins, customRoleArn: string | undefined): string | undefined {
  const found = findMapping(pool, logins);
  const candidates = found === undefined ? [] : candidatesOf(found.mapping, found.claims);
  if (customRoleArn !== undefined) {
    if (candidates.includes(customRoleArn)) return customRoleArn;
    throw new CognitoError('NotAuthorizedException', `Access to Role '${customRoleArn}' is forbidden.`);
  }
  if (found === undefined) return pool.roles.authenticated;
  const chosen = chooseRole(found.mapping, found.claims, candidates);
  if (chosen !== undefined) return chosen;
  if (found.mapping.ambiguous === 'authenticatedRole') return pool.roles.authenticated;
  throw new CognitoError('NotAuthorizedException', 'The ambiguous role mapping rules denied this request.');
}

function findMapping({ roleMappings = {} }: IdentityPoolState, logins: VerifiedLogins): { readonly mapping: RoleMapping; readonly claims: JWTPayload } | undefined {
  for (const [provider, { audience, claims }] of Object.entries(logins)) {
    const mapping = readOwn(roleMappings, `${provider}:${audience}`) ?? readOwn(roleMappings, provider);
    if (mapping !== undefined) return { mapping, claims };
  }
  return undefined;
}

function candidatesOf(mapping: RoleMapping, claims: JWTPayload): readonly string[] {
  if (mapping.type === 'token') return textsOf(claims['cognito:roles']);
  return mapping.rules.filter((rule) => ruleFits(rule, claims)).map(({ roleArn }) => roleArn);
}

function chooseRole({ type }: RoleMapping, claims: JWTPayload, candidates: readonly string[]): string | undefined {
  if (type === 'rules') return candidates[0];
  const [preferred] = textsOf(claims['cognito:preferred_role']);
  return preferred ?? (candidates.length === 1 ? candidates[0] : undefined);
}

function ruleFits({ claim, match, value }: RoleMappingRule, claims: JWTPayload): boolean {
  const actual = claims[claim];
  if (actual === undefined) return false;
  // Lists are compared as they are written.
  const text = typeof actual === 'string' ? actual : JSON.stringify(actual);
  switch (match) {
    case 'equals':
      return text === value;
    case 'contains':
      return text.includes(value);
    case 'startsWith':
      return text.startsWith(value);
    case 'notEqual':
      return text !== value;
    default:
      return match satisfies never;
  }
}

function textsOf(claim: unknown): readonly string[] {
  return [claim].flat().filter((one) => typeof one === 'string');
}
