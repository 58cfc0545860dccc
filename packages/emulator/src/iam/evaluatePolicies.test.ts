import { describe, expect, it } from 'vitest';
import { evaluatePolicies, type EffectivePolicies } from './evaluatePolicies.ts';
import { guestSessionPolicies } from './guestSessionPolicy.ts';
import type { OneOrMany, PolicyConditions, PolicyDocument, PolicyStatement } from './policyDocument.ts';
import { createRequestContext } from './policyPattern.ts';

const policy = (...statements: PolicyStatement[]): PolicyDocument => ({ Version: '2012-10-17', Statement: statements });
const allow = (rest: Omit<PolicyStatement, 'Effect'>): PolicyStatement => ({ Effect: 'Allow', ...rest });
const deny = (rest: Omit<PolicyStatement, 'Effect'>): PolicyStatement => ({ Effect: 'Deny', ...rest });

function decide(policies: EffectivePolicies, action: string, resource: string, context: Record<string, OneOrMany<string>> = {}) {
  const decision = evaluatePolicies(policies, { action, resource, context: createRequestContext(context) });
  return decision.allowed ? 'allowed' : `${decision.policyType} ${decision.reason}`;
}

const decideByRole = (statement: PolicyStatement, action: string, resource: string) =>
  decide({ identityPolicies: [policy(statement)] }, action, resource);

describe('actions and resources', () => {
  it.each<[string, PolicyStatement, string, string, string]>([
    ['an exact action and resource', allow({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::a/b' }), 's3:GetObject', 'arn:aws:s3:::a/b', 'allowed'],
    ['an action in another case', allow({ Action: 'S3:getobject', Resource: '*' }), 's3:GetObject', 'arn:aws:s3:::a/b', 'allowed'],
    ['a resource in another case', allow({ Action: 's3:*', Resource: 'arn:aws:s3:::A/*' }), 's3:GetObject', 'arn:aws:s3:::a/b', 'identity-based noAllow'],
    ['a prefix of actions', allow({ Action: 's3:Get*', Resource: '*' }), 's3:GetObject', 'arn:aws:s3:::a/b', 'allowed'],
    ['another action', allow({ Action: 's3:Get*', Resource: '*' }), 's3:PutObject', 'arn:aws:s3:::a/b', 'identity-based noAllow'],
    ['a run inside the resource', allow({ Action: '*', Resource: 'arn:aws:s3:::a/*/c' }), 's3:GetObject', 'arn:aws:s3:::a/b/b/c', 'allowed'],
    ['one character', allow({ Action: '*', Resource: 'arn:aws:s3:::a/?' }), 's3:GetObject', 'arn:aws:s3:::a/bb', 'identity-based noAllow'],
    ['a bucket is not its objects', allow({ Action: '*', Resource: 'arn:aws:s3:::a' }), 's3:GetObject', 'arn:aws:s3:::a/b', 'identity-based noAllow'],
    ['NotAction', allow({ NotAction: 's3:Delete*', Resource: '*' }), 's3:GetObject', 'arn:aws:s3:::a/b', 'allowed'],
    ['NotAction of this action', allow({ NotAction: 's3:Delete*', Resource: '*' }), 's3:DeleteObject', 'arn:aws:s3:::a/b', 'identity-based noAllow'],
    ['NotResource', allow({ Action: '*', NotResource: 'arn:aws:s3:::secret/*' }), 's3:GetObject', 'arn:aws:s3:::a/b', 'allowed'],
    ['NotResource of this resource', allow({ Action: '*', NotResource: ['arn:aws:s3:::x/*', 'arn:aws:s3:::a/*'] }), 's3:GetObject', 'arn:aws:s3:::a/b', 'identity-based noAllow'],
    ['an allow without resource', allow({ Action: '*' }), 's3:GetObject', 'arn:aws:s3:::a/b', 'identity-based noAllow'],
    ['a deny without resource', deny({ Action: '*' }), 's3:GetObject', 'arn:aws:s3:::a/b', 'identity-based explicitDeny'],
  ])('%s', (_, statement, action, resource, expected) => {
    expect(decideByRole(statement, action, resource)).toBe(expected);
  });

  it('lets an explicit deny win over an allow, in whichever order they are written', () => {
    const statements = [allow({ Action: '*', Resource: '*' }), deny({ Action: 's3:DeleteObject', Resource: '*' })];
    for (const order of [statements, statements.toReversed()]) {
      expect(decide({ identityPolicies: order.map((statement) => policy(statement)) }, 's3:DeleteObject', 'arn:aws:s3:::a/b')).toBe(
        'identity-based explicitDeny',
      );
    }
  });
});

describe('session policies', () => {
  const identityPolicies = [policy(allow({ Action: ['s3:*', 'rds:*'], Resource: '*' }))];

  it.each<[string, EffectivePolicies, string, string]>([
    ['without any the role decides', { identityPolicies }, 's3:GetObject', 'allowed'],
    ['an empty list allows nothing', { identityPolicies, sessionPolicies: [] }, 's3:GetObject', 'session noAllow'],
    ['they narrow the role', { identityPolicies, sessionPolicies: [policy(allow({ Action: 's3:GetObject', Resource: '*' }))] }, 's3:PutObject', 'session noAllow'],
    ['they never widen it', { identityPolicies, sessionPolicies: [policy(allow({ Action: '*', Resource: '*' }))] }, 'dynamodb:GetItem', 'identity-based noAllow'],
    [
      'one of several is enough',
      { identityPolicies, sessionPolicies: [policy(allow({ Action: 's3:GetObject', Resource: '*' })), policy(allow({ Action: 's3:PutObject', Resource: '*' }))] },
      's3:PutObject',
      'allowed',
    ],
    ['they can deny', { identityPolicies, sessionPolicies: [policy(allow({ Action: '*', Resource: '*' }), deny({ Action: 's3:Put*', Resource: '*' }))] }, 's3:PutObject', 'session explicitDeny'],
    ['a guest may use S3', { identityPolicies, sessionPolicies: guestSessionPolicies }, 's3:GetObject', 'allowed'],
    ['a guest may not use RDS, whatever the role says', { identityPolicies, sessionPolicies: guestSessionPolicies }, 'rds:DescribeDBInstances', 'session noAllow'],
  ])('%s', (_, policies, action, expected) => {
    expect(decide(policies, action, 'arn:aws:s3:::a/b')).toBe(expected);
  });
});

describe('policy variables', () => {
  const sub = 'cognito-identity.amazonaws.com:sub';
  const own: PolicyStatement = allow({ Action: 's3:GetObject', Resource: `arn:aws:s3:::album/\${${sub}}/*` });

  it('stand for the value of this session', () => {
    expect(decide({ identityPolicies: [policy(own)] }, 's3:GetObject', 'arn:aws:s3:::album/id-1/p.jpg', { [sub]: 'id-1' })).toBe('allowed');
    expect(decide({ identityPolicies: [policy(own)] }, 's3:GetObject', 'arn:aws:s3:::album/id-2/p.jpg', { [sub]: 'id-1' })).not.toBe('allowed');
  });

  it('match nothing when they have no value, unless the policy gives a default', () => {
    expect(decide({ identityPolicies: [policy(own)] }, 's3:GetObject', 'arn:aws:s3:::album//p.jpg')).not.toBe('allowed');
    const withDefault = allow({ Action: '*', Resource: "arn:aws:s3:::album/${aws:PrincipalTag/team, 'shared'}/*" });
    expect(decideByRole(withDefault, 's3:GetObject', 'arn:aws:s3:::album/shared/p.jpg')).toBe('allowed');
    expect(
      decide({ identityPolicies: [policy(withDefault)] }, 's3:GetObject', 'arn:aws:s3:::album/red/p.jpg', { 'aws:PrincipalTag/team': 'red' }),
    ).toBe('allowed');
  });

  it.each(['*', '????', '\uFFFE', '\uFFFF\uFFFF\uFFFF\uFFFF'])('are inserted as plain text, so the value %j opens nothing', (value) => {
    expect(decide({ identityPolicies: [policy(own)] }, 's3:GetObject', 'arn:aws:s3:::album/id-2/p.jpg', { [sub]: value })).not.toBe('allowed');
  });

  it('can spell a literal star', () => {
    const literal = allow({ Action: '*', Resource: 'arn:aws:s3:::album/${*}' });
    expect(decideByRole(literal, 's3:GetObject', 'arn:aws:s3:::album/*')).toBe('allowed');
    expect(decideByRole(literal, 's3:GetObject', 'arn:aws:s3:::album/x')).not.toBe('allowed');
  });

  it('are plain text in a policy without version 2012-10-17', () => {
    const old: PolicyDocument = { Statement: own };
    expect(decide({ identityPolicies: [old] }, 's3:GetObject', 'arn:aws:s3:::album/id-1/p.jpg', { [sub]: 'id-1' })).not.toBe('allowed');
  });
});

describe('conditions', () => {
  const holds = (condition: PolicyConditions, context: Record<string, OneOrMany<string>>) =>
    decide({ identityPolicies: [policy(allow({ Action: '*', Resource: '*', Condition: condition }))] }, 's3:ListBucket', '*', context) === 'allowed';

  it.each<[string, PolicyConditions, Record<string, OneOrMany<string>>, boolean]>([
    ['StringEquals takes any of its values', { StringEquals: { 's3:prefix': ['a/', 'b/'] } }, { 's3:prefix': 'b/' }, true],
    ['StringEquals knows no wildcards', { StringEquals: { 's3:prefix': 'a/*' } }, { 's3:prefix': 'a/b' }, false],
    ['StringEquals fails without the key', { StringEquals: { 's3:prefix': '' } }, {}, false],
    ['keys are case-insensitive', { StringEquals: { 'S3:Prefix': 'a' } }, { 's3:prefix': 'a' }, true],
    ['StringEqualsIfExists holds without the key', { StringEqualsIfExists: { 's3:prefix': 'a' } }, {}, true],
    ['StringEqualsIfExists compares where there is one', { StringEqualsIfExists: { 's3:prefix': 'a' } }, { 's3:prefix': 'b' }, false],
    ['StringNotEquals refuses all its values', { StringNotEquals: { 's3:prefix': ['a', 'b'] } }, { 's3:prefix': 'b' }, false],
    ['StringNotEquals holds without the key', { StringNotEquals: { 's3:prefix': 'a' } }, {}, true],
    ['StringEqualsIgnoreCase', { StringEqualsIgnoreCase: { k: 'Abc' } }, { k: 'aBC' }, true],
    ['StringLike knows wildcards', { StringLike: { 's3:prefix': 'a/*' } }, { 's3:prefix': 'a/b/c' }, true],
    ['StringNotLike', { StringNotLike: { 's3:prefix': 'a/*' } }, { 's3:prefix': 'a/b/c' }, false],
    ['several operators must all hold', { StringLike: { k: 'a*' }, StringNotEquals: { k: 'ab' } }, { k: 'ab' }, false],
    ['several keys must all hold', { StringEquals: { k: 'a', l: 'b' } }, { k: 'a', l: 'c' }, false],
    ['Bool', { Bool: { 'aws:SecureTransport': true } }, { 'aws:SecureTransport': 'true' }, true],
    ['Bool of the other value', { Bool: { 'aws:SecureTransport': 'true' } }, { 'aws:SecureTransport': 'false' }, false],
    ['NumericLessThanEquals', { NumericLessThanEquals: { 's3:max-keys': '10' } }, { 's3:max-keys': '9' }, true],
    ['NumericGreaterThan', { NumericGreaterThan: { 's3:max-keys': 10 } }, { 's3:max-keys': '9' }, false],
    ['NumericNotEquals', { NumericNotEquals: { k: '1' } }, { k: '1.0' }, false],
    ['a value that is no number', { NumericLessThan: { k: '10' } }, { k: 'many' }, false],
    ['DateGreaterThan', { DateGreaterThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } }, { 'aws:CurrentTime': '2026-06-01T00:00:00Z' }, true],
    ['DateLessThan with epoch seconds', { DateLessThan: { 'aws:CurrentTime': '1767225600' } }, { 'aws:CurrentTime': '2026-06-01T00:00:00Z' }, false],
    ['ArnLike matches part by part', { ArnLike: { a: 'arn:aws:s3:*:x' } }, { a: 'arn:aws:s3:::::x' }, false],
    ['ArnEquals knows wildcards', { ArnEquals: { a: 'arn:aws:sns:*:1:t*' } }, { a: 'arn:aws:sns:eu:1:topic' }, true],
    ['Null true holds without the key', { Null: { k: 'true' } }, {}, true],
    ['Null false needs the key', { Null: { k: false } }, {}, false],
    ['ForAllValues needs every value', { 'ForAllValues:StringEquals': { k: ['a', 'b'] } }, { k: ['a', 'c'] }, false],
    ['ForAllValues holds for a subset', { 'ForAllValues:StringEquals': { k: ['a', 'b'] } }, { k: ['b'] }, true],
    ['ForAllValues holds without the key', { 'ForAllValues:StringEquals': { k: 'a' } }, {}, true],
    ['ForAnyValue needs one value', { 'ForAnyValue:StringLike': { k: 'auth*' } }, { k: ['x', 'authenticated'] }, true],
    ['ForAnyValue fails without the key', { 'ForAnyValue:StringNotEquals': { k: 'a' } }, {}, false],
    ['values may hold variables', { StringLike: { 's3:prefix': '${sub}/*' } }, { 's3:prefix': 'me/x', sub: 'me' }, true],
    ['an operator that does not exist', { StringIs: { k: 'a' } }, { k: 'a' }, false],
    ['an operator named like a method', { constructor: { k: 'a' } }, { k: 'a' }, false],
  ])('%s', (_, condition, context, expected) => {
    expect(holds(condition, context)).toBe(expected);
  });

  it('denies when a deny uses an operator that does not exist', () => {
    const statements = [allow({ Action: '*', Resource: '*' }), deny({ Action: '*', Resource: '*', Condition: { StringIs: { k: 'a' } } })];
    expect(decide({ identityPolicies: [policy(...statements)] }, 's3:GetObject', '*')).toBe('identity-based explicitDeny');
  });
});
