import { decodeJwt } from 'jose';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { callCognito, type CognitoReply } from '../cognitoWire/callCognito.test.fixture.ts';
import { openSessionToken, type SessionClaims } from '../gate/sessionToken.ts';
import { signRequest } from '../gate/signRequest.test.fixture.ts';
import { createEmulator, type Emulator, type EmulatorSeed, type EmulatorState, type IdentityPoolSeed, type RoleMapping } from '../index.ts';

const poolId = 'eu-west-1:00000000-0000-4000-8000-000000000008';
const userPoolId = 'eu-west-1_Emulator8';
const clientId = 'emulator8client00000000000';
const userPool = `cognito-idp.eu-west-1.amazonaws.com/${userPoolId}`;
const google = 'accounts.google.com';
const facebook = 'graph.facebook.com';
const developer = 'login.example.com';
const cognito = 'cognito-identity.amazonaws.com';
const roleArn = (name: string) => `arn:aws:iam::000000000000:role/${name}`;
const backend = { accessKeyId: 'AKIAEMUBACKEND000000', secretAccessKey: 'the-secret-of-the-backend-in-a-test-only' };
const stranger = { accessKeyId: 'AKIAEMUSTRANGER00000', secretAccessKey: 'the-secret-of-a-stranger-in-a-test-only0' };
const people = [
  { email: 'ada@example.com', password: 'Analytical-Engine-1843', attributes: { 'custom:department': 'engine' }, groups: ['editors', 'staff'] },
  { email: 'grace@example.com', password: 'Nanoseconds-And-Wire-1', groups: ['staff'] },
  { email: 'bob@example.com', password: 'Difference-Engine-1822' },
] as const;
type Person = 'ada' | 'grace' | 'bob';

const trustAll = (name: string) => ({
  arn: roleArn(name),
  trustPolicy: {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal: { Federated: cognito }, Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'] },
  },
  policies: [],
}) as const;
const pool: IdentityPoolSeed = {
  id: poolId,
  allowGuests: true,
  userPools: [{ userPoolId, clientId }],
  loginProviders: [
    { provider: google, clientId: 'album.apps.googleusercontent.com' },
    { provider: facebook, clientId: '1234' },
  ],
  developerProvider: developer,
  roles: { authenticated: roleArn('signed-in'), guest: roleArn('guest') },
};
const seedOf = (change: Partial<IdentityPoolSeed> = {}): EmulatorSeed => ({
  userPools: [
    {
      id: userPoolId,
      clients: [{ id: clientId, authFlows: ['ALLOW_USER_PASSWORD_AUTH'] }],
      groups: [
        { name: 'staff', roleArn: roleArn('staff'), precedence: 10 },
        { name: 'editors', roleArn: roleArn('editor'), precedence: 1 },
      ],
      users: people,
    },
  ],
  identityPools: [{ ...pool, ...change }],
  loginProviders: [
    { name: google, clientIds: ['album.apps.googleusercontent.com'] },
    { name: facebook, clientIds: ['1234'] },
    { name: 'id.example.com', clientIds: ['album'] },
  ],
  samlProviders: [{ name: 'Office', entityId: 'https://idp.office.example' }],
  roles: ['signed-in', 'guest', 'staff', 'editor'].map(trustAll),
  users: [
    {
      name: 'backend',
      policies: [
        {
          Version: '2012-10-17',
          Statement: {
            Effect: 'Allow',
            Action: 'cognito-identity:GetOpenIdTokenForDeveloperIdentity',
            Resource: `arn:aws:cognito-identity:eu-west-1:000000000000:identitypool/${poolId}`,
          },
        },
      ],
      accessKeys: [backend],
    },
    { name: 'stranger', accessKeys: [stranger] },
  ],
});

let prepared: EmulatorState;
let emulator: Emulator;

beforeAll(async () => {
  const first = createEmulator({ seed: seedOf() });
  await first.prepareKeys();
  prepared = first.exportState();
});

/** An emulator whose pool is as seeded but for a change. */
function start(change: Partial<IdentityPoolSeed> = {}): void {
  emulator = createEmulator({ state: { ...prepared, identityPools: { [poolId]: { ...pool, ...change, identities: {} } } } });
}

beforeEach(() => start());

const call = (operation: string, input: object): Promise<CognitoReply> =>
  callCognito(emulator, 'AWSCognitoIdentityService', operation, input);
const getId = async (Logins: object = {}) => (await call('GetId', { IdentityPoolId: poolId, Logins })).body;
const getCredentials = async (Logins: object, rest: object = {}) =>
  (await call('GetCredentialsForIdentity', { IdentityId: (await getId(Logins)).IdentityId, Logins, ...rest })).body;
const claimsOf = async (body: CognitoReply['body']): Promise<SessionClaims> =>
  (await openSessionToken(body.Credentials.SessionToken, emulator.exportState().iam.sealKey))!;
const roleGivenTo = async (Logins: object, rest: object = {}): Promise<string> => {
  const body = await getCredentials(Logins, rest);
  if (body.__type !== undefined) return body.message ?? '';
  const { principal } = await claimsOf(body);
  return principal.kind === 'role' ? principal.roleArn : principal.kind;
};

async function idToken(person: Person): Promise<string> {
  const { email, password } = people.find(({ email: address }) => address.startsWith(person))!;
  const { body } = await callCognito(emulator, 'AWSCognitoIdentityProviderService', 'InitiateAuth', {
    ClientId: clientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: email, PASSWORD: password },
  });
  return body.AuthenticationResult.IdToken;
}
const loginsOf = async (person: Person) => ({ [userPool]: await idToken(person) });

describe('logins of third parties', () => {
  it('give an identity each, the same one every time', async () => {
    const { admin } = emulator;
    const googleLogin = async () => ({ [google]: await admin.issueLoginToken({ provider: google, subject: '1148' }) });
    const facebookLogin = { [facebook]: await admin.issueLoginToken({ provider: facebook, subject: '77' }) };
    const first = await getId(await googleLogin());
    expect(first.IdentityId).toMatch(/^eu-west-1:/);
    expect((await getId(await googleLogin())).IdentityId).toBe(first.IdentityId);
    expect((await getId(facebookLogin)).IdentityId).not.toBe(first.IdentityId);
    expect(await roleGivenTo(facebookLogin)).toBe(roleArn('signed-in'));
  });

  it('belong to one person when sent together, who may sign in by either from then on', async () => {
    const byGoogle = { [google]: await emulator.admin.issueLoginToken({ provider: google, subject: '1148' }) };
    const both = { ...(await loginsOf('ada')), ...byGoogle };
    const { IdentityId } = await getCredentials(both);
    expect((await getId(byGoogle)).IdentityId).toBe(IdentityId);
    const { variables } = await claimsOf(await getCredentials(both));
    const { sub } = decodeJwt(both[userPool]!);
    expect(variables[`${cognito}:amr`]).toEqual([
      'authenticated',
      userPool,
      `${userPool}:CognitoSignIn:${sub}`,
      google,
      `${google}:album.apps.googleusercontent.com:1148`,
    ]);
  });

  it('are refused for another app, under another name, changed, expired, and from providers the pool does not take', async () => {
    const { admin, clock } = emulator;
    const token = await admin.issueLoginToken({ provider: google, subject: '1148' });
    const messageFor = async (logins: object) => (await getId(logins)).message;
    const foreign = await admin.issueLoginToken({ provider: google, subject: '1148', clientId: 'foreign' });
    expect(await messageFor({ [google]: foreign })).toBe('Invalid login token. Incorrect token audience.');
    const otherIssuer = await admin.issueLoginToken({ provider: google, subject: '1148', claims: { iss: 'https://evil.example' } });
    expect(await messageFor({ [google]: otherIssuer })).toBe("Invalid login token. Issuer doesn't match providerName");
    const [head, payload, signature = ''] = token.split('.');
    const forged = `${head}.${payload}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
    expect(await messageFor({ [google]: forged })).toBe("Invalid login token. Couldn't verify signed token.");
    expect(await messageFor({ [google]: 'no token' })).toBe('Invalid login token. Not a valid OpenId Connect identity token.');
    const unknown = await admin.issueLoginToken({ provider: 'id.example.com', subject: 'ada' });
    expect(await messageFor({ 'id.example.com': unknown })).toBe('Token is not from a supported provider of this identity pool.');
    clock.advance(3_600_000);
    expect(await messageFor({ [google]: token })).toMatch(/^Invalid login token\. Token expired: \d+ >= \d+$/);
  });

  it('cannot be verified while the provider is out of reach', async () => {
    const login = { [google]: await emulator.admin.issueLoginToken({ provider: google, subject: '1148' }) };
    emulator.admin.setLoginProviderReachable(google, false);
    expect((await getId(login)).__type).toBe('ExternalServiceException');
  });
});

describe('a SAML login', () => {
  const office = 'arn:aws:iam::000000000000:saml-provider/Office';
  const roles = [roleArn('editor'), roleArn('staff')];
  const respond = (options: object = {}) => emulator.admin.issueSamlResponse({ provider: 'Office', subject: 'ada@office.example', roles, ...options });

  it('gives an identity, and a role of those the response offers to whoever asks for it', async () => {
    start({ samlProviders: [office], roleMappings: { [office]: { type: 'token', ambiguous: 'deny' } } });
    const first = (await getId({ [office]: await respond() })).IdentityId;
    expect((await getId({ [office]: await respond() })).IdentityId).toBe(first);
    expect(await roleGivenTo({ [office]: await respond() })).toBe('The ambiguous role mapping rules denied this request.');
    expect(await roleGivenTo({ [office]: await respond() }, { CustomRoleArn: roleArn('staff') })).toBe(roleArn('staff'));
    expect(await roleGivenTo({ [office]: await respond({ roles: [roleArn('editor')] }) })).toBe(roleArn('editor'));
  });

  it('is refused changed, expired, and where the pool does not take it', async () => {
    const response = await respond();
    expect((await getId({ [office]: response })).message).toBe('Token is not from a supported provider of this identity pool.');
    start({ samlProviders: [office] });
    expect((await getId({ [office]: btoa(atob(response).replace('ada@', 'bob@')) })).message).toBe("Invalid login token. Couldn't verify signed token.");
    expect((await getId({ [office]: btoa('<no>') })).message).toBe('Invalid login token. Not a valid SAML response.');
    emulator.clock.advance(300_000);
    // In ms here, where tokens count in s.
    expect((await getId({ [office]: response })).message).toMatch(/^Invalid login token\. Token expired: \d{13} >= \d{13}$/);
  });
});

describe('a role mapping', () => {
  const byToken = (ambiguous: RoleMapping['ambiguous']) => ({ roleMappings: { [`${userPool}:${clientId}`]: { type: 'token', ambiguous } } }) as const;
  const byRules = (ambiguous: RoleMapping['ambiguous'] = 'deny') =>
    ({
      roleMappings: {
        [userPool]: {
          type: 'rules',
          ambiguous,
          rules: [
            { claim: 'custom:department', match: 'equals', value: 'engine', roleArn: roleArn('editor') },
            { claim: 'cognito:groups', match: 'contains', value: 'staff', roleArn: roleArn('staff') },
          ],
        },
      },
    }) as const;

  it('by token gives the preferred role of the groups, and another of them to whoever asks for it', async () => {
    start(byToken('deny'));
    const ada = await loginsOf('ada');
    expect(decodeJwt(ada[userPool]!)).toMatchObject({
      'cognito:groups': ['editors', 'staff'],
      'cognito:roles': [roleArn('editor'), roleArn('staff')],
      'cognito:preferred_role': roleArn('editor'),
    });
    expect(await roleGivenTo(ada)).toBe(roleArn('editor'));
    expect(await roleGivenTo(ada, { CustomRoleArn: roleArn('staff') })).toBe(roleArn('staff'));
    expect(await roleGivenTo(ada, { CustomRoleArn: roleArn('signed-in') })).toBe(`Access to Role '${roleArn('signed-in')}' is forbidden.`);
    expect(await roleGivenTo(await loginsOf('grace'))).toBe(roleArn('staff'));
  });

  it('by token follows a change of groups with the next token', async () => {
    start(byToken('deny'));
    emulator.admin.setUserGroups('ada@example.com', ['staff']);
    expect(await roleGivenTo(await loginsOf('ada'))).toBe(roleArn('staff'));
  });

  it('that decides nothing denies or falls back, as it says', async () => {
    start(byToken('deny'));
    expect(await roleGivenTo(await loginsOf('bob'))).toBe('The ambiguous role mapping rules denied this request.');
    start(byToken('authenticatedRole'));
    expect(await roleGivenTo(await loginsOf('bob'))).toBe(roleArn('signed-in'));
  });

  it('by rules gives the role of the first that fits, and another that fits to whoever asks for it', async () => {
    start(byRules());
    const ada = await loginsOf('ada');
    expect(await roleGivenTo(ada)).toBe(roleArn('editor'));
    expect(await roleGivenTo(ada, { CustomRoleArn: roleArn('staff') })).toBe(roleArn('staff'));
    const grace = await loginsOf('grace');
    expect(await roleGivenTo(grace)).toBe(roleArn('staff'));
    expect(await roleGivenTo(grace, { CustomRoleArn: roleArn('editor') })).toMatch(/is forbidden\.$/);
    expect(await roleGivenTo(await loginsOf('bob'))).toMatch(/^The ambiguous/);
  });

  it('is what a custom role needs: without one, and for guests, none is given', async () => {
    expect(await roleGivenTo(await loginsOf('ada'), { CustomRoleArn: roleArn('staff') })).toMatch(/is forbidden\.$/);
    expect(await roleGivenTo({}, { CustomRoleArn: roleArn('staff') })).toMatch(/is forbidden\.$/);
  });
});

describe('attributes for access control', () => {
  it('become tags of the session', async () => {
    start({ principalTags: { [userPool]: { department: 'custom:department', app: 'aud', missing: 'custom:nothing' } } });
    const { variables } = await claimsOf(await getCredentials(await loginsOf('ada')));
    expect(variables).toMatchObject({ 'aws:PrincipalTag/department': 'engine', 'aws:PrincipalTag/app': clientId });
    expect(variables).not.toHaveProperty('aws:PrincipalTag/missing');
  });

  it('need a role that lets sessions be tagged', async () => {
    const principalTags = { [userPool]: { app: 'aud' } };
    start({ principalTags });
    const state = emulator.exportState();
    const role = state.iam.roles[roleArn('signed-in')]!;
    const Statement = { Effect: 'Allow', Principal: { Federated: cognito }, Action: 'sts:AssumeRoleWithWebIdentity' } as const;
    state.iam.roles[roleArn('signed-in')] = { ...role, trustPolicy: { Version: '2012-10-17', Statement } };
    emulator = createEmulator({ state });
    expect((await getCredentials(await loginsOf('ada'))).__type).toBe('InvalidIdentityPoolConfigurationException');
  });
});

describe('a developer identity', () => {
  async function vouch(input: object, keys = backend): Promise<CognitoReply['body']> {
    const request = new Request('https://cognito-identity.eu-west-1.amazonaws.com/', {
      method: 'POST',
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AWSCognitoIdentityService.GetOpenIdTokenForDeveloperIdentity' },
      body: JSON.stringify({ IdentityPoolId: poolId, Logins: { [developer]: 'ada-7' }, ...input }),
    });
    const signed = await signRequest(request, keys, { service: 'cognito-identity', at: emulator.clock.now() });
    return (await (await emulator.handle(signed)).json()) as CognitoReply['body'];
  }

  it('is vouched for by a backend, and gets credentials with its token', async () => {
    const { IdentityId, Token } = await vouch({ PrincipalTags: { team: 'red' } });
    expect(decodeJwt(Token)).toMatchObject({ sub: IdentityId, amr: ['authenticated', developer, `${developer}:${poolId}:ada-7`] });
    const Logins = { [cognito]: Token };
    const { body } = await call('GetCredentialsForIdentity', { IdentityId, Logins });
    expect((await claimsOf(body)).variables).toMatchObject({ [`${cognito}:sub`]: IdentityId, 'aws:PrincipalTag/team': 'red' });
    expect((await getId(Logins)).IdentityId).toBe(IdentityId);
    expect((await vouch({})).IdentityId).toBe(IdentityId);
  });

  it('has a token for fifteen minutes, or as long as asked for, and for that identity only', async () => {
    const { IdentityId, Token } = await vouch({});
    const other = await vouch({ Logins: { [developer]: 'grace-8' }, TokenDuration: 60 });
    const use = async (identityId: string, token: string) =>
      (await call('GetCredentialsForIdentity', { IdentityId: identityId, Logins: { [cognito]: token } })).body.message;
    expect(await use(IdentityId, other.Token)).toMatch(/^Logins don't match/);
    emulator.clock.advance(60_000);
    expect(await use(other.IdentityId, other.Token)).toMatch(/Token expired/);
    expect(await use(IdentityId, Token)).toBeUndefined();
    emulator.clock.advance(840_000);
    expect(await use(IdentityId, Token)).toMatch(/Token expired/);
    expect((await vouch({ TokenDuration: 86_401 })).__type).toBe('InvalidParameterException');
  });

  it('is one of its own pool only', async () => {
    const { Token } = await vouch({});
    const otherId = 'eu-west-1:00000000-0000-4000-8000-000000000007';
    const state = emulator.exportState();
    emulator = createEmulator({ state: { ...state, identityPools: { ...state.identityPools, [otherId]: { ...pool, id: otherId, identities: {} } } } });
    const { body } = await call('GetId', { IdentityPoolId: otherId, Logins: { [cognito]: Token } });
    expect(body.message).toBe('Invalid login token. Incorrect token audience.');
  });

  it('can become that of a guest, once', async () => {
    const { IdentityId } = await getId();
    expect((await vouch({ IdentityId })).IdentityId).toBe(IdentityId);
    const { IdentityId: another } = await getId();
    expect((await vouch({ IdentityId: another })).__type).toBe('DeveloperUserAlreadyRegisteredException');
  });

  it('is vouched for by nobody without keys, without permission, or under another provider name', async () => {
    expect((await vouch({}, { ...backend, secretAccessKey: 'x' })).__type).toBe('InvalidSignatureException');
    expect(await vouch({}, stranger)).toMatchObject({
      __type: 'AccessDeniedException',
      message: expect.stringContaining('is not authorized to perform: cognito-identity:GetOpenIdTokenForDeveloperIdentity'),
    });
    expect((await call('GetOpenIdTokenForDeveloperIdentity', { IdentityPoolId: poolId })).body.__type).toBe('MissingAuthenticationTokenException');
    expect((await vouch({ Logins: { 'login.other.example': 'ada-7' } })).__type).toBe('InvalidParameterException');
  });
});
