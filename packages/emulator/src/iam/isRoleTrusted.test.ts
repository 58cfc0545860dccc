import { expect, it } from 'vitest';
import { createIamState } from './iamState.ts';
import { isRoleTrusted, type TrustRequest } from './isRoleTrusted.ts';
import type { PolicyStatement } from './policyDocument.ts';

const pool = 'eu-west-1:11111111-2222-3333-4444-555555555555';
const cognito: PolicyStatement = {
  Effect: 'Allow',
  Principal: { Federated: 'cognito-identity.amazonaws.com' },
  Action: 'sts:AssumeRoleWithWebIdentity',
  Condition: {
    StringEquals: { 'cognito-identity.amazonaws.com:aud': pool },
    'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
  },
};
const signedIn: TrustRequest = {
  federatedProvider: 'cognito-identity.amazonaws.com',
  action: 'sts:AssumeRoleWithWebIdentity',
  variables: {
    'cognito-identity.amazonaws.com:aud': pool,
    'cognito-identity.amazonaws.com:amr': ['authenticated', 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_A'],
  },
};

function isTrusted(request: TrustRequest, ...statements: PolicyStatement[]): boolean {
  const arn = 'arn:aws:iam::000000000000:role/signed-in';
  const { roles } = createIamState([{ arn, policies: [], trustPolicy: { Version: '2012-10-17', Statement: statements } }]);
  return isRoleTrusted(roles[arn]!, request);
}

it('trusts the identity pool and login state the policy names', () => {
  expect(isTrusted(signedIn, cognito)).toBe(true);
});

it.each<[string, TrustRequest]>([
  ['another identity pool', { ...signedIn, variables: { ...signedIn.variables, 'cognito-identity.amazonaws.com:aud': 'eu-west-1:other' } }],
  ['a guest', { ...signedIn, variables: { ...signedIn.variables, 'cognito-identity.amazonaws.com:amr': ['unauthenticated'] } }],
  ['another provider', { ...signedIn, federatedProvider: 'accounts.google.com' }],
  ['another action', { ...signedIn, action: 'sts:TagSession' }],
  ['a token without claims', { ...signedIn, variables: {} }],
])('refuses %s', (_, request) => {
  expect(isTrusted(request, cognito)).toBe(false);
});

it('refuses a statement without principal, and whatever a deny names', () => {
  const { Principal: _, ...withoutPrincipal } = cognito;
  expect(isTrusted(signedIn, withoutPrincipal)).toBe(false);
  expect(isTrusted(signedIn, cognito, { Effect: 'Deny', Principal: '*', Action: '*' })).toBe(false);
});
