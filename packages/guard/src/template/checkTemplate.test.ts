import { describe, expect, it } from 'vitest';
import { changedTemplate, readTemplate, type LooseTemplate } from '../testKit/readTemplate.ts';
import { checkTemplate } from './checkTemplate.ts';
import { formatPath } from './remark.ts';
import type { TemplatePath } from './template.ts';

const at = (logicalId: string, ...path: TemplatePath): TemplatePath => ['Resources', logicalId, 'Properties', ...path];
const trust = (...path: TemplatePath): TemplatePath => at('SignedInRole', 'AssumeRolePolicyDocument', 'Statement', 0, ...path);
const AUD = trust('Condition', 'StringEquals', 'cognito-identity.amazonaws.com:aud');
const AMR = trust('Condition', 'ForAnyValue:StringLike', 'cognito-identity.amazonaws.com:amr');
const POOL = { Ref: 'IdentityPool' };
const FOREIGN = 'eu-west-1:01234567-89ab-cdef-0123-456789abcdef';
const statement = (role: string, ...path: TemplatePath): TemplatePath => at(role, 'Policies', 0, 'PolicyDocument', 'Statement', 0, ...path);
const add = (logicalId: string): TemplatePath => ['Resources', logicalId];

/** A condition with one of its two lines written in another way. */
const audience = (operator: string, value: unknown) => ({
  [operator]: { 'cognito-identity.amazonaws.com:aud': value },
  'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
});
const login = (operator: string, value: unknown) => ({
  StringLike: { 'cognito-identity.amazonaws.com:aud': POOL },
  [operator]: { 'cognito-identity.amazonaws.com:amr': value },
});

/** A trust policy as IAM takes it: JSON as text. */
const trustText = (Condition: object): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Federated: 'cognito-identity.amazonaws.com' }, Action: 'sts:AssumeRoleWithWebIdentity', Condition }] });

const found = (template: unknown): readonly string[] => checkTemplate(template).findings.map(({ rule, logicalId }) => `${rule} ${logicalId}`);
const notChecked = (template: unknown): readonly string[] => checkTemplate(template).unchecked.map(({ path }) => formatPath(path));

it('finds nothing in the template that is published, and can check all of it', () => {
  expect(checkTemplate(readTemplate())).toEqual({ findings: [], unchecked: [], allowed: [] });
});

describe('a role that people get credentials of', () => {
  it.each<[string, TemplatePath, unknown]>([
    ['has no condition on aud', trust('Condition', 'StringEquals'), undefined],
    ['has an aud with a wildcard', trust('Condition'), audience('StringLike', 'eu-west-1:*')],
    ['takes any aud', trust('Condition'), audience('StringLike', '*')],
    ['compares aud only where there is one', trust('Condition'), audience('StringEqualsIfExists', POOL)],
    ['compares every aud there is, which may be none', trust('Condition'), audience('ForAllValues:StringEquals', POOL)],
    ['keeps out one pool and trusts all others', trust('Condition'), audience('StringNotEquals', POOL)],
    ['asks only whether there is an aud', trust('Condition'), audience('Null', 'false')],
    ['has a line on what IAM does not call aud', trust('Condition', 'StringEquals'), { 'cognito-identity:aud': POOL }],
    ['has conditions on neither', trust('Condition'), undefined],
    ['has a condition on aud in one branch only', trust('Condition'), { 'Fn::If': ['WithGuests', audience('StringEquals', POOL), audience('StringEquals', POOL)['ForAnyValue:StringLike']] }],
    ['has an aud in one branch of a line only', trust('Condition', 'StringEquals'), { 'Fn::If': ['WithGuests', { 'cognito-identity.amazonaws.com:aud': POOL }, { 'aws:RequestedRegion': 'eu-west-1' }] }],
    ['has a line on aud in one stage only', trust('Condition', 'StringEquals'), { 'Fn::If': ['WithGuests', { 'cognito-identity.amazonaws.com:aud': POOL }, { Ref: 'AWS::NoValue' }] }],
    ['has a pool for aud in one stage only', AUD, { 'Fn::If': ['WithGuests', POOL, { Ref: 'AWS::NoValue' }] }],
  ])('is found when it %s', (_, path, value) => {
    expect(found(changedTemplate(path, value))).toContain('trust-audience SignedInRole');
  });

  it.each<[string, unknown]>([
    ['another one by its id', FOREIGN],
    ['another one beside it', [POOL, FOREIGN]],
    ['a user pool', { Ref: 'UserPool' }],
    ['something that is not there', { Ref: 'IdentityPol' }],
  ])('is found when its aud is not the identity pool of the template but %s', (_, value) => {
    expect(found(changedTemplate(AUD, value))).toEqual(['trust-other-pool SignedInRole']);
  });

  it.each<[string, TemplatePath, unknown]>([
    ['has no condition on amr', trust('Condition', 'ForAnyValue:StringLike'), undefined],
    ['takes any amr', AMR, '*'],
    ['has a wildcard that fits both', AMR, '*authenticated'],
    ['names both', AMR, ['authenticated', 'unauthenticated']],
    ['compares a list as if it were one text', trust('Condition'), login('StringEquals', 'authenticated')],
    ['compares every amr there is, which may be none', trust('Condition'), login('ForAllValues:StringLike', 'authenticated')],
    ['compares amr only where there is one', trust('Condition'), login('ForAnyValue:StringLikeIfExists', 'authenticated')],
    ['keeps out one login and trusts all others', trust('Condition'), login('ForAnyValue:StringNotLike', 'unauthenticated')],
  ])('is found when it does not tell guests from others: it %s', (_, path, value) => {
    expect(found(changedTemplate(path, value))).toEqual(['trust-login SignedInRole']);
  });

  it.each<[string, TemplatePath, unknown]>([
    ['lists of one', AUD, [POOL]],
    ['a reference by Fn::Sub', AUD, { 'Fn::Sub': '${IdentityPool}' }],
    ['the user pool as login', AMR, 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123'],
    ['a set operator that needs one that fits', trust('Condition'), audience('ForAnyValue:StringEquals', POOL)],
    ['keys in another case', trust('Condition'), JSON.parse(JSON.stringify(audience('StringEquals', POOL)).replace('amazonaws.com:aud', 'amazonaws.com:AUD'))],
    ['one of two ways to say the same', trust('Condition', 'StringEquals'), { 'Fn::If': ['WithGuests', { 'cognito-identity.amazonaws.com:aud': POOL }, { 'cognito-identity.amazonaws.com:aud': [POOL] }] }],
    ['further conditions', trust('Condition', 'StringNotEquals'), { 'aws:RequestedRegion': 'us-east-1' }],
    ['JSON as text', at('SignedInRole', 'AssumeRolePolicyDocument'), { 'Fn::Sub': trustText(audience('StringEquals', '${IdentityPool}')) }],
  ])('may be written with %s', (_, path, value) => {
    expect(found(changedTemplate(path, value))).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['to everybody', '*'],
    ['to everybody with credentials', { AWS: '*' }],
  ])('is found when it is open %s', (_, principal) => {
    const open = changedTemplate(trust(), { Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' });
    expect(found(open)).toEqual(['trust-anybody SignedInRole']);
  });

  it('is found when it is open to everybody but some, or for everything but some', () => {
    const butSome = changedTemplate(trust(), { Effect: 'Allow', NotPrincipal: { AWS: 'arn:aws:iam::123456789012:root' }, Action: 'sts:AssumeRole' });
    expect(found(butSome)).toEqual(['trust-anybody SignedInRole']);
    const otherwise = changedTemplate(trust(), { Effect: 'Allow', Principal: { Federated: 'cognito-identity.amazonaws.com' }, NotAction: 's3:*' });
    expect(found(otherwise)).toEqual(['trust-audience SignedInRole', 'trust-login SignedInRole']);
  });

  describe('that takes the tokens of a login provider by itself', () => {
    const login = (Federated: unknown, Condition?: unknown) => changedTemplate(trust(), { Effect: 'Allow', Principal: { Federated }, Action: 'sts:AssumeRoleWithWebIdentity', ...(Condition === undefined ? {} : { Condition }) });
    const ofUserPool = { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:oidc-provider/${UserPool.ProviderName}' };

    it.each<[string, unknown, unknown?]>([
      ['Google', 'accounts.google.com'],
      ['a provider of the account', 'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com'],
      ['the user pool', ofUserPool],
      ['Google, with a condition on something else', 'accounts.google.com', { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } }],
      ['Google, in one of two stages', 'accounts.google.com', { 'Fn::If': ['WithGuests', { StringEquals: { 'accounts.google.com:aud': 'app' } }, { Ref: 'AWS::NoValue' }] }],
    ])('is found when it is open to whoever has a login at %s', (_, provider, condition) => {
      expect(found(login(provider, condition))).toEqual(['trust-anybody SignedInRole']);
    });

    it.each<[string, unknown, unknown?]>([
      ['which app a token is for', 'accounts.google.com', { StringEquals: { 'accounts.google.com:AUD': 'app' } }],
      ['whose it is', 'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com', { StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:me/app:*' } }],
      ['something of a provider whose name is filled in', ofUserPool, { StringEquals: { 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123:aud': 'app' } }],
      ['what is known when it is deployed', 'accounts.google.com', { 'Fn::ImportValue': 'condition' }],
      ['nothing, of a SAML provider, which knows who it is for', 'arn:aws:iam::123456789012:saml-provider/company'],
    ])('is none when its condition says %s', (_, provider, condition) => {
      expect(found(login(provider, condition))).toEqual([]);
    });
  });

  it('that is read out of IAM is checked by itself', () => {
    const role = (condition: object) => ({ Role: { RoleName: 'signed-in', AssumeRolePolicyDocument: encodeURIComponent(trustText(condition)) } });
    expect(found(role(audience('StringEquals', FOREIGN)))).toEqual([]);
    expect(found(role(audience('StringLike', '*')))).toEqual(['trust-audience Role']);
    expect(notChecked({ Role: { RoleName: 'signed-in', AssumeRolePolicyDocument: '{' } })).toContain('Resources.Role.Properties.AssumeRolePolicyDocument');
    // IAM tells what a role allows when it is asked for that.
    expect(notChecked(role(audience('StringEquals', FOREIGN)))).toEqual(['Resources.Role.Properties.Policies']);
  });
});

describe('what a role of people allows', () => {
  it.each<[string, TemplatePath, unknown, string]>([
    ['every action', statement('SignedInRole', 'Action'), '*', 'broad-action'],
    ['every action of a service', statement('SignedInRole', 'Action'), ['s3:GetObject', 's3:*'], 'broad-action'],
    ['every action but some', statement('SignedInRole'), { Effect: 'Allow', NotAction: 'iam:*', Resource: { 'Fn::GetAtt': 'Bucket.Arn' } }, 'broad-action'],
    ['data of everybody', statement('SignedInRole', 'Resource'), '*', 'broad-resource'],
    ['every bucket', statement('SignedInRole', 'Resource'), 'arn:aws:s3:::*', 'broad-resource'],
    ['every table', statement('SignedInRole'), { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/*' } }, 'broad-resource'],
    ['everything but a bucket', statement('SignedInRole'), { Effect: 'Allow', Action: 's3:GetObject', NotResource: 'arn:aws:s3:::secrets/*' }, 'broad-resource'],
    ['what a policy of AWS allows', at('SignedInRole', 'ManagedPolicyArns'), ['arn:aws:iam::aws:policy/AmazonS3FullAccess'], 'broad-managed-policy'],
    ['every action, with more stars than it needs', statement('SignedInRole', 'Action'), ['s3:**'], 'broad-action'],
    ['every bucket, by a shorter name', statement('SignedInRole', 'Resource'), 'arn:aws:s3:*', 'broad-resource'],
    ['every index of every table', statement('SignedInRole'), { Effect: 'Allow', Action: 'dynamodb:Query', Resource: 'arn:aws:dynamodb:*:*:table/*/index/*' }, 'broad-resource'],
    ['every bucket in one of two stages', statement('SignedInRole', 'Resource'), { 'Fn::Sub': ['arn:aws:s3:::${Name}', { Name: { 'Fn::If': ['WithGuests', 'album/*', '*'] } }] }, 'broad-resource'],
    ['every bucket in one of two stages, joined', statement('SignedInRole', 'Resource'), { 'Fn::Join': ['', ['arn:aws:s3:::', { 'Fn::If': ['WithGuests', 'album/*', '*'] }]] }, 'broad-resource'],
    ['what a later version of a policy of AWS allows', at('SignedInRole', 'ManagedPolicyArns'), ['arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess_v2'], 'broad-managed-policy'],
    ['as much in one of two stages', statement('SignedInRole', 'Action'), { 'Fn::If': ['WithGuests', 's3:GetObject', 's3:*'] }, 'broad-action'],
  ])('is found when it is %s', (_, path, value, rule) => {
    expect(found(changedTemplate(path, value))).toEqual([`${rule} SignedInRole`]);
  });

  it.each<[string, unknown]>([
    ['a bucket that is named', { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::album/*' }],
    ['an API that is named', { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: 'arn:aws:execute-api:eu-west-1:123456789012:a1b2c3d4e5/*' }],
    ['a table that is named', { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: 'arn:aws:dynamodb:*:*:table/Captions' }],
  ])('is no finding when it is %s', (_, value) => {
    expect(found(changedTemplate(statement('SignedInRole'), value))).toEqual([]);
  });

  it.each<[string, string, object]>([
    ['a policy', 'AWS::IAM::Policy', { PolicyName: 'more', Roles: [{ Ref: 'SignedInRole' }] }],
    ['a managed policy', 'AWS::IAM::ManagedPolicy', { Roles: [{ Ref: 'SignedInRole' }] }],
    ['a role policy', 'AWS::IAM::RolePolicy', { PolicyName: 'more', RoleName: { Ref: 'SignedInRole' } }],
  ])('is found in %s that is attached to it', (_, Type, properties) => {
    const PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'dynamodb:*', Resource: { 'Fn::GetAtt': ['Table', 'Arn'] } }] };
    expect(found(changedTemplate(add('More'), { Type, Properties: { ...properties, PolicyDocument } }))).toEqual(['broad-action More']);
  });

  it('is found in a policy that calls it by the name it is given', () => {
    const RoleName = { 'Fn::Sub': '${AWS::StackName}-signed-in' };
    const PolicyDocument = { Statement: { Effect: 'Allow', Action: 'sqs:*', Resource: { 'Fn::GetAtt': ['Queue', 'Arn'] } } };
    const named = changedTemplate(at('SignedInRole', 'RoleName'), RoleName);
    expect(found(changedTemplate(add('More'), { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'more', Roles: [RoleName], PolicyDocument } }, named))).toEqual(['broad-action More']);
    const elsewhere = changedTemplate(add('More'), { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'more', Roles: ['another'], PolicyDocument } }, named);
    expect([found(elsewhere), notChecked(elsewhere)]).toEqual([[], ['Resources.More.Properties']]);
  });

  it('is found once, whichever branch of a condition it is in', () => {
    const both = { 'Fn::If': ['WithGuests', { Effect: 'Allow', Action: '*', Resource: 'x' }, { Effect: 'Allow', Action: '*', Resource: 'y' }] };
    expect(found(changedTemplate(statement('SignedInRole'), both))).toEqual(['broad-action SignedInRole']);
  });

  it('is found in a managed policy of the template that it names', () => {
    const Properties = { PolicyDocument: { Statement: { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' } } };
    const template = changedTemplate(add('More'), { Type: 'AWS::IAM::ManagedPolicy', Properties });
    expect(found(template)).toEqual([]);
    expect(found(changedTemplate(at('SignedInRole', 'ManagedPolicyArns'), [{ Ref: 'More' }], template))).toEqual(['broad-resource More']);
  });

  it('is no concern where services and not people take the role', () => {
    const Properties = {
      AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] },
      Policies: [{ PolicyName: 'all', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' }] } }],
    };
    expect(found(changedTemplate(add('JobRole'), { Type: 'AWS::IAM::Role', Properties }))).toEqual([]);
  });

  it('may take away whatever it wants', () => {
    expect(found(changedTemplate(statement('SignedInRole', 'Effect'), 'Deny'))).toEqual([]);
    expect(found(changedTemplate(statement('SignedInRole'), { Effect: 'Deny', Action: '*', Resource: '*' }))).toEqual([]);
  });
});

describe('what guests may do', () => {
  const guests = (value: object) => changedTemplate(statement('GuestRole'), { Effect: 'Allow', ...value });
  const own = { 'Fn::Sub': '${Bucket.Arn}/guests/${!cognito-identity.amazonaws.com:sub}/*' };

  it.each<[string, object]>([
    ['write where others read', { Action: 's3:PutObject', Resource: { 'Fn::Sub': '${Bucket.Arn}/public/*' } }],
    ['delete by a wildcard', { Action: ['s3:GetObject', 's3:Del*'], Resource: { 'Fn::Sub': '${Bucket.Arn}/public/*' } }],
    ['call a function', { Action: 'lambda:InvokeFunction', Resource: { 'Fn::GetAtt': ['Resize', 'Arn'] } }],
    ['do that and what is not known', { Action: ['s3:PutObject', { 'Fn::ImportValue': 'more' }], Resource: { 'Fn::Sub': '${Bucket.Arn}/public/*' } }],
    ['do that there and where is not known', { Action: 's3:PutObject', Resource: [{ 'Fn::ImportValue': 'more' }, { 'Fn::Sub': '${Bucket.Arn}/public/*' }] }],
    ['become somebody', { Action: 'sts:AssumeRole', Resource: { 'Fn::GetAtt': ['SignedInRole', 'Arn'] } }],
  ])('is found when they %s, and that they are let in', (_, value) => {
    expect(found(guests(value))).toEqual(['guest-role GuestRole', 'guests-with-broad-role IdentityPool']);
  });

  it.each<[string, object]>([
    ['read by a wildcard', { Action: ['s3:Get*', 's3:List*'], Resource: { 'Fn::Sub': '${Bucket.Arn}/public/*' } }],
    ['write what is their own', { Action: 's3:PutObject', Resource: own }],
    ['use what has no data of anybody', { Action: ['rum:PutRumEvents', 'polly:SynthesizeSpeech'], Resource: '*' }],
  ])('is no finding when they %s', (_, value) => {
    expect(found(guests(value))).toEqual([]);
  });

  it('is found as much where no guest is let in, though not twice', () => {
    const template = guests({ Action: 's3:PutObject', Resource: { 'Fn::GetAtt': ['Bucket', 'Arn'] } });
    expect(found(changedTemplate(at('IdentityPool', 'AllowUnauthenticatedIdentities'), false, template))).toEqual(['guest-role GuestRole']);
  });

  it('is found by whom a role trusts, whoever is given it', () => {
    const template = guests({ Action: 's3:PutObject', Resource: { 'Fn::GetAtt': ['Bucket', 'Arn'] } });
    expect(found(changedTemplate(at('IdentityPoolRoles', 'Roles', 'unauthenticated'), undefined, template))).toEqual(['guest-role GuestRole']);
  });

  it('is found by the role they are given, whatever its trust policy says', () => {
    const template = changedTemplate(at('IdentityPoolRoles', 'Roles', 'unauthenticated'), { 'Fn::GetAtt': ['SignedInRole', 'Arn'] });
    expect(found(changedTemplate(statement('SignedInRole', 'Resource'), { 'Fn::Sub': '${Bucket.Arn}/shared/*' }, template))).toEqual([
      'guest-role SignedInRole',
      'guests-with-broad-role IdentityPool',
    ]);
  });
});

describe('an app client, an identity pool, a bucket, a key', () => {
  const client = (...path: TemplatePath) => at('UserPoolClient', ...path);
  const cors = at('Bucket', 'CorsConfiguration', 'CorsRules', 0, 'AllowedOrigins');

  it.each<[string, TemplatePath, unknown, string]>([
    ['a client with a secret', client('GenerateSecret'), true, 'client-secret UserPoolClient'],
    ['a client with a secret, written in another way', client('GenerateSecret'), 'True', 'client-secret UserPoolClient'],
    ['a client that is sent passwords', client('ExplicitAuthFlows'), ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH'], 'password-flow UserPoolClient'],
    ['a client that is sent passwords, by the older name', client('ExplicitAuthFlows'), ['USER_PASSWORD_AUTH'], 'password-flow UserPoolClient'],
    ['tokens that cannot be revoked', client('EnableTokenRevocation'), 'false', 'token-revocation UserPoolClient'],
    ['no rotation', client('RefreshTokenRotation'), undefined, 'token-rotation UserPoolClient'],
    ['rotation that is off', client('RefreshTokenRotation', 'Feature'), 'DISABLED', 'token-rotation UserPoolClient'],
    ['rotation without a grace', client('RefreshTokenRotation', 'RetryGracePeriodSeconds'), undefined, 'rotation-grace UserPoolClient'],
    ['a grace that is too short', client('RefreshTokenRotation', 'RetryGracePeriodSeconds'), 14, 'rotation-grace UserPoolClient'],
    ['answers that tell who is there', client('PreventUserExistenceErrors'), undefined, 'user-existence UserPoolClient'],
    ['the implicit flow', client('AllowedOAuthFlows'), ['code', 'implicit'], 'implicit-flow UserPoolClient'],
    ['a way back over http', client('CallbackURLs'), ['https://your.app', 'http://your.app'], 'callback-url UserPoolClient'],
    ['a way back to a host that only begins like localhost', client('CallbackURLs'), ['http://localhost.example.com'], 'callback-url UserPoolClient'],
    ['a way back to an app that anybody can register', client('LogoutURLs'), ['yourapp://out'], 'callback-url UserPoolClient'],
    ['the classic flow', at('IdentityPool', 'AllowClassicFlow'), true, 'classic-flow IdentityPool'],
    ['the classic flow in one of two stages', at('IdentityPool', 'AllowClassicFlow'), { 'Fn::If': ['WithGuests', true, false] }, 'classic-flow IdentityPool'],
    ['an access key', add('Key'), { Type: 'AWS::IAM::AccessKey', Properties: { UserName: 'app' } }, 'long-lived-key Key'],
    ['a user', add('User'), { Type: 'AWS::IAM::User' }, 'long-lived-key User'],
    ['a bucket that is not closed in every way', at('Bucket', 'PublicAccessBlockConfiguration', 'BlockPublicPolicy'), false, 'public-bucket Bucket'],
    ['a bucket for everybody', at('Bucket', 'AccessControl'), 'PublicRead', 'public-bucket Bucket'],
    ['a bucket policy for everybody', at('BucketPolicy', 'PolicyDocument', 'Statement', 1), { Effect: 'Allow', Principal: { AWS: '*' }, Action: 's3:GetObject', Resource: '*' }, 'public-bucket BucketPolicy'],
    ['a bucket for pages of every origin', cors, ['*'], 'open-cors Bucket'],
    ['a bucket for pages of every origin, in one of two stages', cors.slice(0, -1), { 'Fn::If': ['WithGuests', { AllowedOrigins: ['https://your.app'] }, { AllowedOrigins: ['*'] }] }, 'open-cors Bucket'],
    ['a bucket for pages of whatever begins like a page', cors, ['http*'], 'open-cors Bucket'],
    ['a bucket for pages of every origin with https', cors, ['https://your.app', 'https://*'], 'open-cors Bucket'],
  ])('%s is found', (_, path, value, expected) => {
    expect(found(changedTemplate(path, value))).toEqual([expected]);
  });

  it.each<[string, TemplatePath, unknown]>([
    ['ways back over https and to this machine', client('CallbackURLs'), ['https://your.app/in', 'http://localhost:5173', 'http://127.0.0.1/in', 'http://[::1]:80/']],
    ['a bucket for pages of the app’s own domains', cors, ['https://*.your.app']],
    ['a bucket that leaves blocking to AWS', at('Bucket', 'PublicAccessBlockConfiguration'), undefined],
    ['revocation that is left to AWS', client('EnableTokenRevocation'), undefined],
    ['a client for machines alone', client(), { GenerateSecret: true, AllowedOAuthFlows: ['client_credentials'] }],
  ])('%s: no finding', (_, path, value) => {
    expect(found(changedTemplate(path, value))).toEqual([]);
  });

  it('says what, why and how to fix it, and where', () => {
    expect(checkTemplate(changedTemplate(client('GenerateSecret'), true)).findings).toEqual([
      {
        rule: 'client-secret',
        logicalId: 'UserPoolClient',
        path: ['Resources', 'UserPoolClient', 'Properties', 'GenerateSecret'],
        what: 'The client has a secret.',
        why: expect.stringMatching(/\.$/),
        fix: expect.stringMatching(/\.$/),
      },
    ]);
  });
});

describe('what is known only when it is deployed', () => {
  const odd = { 'Fn::FindInMap': ['Pools', { Ref: 'AWS::Region' }, 'Id'] };

  it.each([
    at('SignedInRole', 'AssumeRolePolicyDocument'),
    at('SignedInRole', 'AssumeRolePolicyDocument', 'Statement'),
    trust(),
    trust('Principal'),
    trust('Principal', 'Federated'),
    trust('Condition'),
    trust('Condition', 'StringEquals'),
    AUD,
    AMR,
    statement('SignedInRole', 'Action'),
    statement('SignedInRole', 'Resource'),
    at('SignedInRole', 'Policies'),
    at('SignedInRole', 'Policies', 0),
    at('SignedInRole', 'Policies', 0, 'PolicyDocument'),
    at('SignedInRole', 'ManagedPolicyArns'),
    at('IdentityPoolRoles', 'Roles'),
    at('IdentityPoolRoles', 'Roles', 'authenticated'),
    at('IdentityPool', 'AllowClassicFlow'),
    at('IdentityPool', 'AllowUnauthenticatedIdentities'),
    at('UserPoolClient', 'GenerateSecret'),
    at('UserPoolClient', 'EnableTokenRevocation'),
    at('UserPoolClient', 'PreventUserExistenceErrors'),
    at('UserPoolClient', 'ExplicitAuthFlows'),
    at('UserPoolClient', 'RefreshTokenRotation'),
    at('UserPoolClient', 'RefreshTokenRotation', 'Feature'),
    at('UserPoolClient', 'RefreshTokenRotation', 'RetryGracePeriodSeconds'),
    at('UserPoolClient', 'CallbackURLs'),
    at('Bucket', 'AccessControl'),
    at('Bucket', 'CorsConfiguration'),
    at('Bucket', 'CorsConfiguration', 'CorsRules', 0),
    at('Bucket', 'CorsConfiguration', 'CorsRules', 0, 'AllowedOrigins'),
    at('Bucket', 'PublicAccessBlockConfiguration'),
    at('BucketPolicy', 'PolicyDocument'),
  ].map((path) => ({ place: formatPath(path), path })))('is said to be unchecked: $place', ({ place, path }) => {
    const unchecked = notChecked(changedTemplate(path, odd));
    expect(unchecked.some((one) => place.startsWith(one) || one.startsWith(place)), unchecked.join()).toBe(true);
  });

  it('is what a role allows that people are given and that is not in the template', () => {
    const elsewhere = 'arn:aws:iam::123456789012:role/people';
    expect(notChecked(changedTemplate(at('IdentityPoolRoles', 'Roles', 'authenticated'), elsewhere))).toEqual(['Resources.IdentityPoolRoles.Properties.Roles.authenticated']);
    expect(notChecked(changedTemplate(at('IdentityPoolRoles', 'Roles', 'authenticated'), { 'Fn::GetAtt': ['Bucket', 'Arn'] }))).toEqual(['Resources.IdentityPoolRoles.Properties.Roles.authenticated']);
    const group = (RoleArn: unknown) => changedTemplate(add('Editors'), { Type: 'AWS::Cognito::UserPoolGroup', Properties: { RoleArn } });
    expect(notChecked(group(elsewhere))).toEqual(['Resources.Editors.Properties.RoleArn']);
    expect(notChecked(group({ 'Fn::Sub': '${SignedInRole.Arn}' }))).toEqual([]);
  });

  it('is all that a parameter may be given', () => {
    const withParameter = (parameter: object) => changedTemplate(['Parameters', 'Origin'], parameter, changedTemplate(at('Bucket', 'CorsConfiguration', 'CorsRules', 0, 'AllowedOrigins'), { Ref: 'Origin' }));
    expect(found(withParameter({ Type: 'String', AllowedValues: ['https://your.app', '*'] }))).toEqual(['open-cors Bucket']);
    expect(found(withParameter({ Type: 'CommaDelimitedList', Default: 'https://your.app, *' }))).toEqual(['open-cors Bucket']);
    const named = (parameter: object, value: unknown) => changedTemplate(['Parameters', 'Name'], { Type: 'String', ...parameter }, changedTemplate(statement('SignedInRole', 'Resource'), value));
    for (const value of [{ 'Fn::Sub': 'arn:aws:s3:::${Name}' }, { 'Fn::Sub': '${Name}' }, { 'Fn::Join': ['', ['arn:aws:s3:::', { Ref: 'Name' }]] }]) {
      expect(found(named({ AllowedValues: ['arn:aws:s3:::album/*', '*'] }, value)), JSON.stringify(value)).toEqual(['broad-resource SignedInRole']);
      expect(found(named({ Default: 'arn:aws:s3:::album/*' }, value)), JSON.stringify(value)).toEqual([]);
    }
    const free = withParameter({ Type: 'String', Default: 'https://your.app' });
    expect([found(free), notChecked(free)]).toEqual([[], ['Resources.Bucket.Properties.CorsConfiguration.CorsRules[0].AllowedOrigins']]);
    // The default names a parameter of SSM, whose value is not here.
    const stored = withParameter({ Type: 'AWS::SSM::Parameter::Value<String>', Default: '*' });
    expect([found(stored), notChecked(stored)]).toEqual([[], ['Resources.Bucket.Properties.CorsConfiguration.CorsRules[0].AllowedOrigins']]);
    const narrow = withParameter({ Type: 'String', AllowedPattern: 'https://[a-z.]+' });
    expect([found(narrow), notChecked(narrow)]).toEqual([[], []]);
    const loose = withParameter({ Type: 'String', AllowedPattern: '.+' });
    expect([found(loose), notChecked(loose)]).toEqual([[], ['Resources.Bucket.Properties.CorsConfiguration.CorsRules[0].AllowedOrigins']]);
  });

  it.each<[string, (template: LooseTemplate) => LooseTemplate, string]>([
    ['macros', (template) => ({ ...template, Transform: ['AWS::LanguageExtensions', 'CompanyDefaults'] }), 'Transform'],
    ['loops', (template) => changedTemplate(['Resources', 'Fn::ForEach::Roles'], ['Name', ['a'], {}], template), 'Resources.Fn::ForEach::Roles'],
    ['macros in it', (template) => changedTemplate(at('SignedInRole', 'Fn::Transform'), { Name: 'AWS::Include', Parameters: { Location: 's3://policies/more.yaml' } }, template), 'Resources.SignedInRole.Properties'],
    ['templates in it', (template) => changedTemplate(add('Auth'), { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'auth.json' } }, template), 'Resources.Auth.Properties'],
  ])('is what %s make of it', (_, change, path) => {
    expect(notChecked(change(readTemplate()))).toEqual([path]);
  });

  it('is a way back to the app whose beginning is filled in', () => {
    const urls = at('UserPoolClient', 'CallbackURLs');
    for (const url of [{ 'Fn::Sub': '${Distribution.DomainName}/callback' }, { 'Fn::GetAtt': ['Site', 'WebsiteURL'] }]) {
      const template = changedTemplate(urls, [url]);
      expect([found(template), notChecked(template)]).toEqual([[], [formatPath(urls)]]);
    }
  });

  it('is what can be put together in too many ways', () => {
    const either = { 'Fn::If': ['WithGuests', 'a', '*'] };
    const all = { 'Fn::Join': ['', Array.from({ length: 40 }, () => either)] };
    expect(notChecked(changedTemplate(statement('SignedInRole', 'Resource'), all))).toEqual([formatPath(statement('SignedInRole', 'Resource'))]);
    const Condition = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`StringEquals${index}`, { 'Fn::If': ['WithGuests', {}, { Ref: 'AWS::NoValue' }] }]));
    expect(notChecked(changedTemplate(trust('Condition'), Condition))).toContain(formatPath(trust('Condition')));
  });

  it('never makes it throw, whatever stands wherever', () => {
    const odds: readonly unknown[] = [odd, null, 7, '', [], {}, { Ref: 3 }, { 'Fn::If': [] }, { 'Fn::If': ['X', { Ref: 'AWS::NoValue' }] }, { 'Fn::Sub': 7 }, { 'Fn::Sub': ['${a}', { a: [] }] }, { 'Fn::Join': 'x' }, { 'Fn::GetAtt': null }, [[{ 'Fn::Join': ['', [null]] }]]];
    const template = readTemplate();
    for (const path of pathsOf(template)) {
      for (const value of odds) expect(() => checkTemplate(changedTemplate(path, value, template)), `${formatPath(path)} ${JSON.stringify(value)}`).not.toThrow();
    }
  });

  it.each([undefined, null, 'text', [], {}, { Resources: {} }, { Resources: [] }])('%j is no template', (value) => {
    expect(checkTemplate(value).findings.map(({ rule }) => rule)).toEqual(['not-a-template']);
  });
});

describe('a finding that a template allows', () => {
  const secret = changedTemplate(at('UserPoolClient', 'GenerateSecret'), true);
  const allow = (value: unknown) => changedTemplate(['Resources', 'UserPoolClient', 'Metadata', 'ValetKey', 'Allow'], value, secret);

  it('is told apart, with the reason', () => {
    const report = checkTemplate(allow({ 'client-secret': 'The server alone uses this client.' }));
    expect(report.findings).toEqual([]);
    expect(report.allowed).toMatchObject([{ rule: 'client-secret', reason: 'The server alone uses this client.' }]);
  });

  it.each([[{ 'client-secret': '' }], [{ 'client-secret': true }]])('stays one without a reason: %j', (value) => {
    expect(found(allow(value))).toEqual(['client-secret UserPoolClient', 'unexplained-allowance UserPoolClient']);
  });

  it('stays one of another rule, and one of no rule is found', () => {
    expect(found(allow({ 'classic-flow': 'Scopes need it.' }))).toEqual(['client-secret UserPoolClient']);
    expect(found(allow({ 'client-secrets': 'It is for a server.' }))).toEqual(['client-secret UserPoolClient', 'unexplained-allowance UserPoolClient']);
  });
});

function pathsOf(value: unknown, path: TemplatePath = []): readonly TemplatePath[] {
  if (typeof value !== 'object' || value === null) return [path];
  const entries: readonly (readonly [string | number, unknown])[] = Array.isArray(value) ? value.map((one, index) => [index, one] as const) : Object.entries(value);
  return [...(path.length === 0 ? [] : [path]), ...entries.flatMap(([key, one]) => pathsOf(one, [...path, key]))];
}
