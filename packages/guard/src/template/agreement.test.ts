import { createEmulator, type Emulator, type EmulatorSeed, type PolicyDocument } from '@valetkey/emulator';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkTemplate } from './checkTemplate.ts';

const OWN_POOL = 'eu-west-1:00000000-0000-4000-8000-00000000d001';
const FOREIGN_POOL = 'eu-west-1:00000000-0000-4000-8000-00000000beef';
const LOGIN = 'accounts.google.com';
const AUD = 'cognito-identity.amazonaws.com:aud';
const AMR = 'cognito-identity.amazonaws.com:amr';

type Conditions = NonNullable<Extract<PolicyDocument['Statement'], { readonly Effect: string }>['Condition']>;

const operators = ['StringEquals', 'StringLike', 'StringEqualsIgnoreCase', 'StringNotEquals', 'StringNotLike', 'ArnLike', 'Null', 'Bool'].flatMap((operator) =>
  ['', 'ForAnyValue:', 'ForAllValues:'].flatMap((qualifier) => ['', 'IfExists'].map((suffix) => `${qualifier}${operator}${suffix}`)),
);
const audiences = [OWN_POOL, FOREIGN_POOL, [OWN_POOL, FOREIGN_POOL], '*', 'eu-west-1:*', `${OWN_POOL.slice(0, -1)}?`, 'false'];
const logins = ['authenticated', 'unauthenticated', ['authenticated', 'unauthenticated'], '*', '*authenticated', 'a*', 'unauth*', '?nauthenticated', LOGIN, [LOGIN, 'un*'], 'false'];
const lines = (key: string, values: readonly (string | string[])[]): readonly Conditions[] => operators.flatMap((operator) => values.map((value) => ({ [operator]: { [key]: value } })));

/** Each way to write a line about one of the two claims, beside a good line about the other, and beside none. */
const conditions: readonly Conditions[] = [
  {},
  ...lines(AUD, audiences),
  ...lines(AUD, audiences).map((line) => both(line, { 'ForAnyValue:StringLike': { [AMR]: 'authenticated' } })),
  ...lines(AMR, logins),
  ...lines(AMR, logins).map((line) => both({ StringEquals: { [AUD]: OWN_POOL } }, line)),
];
const trustPolicies = conditions.map((Condition): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Principal: { Federated: 'cognito-identity.amazonaws.com' }, Action: 'sts:AssumeRoleWithWebIdentity', Condition },
}));
const arnOf = (index: number): string => `arn:aws:iam::000000000000:role/variant-${index}`;

const pool = (id: string) => ({ id, allowGuests: true, allowClassicFlow: true, userPools: [], loginProviders: [{ provider: LOGIN, clientId: 'app' }], roles: {} });
const seed: EmulatorSeed = {
  loginProviders: [{ name: LOGIN, clientIds: ['app'] }],
  identityPools: [pool(OWN_POOL), pool(FOREIGN_POOL)],
  roles: trustPolicies.map((trustPolicy, index) => ({ arn: arnOf(index), trustPolicy, policies: [] })),
};

type Somebody = 'own guest' | 'own person' | 'foreign guest' | 'foreign person';
let aws: Emulator;
let tokens: Readonly<Record<Somebody, string>>;

beforeAll(async () => {
  aws = createEmulator({ seed });
  tokens = {
    'own guest': await tokenOf(OWN_POOL, false),
    'own person': await tokenOf(OWN_POOL, true),
    'foreign guest': await tokenOf(FOREIGN_POOL, false),
    'foreign person': await tokenOf(FOREIGN_POOL, true),
  };
});

describe('the check and the AWS that enforces', () => {
  it('agree: wherever a trust policy lets in a stranger, or guests beside others, the check says so', async () => {
    const judged = await Promise.all(
      trustPolicies.map(async (policy, index) => {
        const letIn = await Promise.all((Object.keys(tokens) as Somebody[]).map(async (somebody) => [somebody, await mayTake(arnOf(index), tokens[somebody])] as const));
        const { 'own guest': guest, 'own person': person, ...strangers } = Object.fromEntries(letIn) as Readonly<Record<Somebody, boolean>>;
        return { policy, isOpen: Object.values(strangers).includes(true) || (guest && person), isFound: found(policy), isShut: !guest && !person };
      }),
    );
    expect(judged.filter(({ isOpen, isFound }) => isOpen && !isFound).map(({ policy }) => policy)).toEqual([]);

    // There is something to agree about: policies that are open, and policies that let in those they are for and are passed.
    expect(judged.filter(({ isOpen }) => isOpen).length).toBeGreaterThan(100);
    expect(judged.filter(({ isOpen, isFound, isShut }) => !isOpen && !isFound && !isShut).length).toBeGreaterThan(10);
  });
});

function both(one: Conditions, other: Conditions): Conditions {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return Object.fromEntries(names.map((name) => [name, { ...one[name], ...other[name] }]));
}

function found(trustPolicy: PolicyDocument): boolean {
  const document: unknown = JSON.parse(JSON.stringify(trustPolicy), (_, value: unknown) => (value === OWN_POOL ? { Ref: 'IdentityPool' } : value));
  const { findings, unchecked } = checkTemplate({
    Resources: {
      IdentityPool: { Type: 'AWS::Cognito::IdentityPool', Properties: { AllowUnauthenticatedIdentities: false } },
      Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: document } },
    },
  });
  expect(unchecked).toEqual([]);
  return findings.some(({ rule }) => rule.startsWith('trust-'));
}

async function tokenOf(IdentityPoolId: string, isSignedIn: boolean): Promise<string> {
  const Logins = isSignedIn ? { [LOGIN]: await aws.admin.issueLoginToken({ provider: LOGIN, subject: 'ada' }) } : {};
  const { IdentityId } = await callIdentityPool('GetId', { IdentityPoolId, Logins });
  const { Token = '' } = await callIdentityPool('GetOpenIdToken', { IdentityId, Logins });
  return Token;
}

async function callIdentityPool(operation: string, input: object): Promise<Readonly<Record<string, string>>> {
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `AWSCognitoIdentityService.${operation}` };
  const response = await aws.handle(new Request('http://localhost/', { method: 'POST', headers, body: JSON.stringify(input) }));
  return (await response.json()) as Readonly<Record<string, string>>;
}

async function mayTake(RoleArn: string, WebIdentityToken: string): Promise<boolean> {
  const body = new URLSearchParams({ Action: 'AssumeRoleWithWebIdentity', Version: '2011-06-15', RoleArn, RoleSessionName: 'somebody', WebIdentityToken });
  const { status } = await aws.handle(new Request('https://sts.eu-west-1.amazonaws.com/', { method: 'POST', body }));
  expect([200, 403]).toContain(status);
  return status === 200;
}
