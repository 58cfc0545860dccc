import { AssumeRoleWithWebIdentityCommand, GetCallerIdentityCommand, type AssumeRoleWithWebIdentityCommandInput } from '@aws-sdk/client-sts';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { callCognito } from '../cognitoWire/callCognito.test.fixture.ts';
import type { EmulatorSeed, EmulatorState, IdentityPoolSeed } from '../index.ts';
import { createEmulator } from '../index.ts';
import { allow, buckets, changeCharacter, createStsAccount, keysOf, policyOf, refusalOf, roleArnOf, roleOf, type StsAccount } from './stsAccount.test.fixture.ts';

const poolId = 'eu-west-1:00000000-0000-4000-8000-000000000009';
const userPoolId = 'eu-west-1_Emulator9';
const clientId = 'emulator9client00000000000';
const userPoolHost = `cognito-idp.eu-west-1.amazonaws.com/${userPoolId}`;
const ada = { email: 'ada@example.com', password: 'Analytical-Engine-1843' };
const google = 'accounts.google.com';
const amazon = 'www.amazon.com';
const tenant = 'id.example.com/tenant';
const tenantArn = `arn:aws:iam::000000000000:oidc-provider/${tenant}`;
const elsewhere = 'elsewhere.example.com';

const pool: IdentityPoolSeed = {
  id: poolId,
  allowGuests: true,
  allowClassicFlow: true,
  userPools: [{ userPoolId, clientId }],
  roles: {},
};
const webIdentity = 'sts:AssumeRoleWithWebIdentity';
const trustPool = (amr: string) => ({
  Principal: { Federated: 'cognito-identity.amazonaws.com' },
  Action: webIdentity,
  Condition: {
    StringEquals: { 'cognito-identity.amazonaws.com:aud': poolId },
    'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': amr },
  },
});
const foreignKeys = await generateKeyPair('ES256', { extractable: true });
const seed: EmulatorSeed = {
  buckets,
  userPools: [{ id: userPoolId, clients: [{ id: clientId, authFlows: ['ALLOW_USER_PASSWORD_AUTH'] }], users: [ada] }],
  identityPools: [pool],
  loginProviders: [
    { name: google, clientIds: ['album.apps.googleusercontent.com'] },
    { name: amazon, clientIds: ['amzn1.application.album'] },
    { name: tenant, clientIds: ['album'] },
    { name: userPoolHost, clientIds: [clientId] },
    { name: elsewhere, clientIds: ['album'], jwks: { keys: [{ ...(await exportJWK(foreignKeys.publicKey)), kid: 'key-1', alg: 'ES256' }] } },
  ],
  roles: [
    roleOf('signed-in', trustPool('authenticated'), { maxSessionDurationSeconds: 7200 }),
    roleOf('guest', trustPool('unauthenticated')),
    roleOf('google', { Principal: { Federated: google }, Action: webIdentity, Condition: { StringEquals: { [`${google}:aud`]: 'album.apps.googleusercontent.com' } } }),
    roleOf('amazon', { Principal: { Federated: amazon }, Action: webIdentity, Condition: { StringEquals: { [`${amazon}:app_id`]: 'amzn1.application.album' } } }, {
      policies: [policyOf({ ...allow('s3:ListBucket'), Condition: { StringLike: { 's3:prefix': [`\${${amazon}:user_id}/*`] } } })],
    }),
    roleOf('tenant', { Principal: { Federated: tenantArn }, Action: [webIdentity, 'sts:TagSession'], Condition: { StringLike: { [`${tenant}:sub`]: 'staff-*' } } }, {
      policies: [policyOf({ ...allow('s3:ListBucket'), Condition: { StringLike: { 's3:prefix': '${aws:PrincipalTag/team}/*' } } })],
    }),
    roleOf('user-pool', { Principal: { Federated: `arn:aws:iam::000000000000:oidc-provider/${userPoolHost}` }, Action: webIdentity }),
    roleOf('elsewhere', { Principal: { Federated: `arn:aws:iam::000000000000:oidc-provider/${elsewhere}` }, Action: webIdentity }),
  ],
};

let prepared: EmulatorState;
let aws: StsAccount;

beforeAll(async () => {
  // Signing keys take long to make: once for all tests.
  const emulator = createEmulator({ seed });
  await emulator.prepareKeys();
  prepared = emulator.exportState();
});

beforeEach(() => {
  aws = createStsAccount(seed, prepared);
});

async function userPoolToken(): Promise<string> {
  const { body } = await callCognito(aws.emulator, 'AWSCognitoIdentityProviderService', 'InitiateAuth', {
    ClientId: clientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: ada.email, PASSWORD: ada.password },
  });
  return body.AuthenticationResult.IdToken;
}

/** The token of the classic flow, of somebody signed in or of a guest. */
async function openIdToken(isGuest = false): Promise<{ token: string; identityId: string }> {
  const Logins = isGuest ? {} : { [userPoolHost]: await userPoolToken() };
  const call = (operation: string, input: object) => callCognito(aws.emulator, 'AWSCognitoIdentityService', operation, input);
  const { IdentityId } = (await call('GetId', { IdentityPoolId: poolId, Logins })).body;
  const { body } = await call('GetOpenIdToken', { IdentityId, Logins });
  return { token: body.Token, identityId: body.IdentityId };
}

const assume = (role: string, token: string, rest: Partial<AssumeRoleWithWebIdentityCommandInput> = {}) =>
  aws.sts().send(
    new AssumeRoleWithWebIdentityCommand({ RoleArn: roleArnOf(role), RoleSessionName: 'ada', WebIdentityToken: token, ...rest }),
  );

describe('the classic flow', () => {
  it('gives credentials of a role that trusts the pool, which work as long as asked for', async () => {
    const { token, identityId } = await openIdToken();
    const answer = await assume('signed-in', token, { DurationSeconds: 7200 });
    expect(answer).toMatchObject({
      SubjectFromWebIdentityToken: identityId,
      Audience: poolId,
      Provider: 'cognito-identity.amazonaws.com',
      AssumedRoleUser: { Arn: 'arn:aws:sts::000000000000:assumed-role/signed-in/ada' },
    });
    expect(answer.PackedPolicySize).toBeUndefined();
    expect(answer.Credentials?.Expiration).toEqual(new Date((Math.floor(aws.emulator.clock.now() / 1000) + 7200) * 1000));
    const { Arn } = await aws.sts(keysOf(answer)).send(new GetCallerIdentityCommand({}));
    expect(Arn).toBe('arn:aws:sts::000000000000:assumed-role/signed-in/ada');
    aws.emulator.clock.advance(7_190_000);
    expect(await aws.listBucket(keysOf(answer), 'album')).toBe('allowed');
    aws.emulator.clock.advance(11_000);
    expect(await aws.listBucket(keysOf(answer), 'album')).toBe('ExpiredToken');
  });

  it('tells guests from people who signed in', async () => {
    const guest = (await openIdToken(true)).token;
    const signedIn = (await openIdToken()).token;
    const denied = { code: 'AccessDenied', status: 403, message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity' };
    expect(await refusalOf(assume('guest', guest))).toMatchObject({ code: 'allowed' });
    expect(await refusalOf(assume('signed-in', guest))).toEqual(denied);
    expect(await refusalOf(assume('guest', signedIn))).toEqual(denied);
  });

  it('has a token that works for ten minutes', async () => {
    const { token } = await openIdToken();
    aws.emulator.clock.advance(600_000);
    const { code, status, message } = await refusalOf(assume('signed-in', token));
    expect([code, status]).toEqual(['ExpiredTokenException', 400]);
    const [, now, expiry] = /^Token expired: current date\/time (\d+) must be before the expiration date\/time (\d+)$/.exec(message) ?? [];
    expect(Number(now)).toBeGreaterThanOrEqual(Number(expiry));
  });

  it('refuses a token with one character changed in any of its parts, and an unsigned one', async () => {
    const { token } = await openIdToken();
    const [head = '', payload = '', signature = ''] = token.split('.');
    const forged = [
      `${head}.${payload}.${changeCharacter(signature, 5)}`,
      `${head}.${changeCharacter(payload, payload.length - 10)}.${signature}`,
      `${changeCharacter(head, head.length - 5)}.${payload}.${signature}`,
      `${btoa('{"alg":"none"}').replace(/=+$/, '')}.${payload}.`,
      `${head}.${payload}.`,
    ];
    for (const one of forged) expect((await refusalOf(assume('signed-in', one))).code, one).toBe('InvalidIdentityToken');
    expect((await refusalOf(assume('signed-in', token))).code).toBe('allowed');
  });
});

describe('a token of a login provider', () => {
  it('of Google is told apart by its audience in the trust policy, for AWS has no registration of it', async () => {
    const { admin } = aws.emulator;
    const own = await admin.issueLoginToken({ provider: google, subject: '1148' });
    const foreign = await admin.issueLoginToken({ provider: google, subject: '1148', clientId: 'foreign.apps.googleusercontent.com' });
    expect(await assume('google', own)).toMatchObject({ SubjectFromWebIdentityToken: '1148', Provider: google });
    expect((await refusalOf(assume('google', foreign))).code).toBe('AccessDenied');
  });

  it('names the app in azp, which then is the audience', async () => {
    const claims = { aud: 'backend', azp: 'album.apps.googleusercontent.com' };
    const token = await aws.emulator.admin.issueLoginToken({ provider: google, subject: '1148', claims });
    expect(await assume('google', token)).toMatchObject({ Audience: 'album.apps.googleusercontent.com' });
  });

  it('of Login with Amazon is opaque, and its user id a policy variable', async () => {
    const token = await aws.emulator.admin.issueLoginToken({ provider: amazon, subject: 'amzn1.account.ADA', lifetimeSeconds: 600 });
    const keys = keysOf(await assume('amazon', token, { ProviderId: amazon }));
    expect(await aws.listBucket(keys, 'album', 'amzn1.account.ADA/')).toBe('allowed');
    expect(await aws.listBucket(keys, 'album', 'amzn1.account.GRACE/')).toBe('AccessDenied');
    const forged = changeCharacter(token, 20);
    expect(await refusalOf(assume('amazon', forged, { ProviderId: amazon }))).toMatchObject({ code: 'IDPRejectedClaim', status: 403 });
    expect(await refusalOf(assume('amazon', token, { ProviderId: 'graph.facebook.com' }))).toMatchObject({ code: 'InvalidIdentityToken' });
    aws.emulator.clock.advance(600_000);
    expect((await refusalOf(assume('amazon', token, { ProviderId: amazon }))).code).toBe('ExpiredTokenException');
  });

  it('of a generic issuer must be for a registered app, and of a subject the role trusts', async () => {
    const { admin } = aws.emulator;
    const tokenOf = (subject: string, clientIdOfToken = 'album') => admin.issueLoginToken({ provider: tenant, subject, clientId: clientIdOfToken });
    expect(await assume('tenant', await tokenOf('staff-ada'))).toMatchObject({ Provider: tenantArn });
    expect((await refusalOf(assume('tenant', await tokenOf('visitor-ada')))).code).toBe('AccessDenied');
    expect(await refusalOf(assume('tenant', await tokenOf('staff-ada', 'foreign')))).toEqual({
      code: 'InvalidIdentityToken',
      status: 400,
      message: 'Incorrect token audience',
    });
  });

  it('may bring session tags along, which policies ask for', async () => {
    const claims = { 'https://aws.amazon.com/tags': { principal_tags: { team: ['red'] } } };
    const token = await aws.emulator.admin.issueLoginToken({ provider: tenant, subject: 'staff-ada', claims });
    const keys = keysOf(await assume('tenant', token));
    expect(await aws.listBucket(keys, 'album', 'red/')).toBe('allowed');
    expect(await aws.listBucket(keys, 'album', 'blue/')).toBe('AccessDenied');
    const tagged = await aws.emulator.admin.issueLoginToken({ provider: google, subject: '1148', claims });
    expect(await refusalOf(assume('google', tagged))).toMatchObject({ code: 'AccessDenied', message: 'Not authorized to perform sts:TagSession' });
  });

  it('may be that of a user pool', async () => {
    expect(await assume('user-pool', await userPoolToken())).toMatchObject({ Audience: clientId });
  });

  it('may be signed elsewhere, by a key of the seeded set', async () => {
    const { clock } = aws.emulator;
    const sign = (key: CryptoKey, kid: string) =>
      new SignJWT({ iss: `https://${elsewhere}`, sub: 'ada', aud: 'album' })
        .setProtectedHeader({ alg: 'ES256', kid })
        .setIssuedAt(new Date(clock.now()))
        .setExpirationTime(new Date(clock.now() + 60_000))
        .sign(key);
    expect(await assume('elsewhere', await sign(foreignKeys.privateKey, 'key-1'))).toMatchObject({ SubjectFromWebIdentityToken: 'ada' });
    const stranger = await generateKeyPair('ES256');
    expect((await refusalOf(assume('elsewhere', await sign(stranger.privateKey, 'key-1')))).code).toBe('InvalidIdentityToken');
    expect((await refusalOf(assume('elsewhere', await sign(foreignKeys.privateKey, 'key-2')))).message).toMatch(/^Couldn't retrieve verification key/);
  });

  it('is refused when nobody registered its issuer, when it is no token, and when a claim is missing', async () => {
    const { admin } = aws.emulator;
    const stranger = await admin.issueLoginToken({ provider: google, subject: '1148', claims: { iss: 'https://evil.example' } });
    expect(await refusalOf(assume('google', stranger))).toEqual({
      code: 'InvalidIdentityToken',
      status: 400,
      message: 'No OpenIDConnect provider found in your account for https://evil.example',
    });
    expect((await refusalOf(assume('google', 'not a token'))).message).toMatch(/^The ID Token provided is not a valid JWT/);
    const endless = await admin.issueLoginToken({ provider: google, subject: '1148', claims: { exp: undefined } });
    expect((await refusalOf(assume('google', endless))).message).toBe('Missing a required claim: exp');
  });

  it('cannot be verified while its provider is out of reach, which clients may try again', async () => {
    const token = await aws.emulator.admin.issueLoginToken({ provider: tenant, subject: 'staff-ada' });
    aws.emulator.admin.setLoginProviderReachable(tenant, false);
    expect(await refusalOf(assume('tenant', token))).toMatchObject({ code: 'IDPCommunicationError', status: 400 });
    aws.emulator.admin.setLoginProviderReachable(tenant, true);
    expect((await refusalOf(assume('tenant', token))).code).toBe('allowed');
  });
});

describe('what is asked of AssumeRoleWithWebIdentity', () => {
  it('must be well formed, and a refusal never shows the token', async () => {
    const { token } = await openIdToken();
    const cases: readonly [Partial<AssumeRoleWithWebIdentityCommandInput>, string, string][] = [
      [{ RoleArn: 'arn:aws:iam::000000000000:user/ada' }, 'ValidationError', 'Request ARN is invalid'],
      [{ RoleArn: roleArnOf('nobody') }, 'AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity'],
      [
        { RoleSessionName: 'a' },
        'ValidationError',
        "1 validation error detected: Value 'a' at 'roleSessionName' failed to satisfy constraint: Member must have length greater than or equal to 2",
      ],
      [
        { RoleSessionName: 'ada lovelace' },
        'ValidationError',
        "1 validation error detected: Value 'ada lovelace' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
      ],
      [
        { WebIdentityToken: 'x'.repeat(20_001) },
        'ValidationError',
        "1 validation error detected: Value at 'webIdentityToken' failed to satisfy constraint: Member must have length less than or equal to 20000",
      ],
      [
        { DurationSeconds: 899 },
        'ValidationError',
        "1 validation error detected: Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
      ],
      [
        { DurationSeconds: 43_201 },
        'ValidationError',
        "1 validation error detected: Value '43201' at 'durationSeconds' failed to satisfy constraint: Member must have value less than or equal to 43200",
      ],
      [{ DurationSeconds: 7201 }, 'ValidationError', 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.'],
    ];
    for (const [input, code, message] of cases) {
      expect(await refusalOf(assume('signed-in', token, input))).toMatchObject({ code, message });
    }
  });

  it('is answered nowhere where STS is not activated', async () => {
    const { token } = await openIdToken();
    aws = createStsAccount({ ...seed, stsDisabledRegions: ['eu-west-1'] });
    const { code, status, message } = await refusalOf(assume('signed-in', token));
    expect([code, status]).toEqual(['RegionDisabledException', 403]);
    expect(message).toMatch(/^STS is not activated in this region for account:000000000000\./);
  });

  it('meets queued faults in the words of STS', async () => {
    const { token } = await openIdToken();
    const { faults } = aws.emulator;
    const operation = 'STS.AssumeRoleWithWebIdentity';
    for (const kind of ['expired-token', 'throttle', 'server-error'] as const) faults.enqueue({ operation, kind });
    const codes = [await refusalOf(assume('signed-in', token)), await refusalOf(assume('signed-in', token)), await refusalOf(assume('signed-in', token))];
    expect(codes.map(({ code, status }) => [code, status])).toEqual([['ExpiredTokenException', 400], ['Throttling', 400], ['InternalFailure', 500]]);
    expect((await refusalOf(assume('signed-in', token))).code).toBe('allowed');
    expect(aws.emulator.calls.count(operation)).toBe(4);
  });
});
