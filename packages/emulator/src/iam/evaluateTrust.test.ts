import { describe, expect, it } from 'vitest';
import { evaluateTrust, type Trust, type TrustRequest } from './evaluateTrust.ts';
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
  principal: { type: 'Federated', names: ['cognito-identity.amazonaws.com'] },
  action: 'sts:AssumeRoleWithWebIdentity',
  variables: {
    'cognito-identity.amazonaws.com:aud': pool,
    'cognito-identity.amazonaws.com:amr': ['authenticated', 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_A'],
  },
};

function trust(request: TrustRequest, ...statements: PolicyStatement[]): Trust {
  return evaluateTrust({ trustPolicy: { Version: '2012-10-17', Statement: statements } }, request);
}

it('trusts the identity pool and login state the policy names', () => {
  expect(trust(signedIn, cognito)).toBe('named');
});

it.each<[string, TrustRequest]>([
  ['another identity pool', { ...signedIn, variables: { ...signedIn.variables, 'cognito-identity.amazonaws.com:aud': 'eu-west-1:other' } }],
  ['a guest', { ...signedIn, variables: { ...signedIn.variables, 'cognito-identity.amazonaws.com:amr': ['unauthenticated'] } }],
  ['another provider', { ...signedIn, principal: { type: 'Federated', names: ['accounts.google.com'] } }],
  ['another action', { ...signedIn, action: 'sts:TagSession' }],
  ['a token without claims', { ...signedIn, variables: {} }],
])('refuses %s', (_, request) => {
  expect(trust(request, cognito)).toBe('none');
});

it('refuses a statement without principal, and whatever a deny names', () => {
  const { Principal: _, ...withoutPrincipal } = cognito;
  expect(trust(signedIn, withoutPrincipal)).toBe('none');
  expect(trust(signedIn, cognito, { Effect: 'Deny', Principal: '*', Action: '*' })).toBe('denied');
});

describe('a principal of the account', () => {
  const account = '000000000000';
  const role = `arn:aws:iam::${account}:role/editor`;
  const session = `arn:aws:sts::${account}:assumed-role/editor/ada`;
  const editor: TrustRequest = {
    principal: { type: 'AWS', names: [session, role], accountId: account },
    action: 'sts:AssumeRole',
    variables: { 'sts:ExternalId': 'album-7' },
  };
  const statement = (principal: PolicyStatement['Principal'], rest: Partial<PolicyStatement> = {}): PolicyStatement => ({
    Effect: 'Allow',
    Principal: principal!,
    Action: 'sts:AssumeRole',
    ...rest,
  });

  it.each<[string, PolicyStatement, Trust]>([
    ['by the ARN of the session', statement({ AWS: session }), 'named'],
    ['by the ARN of the role', statement({ AWS: [role, 'arn:aws:iam::000000000000:user/somebody'] }), 'named'],
    ['as anybody', statement('*'), 'named'],
    ['as anybody with credentials', statement({ AWS: '*' }), 'named'],
    ['by the root of the account', statement({ AWS: `arn:aws:iam::${account}:root` }), 'account'],
    ['by the number of the account', statement({ AWS: account }), 'account'],
    ['another account', statement({ AWS: 'arn:aws:iam::111111111111:root' }), 'none'],
    ['another role', statement({ AWS: `${role}-in-chief` }), 'none'],
    ['a pattern, which IAM does not know here', statement({ AWS: 'arn:aws:iam::000000000000:role/*' }), 'none'],
    ['a federated principal of that name', statement({ Federated: role }), 'none'],
    ['with the external id it asks for', statement({ AWS: role }, { Condition: { StringEquals: { 'sts:ExternalId': 'album-7' } } }), 'named'],
    ['with another external id', statement({ AWS: role }, { Condition: { StringEquals: { 'sts:ExternalId': 'album-8' } } }), 'none'],
  ])('is trusted %s, or not', (_, statementOfPolicy, expected) => {
    expect(trust(editor, statementOfPolicy)).toBe(expected);
  });

  it('is refused when a deny names its account', () => {
    expect(trust(editor, statement({ AWS: role }), statement({ AWS: account }, { Effect: 'Deny' }))).toBe('denied');
  });
});
