import { describe, expect, test } from 'vitest';
import { hintFromPolicy, type PolicyHint } from './hintFromPolicy.ts';
import type { PolicyStatement } from './policy.ts';

const ME = 'eu-west-1:01234567-89ab-cdef-0123-456789abcdef';
const PHOTO = 'arn:aws:s3:::album/public/cat.jpg';
const MINE = `arn:aws:s3:::album/users/${ME}/cat.jpg`;

function hint(
  statements: readonly PolicyStatement[],
  { action = 's3:GetObject', resource = PHOTO, identityId }: { action?: string; resource?: string; identityId?: string } = {},
): PolicyHint {
  return hintFromPolicy({ Version: '2012-10-17', Statement: statements }, { action, resource, identityId });
}

const allow = (Action: string | readonly string[], Resource: string | readonly string[], more: Partial<PolicyStatement> = {}): PolicyStatement => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const deny = (Action: string, Resource: string, more: Partial<PolicyStatement> = {}): PolicyStatement => ({
  Effect: 'Deny',
  Action,
  Resource,
  ...more,
});

const ifMfa = { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };

describe('what a policy says of one action', () => {
  test.each<[string, readonly PolicyStatement[], PolicyHint]>([
    ['nothing', [], 'denied'],
    ['the action on everything', [allow('s3:GetObject', '*')], 'allowed'],
    ['the action by wildcard', [allow('s3:Get*', 'arn:aws:s3:::album/*')], 'allowed'],
    ['the action with one unknown character', [allow('s3:GetObjec?', '*')], 'allowed'],
    ['the action in another case', [allow('S3:getobject', '*')], 'allowed'],
    ['one of several actions', [allow(['s3:PutObject', 's3:GetObject'], ['arn:aws:s3:::other/*', PHOTO])], 'allowed'],
    ['another action', [allow('s3:PutObject', '*')], 'denied'],
    ['an action that only begins like it', [allow('s3:GetObjectAcl', '*')], 'denied'],
    ['another bucket', [allow('s3:GetObject', 'arn:aws:s3:::albums/*')], 'denied'],
    ['a bucket of that name alone', [allow('s3:GetObject', 'arn:aws:s3:::album')], 'denied'],
    ['a dot that is no wildcard', [allow('s3:GetObject', 'arn:aws:s3:::album/public/cat?jpg')], 'allowed'],
    ['the resource in another case', [allow('s3:GetObject', PHOTO.toUpperCase())], 'denied'],
    ['an explicit deny of it', [allow('s3:*', '*'), deny('s3:GetObject', PHOTO)], 'denied'],
    ['an explicit deny of something else', [allow('s3:*', '*'), deny('s3:PutObject', '*')], 'allowed'],
    ['everything but another action', [{ Effect: 'Allow', NotAction: 's3:PutObject', Resource: '*' }], 'allowed'],
    ['everything but this action', [{ Effect: 'Allow', NotAction: ['s3:GetObject'], Resource: '*' }], 'denied'],
    ['everything but this resource', [{ Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::album/public/*' }], 'denied'],
    ['everything but another resource', [{ Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::album/private/*' }], 'allowed'],
    ['a statement without a resource', [{ Effect: 'Allow', Action: '*' }], 'unknown'],
    ['a condition', [allow('s3:GetObject', '*', ifMfa)], 'unknown'],
    ['a condition on another action', [allow('s3:PutObject', '*', ifMfa)], 'denied'],
    ['a condition beside an unconditional allow', [allow('s3:GetObject', '*', ifMfa), allow('s3:Get*', '*')], 'allowed'],
    ['a deny on a condition', [allow('s3:*', '*'), deny('s3:GetObject', '*', ifMfa)], 'unknown'],
    ['a deny on a condition, and no allow', [deny('s3:GetObject', '*', ifMfa)], 'denied'],
    ['a variable that only AWS knows, elsewhere', [allow('s3:GetObject', 'arn:aws:s3:::other/${aws:userid}/*')], 'denied'],
    ['a variable that may be what is asked for', [allow('s3:GetObject', 'arn:aws:s3:::album/${aws:PrincipalTag/team}/*')], 'unknown'],
    ['all but a variable that may be it', [{ Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::album/${aws:PrincipalTag/team}/*' }], 'unknown'],
    ['a star that is meant as one', [allow('s3:GetObject', 'arn:aws:s3:::album/${*}')], 'denied'],
    ['a dollar sign that is meant as one', [allow('s3:GetObject', 'arn:aws:s3:::album/${$}')], 'denied'],
  ])('%s', (_name, statements, expected) => {
    expect(hint(statements)).toBe(expected);
  });

  test.each(['${identityId}', '${cognito-identity.amazonaws.com:sub}'])('%s stands for the identity id', (variable) => {
    const mine = [allow('s3:GetObject', `arn:aws:s3:::album/users/${variable}/*`)];
    expect(hint(mine, { resource: MINE, identityId: ME })).toBe('allowed');
    expect(hint(mine, { resource: 'arn:aws:s3:::album/users/somebody-else/cat.jpg', identityId: ME })).toBe('denied');
    expect(hint(mine, { resource: MINE })).toBe('unknown');
    expect(hint(mine, { resource: PHOTO })).toBe('denied');
  });

  test.each<[readonly PolicyStatement[], PolicyHint]>([
    [[allow('*', '*')], 'unknown'],
    [[], 'unknown'],
    [[deny('s3:GetObject', '*')], 'denied'],
  ])('%j among policies that are not known', (statements, expected) => {
    const question = { action: 's3:GetObject', resource: PHOTO, amongOthers: true };
    expect(hintFromPolicy({ Version: '2012-10-17', Statement: statements }, question)).toBe(expected);
  });

  test('an identity id brings no wildcard along', () => {
    const mine = [allow('s3:GetObject', 'arn:aws:s3:::album/users/${identityId}/*')];
    expect(hint(mine, { resource: MINE, identityId: '*' })).toBe('denied');
    expect(hint(mine, { resource: 'arn:aws:s3:::album/users/a.b/cat.jpg', identityId: 'a.b' })).toBe('allowed');
    expect(hint(mine, { resource: 'arn:aws:s3:::album/users/axb/cat.jpg', identityId: 'a.b' })).toBe('denied');
  });

  test('characters meant as themselves match themselves', () => {
    const odd = [allow('s3:GetObject', 'arn:aws:s3:::album/${*}${?}${$}+(a)[b]')];
    expect(hint(odd, { resource: 'arn:aws:s3:::album/*?$+(a)[b]' })).toBe('allowed');
    expect(hint(odd, { resource: 'arn:aws:s3:::album/xxx+(a)[b]' })).toBe('denied');
  });
});
