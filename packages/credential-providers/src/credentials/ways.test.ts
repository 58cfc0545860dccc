import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { AwsCredentials, CredentialProvider } from '@valetkey/core';
import { emulatorDefaults } from '@valetkey/emulator';
import { createInPageRequestHandler } from '@valetkey/emulator/in-page';
import { beforeEach, describe, expect, it } from 'vitest';
import { account, prepareAccount } from '../testKit/account.ts';
import { codeOf } from '../testKit/codeOf.ts';
import { createWorld, type World } from '../testKit/createWorld.ts';
import { listBucket } from '../testKit/listBucket.ts';
import { classicFlow } from './classicFlow.ts';
import { fromCognitoIdentityPool } from './fromCognitoIdentityPool.ts';
import { fromSaml, type SamlOptions } from './fromSaml.ts';
import { fromWebToken, type WebTokenOptions } from './fromWebToken.ts';
import { allow, policy } from './policy.ts';

const { identityPoolId } = emulatorDefaults;
const { roles, google, amazon, tenant, office, album, other } = account;
const state = await prepareAccount();

let world: World;
let ports: Pick<World, 'clock' | 'environment'>;
beforeEach(() => {
  world = createWorld({ state });
  ports = { clock: world.clock, environment: world.environment };
});

const tokenOf = (provider: string, subject = 'ada', lifetimeSeconds = 3_600): Promise<string> =>
  world.emulator.admin.issueLoginToken({ provider, subject, lifetimeSeconds });
const fromToken = (roleArn: string, webIdentityToken: WebTokenOptions['webIdentityToken'], more: Partial<WebTokenOptions> = {}): CredentialProvider =>
  fromWebToken({ roleArn, webIdentityToken, region: 'eu-west-1', ...ports, ...more });
const calls = (operation: string): number => world.emulator.calls.count(operation);

/** Whom AWS takes these credentials for, by ARN. */
async function callerOf(credentials: AwsCredentials): Promise<string> {
  const sts = new STSClient({
    region: emulatorDefaults.region,
    credentials,
    requestHandler: createInPageRequestHandler(world.emulator),
    systemClockOffset: world.emulator.clock.now() - Date.now(),
  });
  return (await sts.send(new GetCallerIdentityCommand({}))).Arn ?? '';
}

describe('an identity pool', () => {
  it('a person who signed in with a third party gets credentials of the identity pool', async () => {
    const provide = fromCognitoIdentityPool({ identityPoolId, logins: { [google]: () => tokenOf(google) }, ...ports });
    const first = await provide();
    expect(first).toMatchObject({ guest: false, identityId: expect.stringMatching(/^eu-west-1:/) });
    expect((await provide()).identityId).toBe(first.identityId);
    const grace = fromCognitoIdentityPool({ identityPoolId, logins: () => ({ [google]: () => tokenOf(google, 'grace') }), ...ports });
    expect((await grace()).identityId).not.toBe(first.identityId);
  });

  it('a person with two logins is one identity', async () => {
    const both = fromCognitoIdentityPool({ identityPoolId, logins: { [google]: () => tokenOf(google), [tenant]: () => tokenOf(tenant) }, ...ports });
    const { identityId } = await both();
    const one = fromCognitoIdentityPool({ identityPoolId, logins: { [tenant]: () => tokenOf(tenant) }, ...ports });
    expect((await one()).identityId).toBe(identityId);
  });

  it('a person whose token names several roles gets the one that is asked for, and no other', async () => {
    const claims = { 'cognito:roles': [roles.classic, roles.editor], 'cognito:preferred_role': roles.classic };
    const as = (customRoleArn?: string): CredentialProvider =>
      fromCognitoIdentityPool({
        identityPoolId,
        logins: { [office]: () => world.emulator.admin.issueLoginToken({ provider: office, subject: 'ada', claims }) },
        ...(customRoleArn === undefined ? {} : { customRoleArn }),
        ...ports,
      });
    expect(await callerOf(await as(roles.editor)())).toContain('assumed-role/editor/');
    expect(await callerOf(await as()())).toContain('assumed-role/classic/');
    world.emulator.calls.clear();
    expect(await codeOf(as(roles.account)())).toBe('IDENTITY_POOL_MISCONFIGURED');
    expect(calls('GetCredentialsForIdentity')).toBe(1);
  });

  it('the classic flow takes the role that the app names, under its policy, for the time asked for', async () => {
    const flow = classicFlow({
      roleArn: roles.classic,
      durationSeconds: 7_200,
      policy: policy(allow('s3:ListBucket', 'arn:aws:s3:::album', { when: { StringLike: { 's3:prefix': '${identityId}/*' } } })),
    });
    const given = await fromCognitoIdentityPool({ identityPoolId, logins: world.session, flow, ...ports })();
    expect(given.expiration?.getTime()).toBe(world.emulator.clock.now() + 7_200_000);
    expect(await listBucket(world, given, album, `${given.identityId}/`)).toBe('allowed');
    expect(await listBucket(world, given, album, 'eu-west-1:somebody-else/')).toBe('AccessDenied');
    expect(await listBucket(world, given, other)).toBe('AccessDenied');
  });

  it('the classic flow has a role for guests, and keeps the identity of one who signs in', async () => {
    const flow = classicFlow({ roleArn: roles.classic, guestRoleArn: roles.classicGuest });
    const guestWorld = createWorld({ state, initial: 'signed-out' });
    const { session, clock, environment } = guestWorld;
    const provide = fromCognitoIdentityPool({ identityPoolId, logins: session, guest: true, flow, clock, environment });
    const asGuest = await provide();
    expect(asGuest.guest).toBe(true);
    session.signInAs({ username: emulatorDefaults.user.email });
    expect(await provide()).toMatchObject({ guest: false, identityId: asGuest.identityId });
  });

  it('the classic flow does not give guests the role of people who signed in', async () => {
    const flow = classicFlow({ roleArn: roles.classic });
    expect(await codeOf(fromCognitoIdentityPool({ identityPoolId, guest: true, flow, ...ports })())).toBe('ROLE_NOT_ASSUMABLE');
  });
});

describe('a web identity', () => {
  it('a token of an OpenID Connect provider takes the role that trusts it', async () => {
    for (const [role, token] of [
      [roles.tenant, () => tokenOf(tenant)],
      [roles.google, () => tokenOf(google)],
      [roles.userPool, world.session],
    ] as const) {
      expect(await listBucket(world, await fromToken(role, token)(), album)).toBe('allowed');
    }
    expect(world.emulator.calls.all().filter(({ operation }) => operation.startsWith('Get'))).toEqual([]);
  });

  it('an opaque access token takes a role by the name of its provider', async () => {
    const given = await fromToken(roles.amazon, () => tokenOf(amazon), { providerId: 'www.amazon.com' })();
    expect(await listBucket(world, given, album)).toBe('allowed');
    expect(await codeOf(fromToken(roles.amazon, () => tokenOf(amazon))())).toBe('TOKEN_NOT_ACCEPTED');
  });

  it('of another audience is not accepted', async () => {
    const foreign = () => world.emulator.admin.issueLoginToken({ provider: tenant, subject: 'ada', clientId: 'another-app' });
    expect(await codeOf(fromToken(roles.tenant, foreign)())).toBe('TOKEN_NOT_ACCEPTED');
  });

  it('of a provider that the role does not trust does not open it', async () => {
    expect(await codeOf(fromToken(roles.google, () => tokenOf(tenant))())).toBe('ROLE_NOT_ASSUMABLE');
    expect(calls('STS.AssumeRoleWithWebIdentity')).toBe(1);
  });

  it('that has expired is refreshed once', async () => {
    const expired = await tokenOf(google, 'ada', 60);
    world.emulator.clock.advance(120_000);
    expect(await codeOf(fromToken(roles.google, ({ forceRefresh }) => (forceRefresh ? tokenOf(google) : expired))())).toBe('resolved');
    expect(await codeOf(fromToken(roles.google, () => expired)())).toBe('SESSION_EXPIRED');
    expect(calls('STS.AssumeRoleWithWebIdentity')).toBe(4);
  });

  it('may not live longer than the role allows, and the error says so', async () => {
    await expect(fromToken(roles.google, () => tokenOf(google), { durationSeconds: 7_201 })()).rejects.toMatchObject({
      code: 'DURATION_OUT_OF_RANGE',
      message: expect.stringContaining('MaxSessionDuration'),
    });
  });

  it('cannot be verified while its provider is out of reach, which passes', async () => {
    world.emulator.admin.setLoginProviderReachable(google, false);
    const provide = fromToken(roles.google, () => tokenOf(google));
    expect(await codeOf(provide())).toBe('SERVICE_UNAVAILABLE');
    world.emulator.admin.setLoginProviderReachable(google, true);
    expect(await codeOf(provide())).toBe('resolved');
  });
});

describe('a SAML assertion', () => {
  const respond = (): Promise<string> =>
    world.emulator.admin.issueSamlResponse({ provider: account.company, subject: 'ada', roles: [roles.saml] });
  const fromAssertion = (samlAssertion: SamlOptions['samlAssertion'], more: Partial<SamlOptions> = {}): CredentialProvider =>
    fromSaml({ roleArn: roles.saml, principalArn: account.companyArn, samlAssertion, region: 'eu-west-1', ...ports, ...more });

  it('takes the role that it names and that trusts its provider', async () => {
    const given = await fromAssertion(() => respond(), { policy: policy(allow('s3:*', 'arn:aws:s3:::album')), durationSeconds: 900 })();
    expect([await listBucket(world, given, album), await listBucket(world, given, other)]).toEqual(['allowed', 'AccessDenied']);
    expect(given.expiration?.getTime()).toBe(world.emulator.clock.now() + 900_000);
  });

  it('that has expired is asked for anew, once', async () => {
    const old = await respond();
    world.emulator.clock.advance(3_600_000);
    expect(await codeOf(fromAssertion(({ forceRefresh }) => (forceRefresh ? respond() : old))())).toBe('resolved');
    expect(await codeOf(fromAssertion(() => old)())).toBe('SESSION_EXPIRED');
    expect(calls('STS.AssumeRoleWithSAML')).toBe(4);
  });

  it('of another role does not open this one', async () => {
    expect(await codeOf(fromAssertion(() => respond(), { roleArn: roles.google })())).toBe('ROLE_NOT_ASSUMABLE');
  });

  it('that is none, or of an unknown provider, is not accepted', async () => {
    expect(await codeOf(fromAssertion(() => btoa('<saml>'))())).toBe('TOKEN_NOT_ACCEPTED');
    const unknown = account.companyArn.replace('Company', 'Nobody');
    expect(await codeOf(fromAssertion(() => respond(), { principalArn: unknown })())).toBe('TOKEN_NOT_ACCEPTED');
  });
});

describe('a policy that AWS finds too large when it is packed', () => {
  it('says how large it is', async () => {
    const folders = Array.from({ length: 25 }, () => `arn:aws:s3:::album/${crypto.randomUUID()}` as const);
    const given = fromToken(roles.google, () => tokenOf(google), { policy: policy(allow('s3:GetObject', folders)) });
    await expect(given()).rejects.toMatchObject({ code: 'POLICY_TOO_LARGE', message: expect.stringMatching(/PackedPolicySize: \d+%/) });
  });
});
