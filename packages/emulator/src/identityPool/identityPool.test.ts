import { decodeJwt, decodeProtectedHeader } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import { callCognito, type CognitoReply } from '../cognitoWire/callCognito.test.fixture.ts';
import { createEmulator, defaultSeed, emulatorDefaults, type Emulator } from '../index.ts';
import { openSessionToken } from '../gate/sessionToken.ts';

const { identityPoolId, userPoolId, userPoolClientId, user: ada } = emulatorDefaults;
const provider = `cognito-idp.eu-west-1.amazonaws.com/${userPoolId}`;
const grace = { email: 'grace@example.com', password: 'Nanoseconds-And-Wire-1' };
const hour = 60 * 60 * 1000;

let emulator: Emulator;

beforeEach(() => {
  emulator = createEmulator();
});

const call = (operation: string, input: object): Promise<CognitoReply> =>
  callCognito(emulator, 'AWSCognitoIdentityService', operation, input);

async function signIn(user: { email: string; password: string } = ada): Promise<{ idToken: string; accessToken: string }> {
  const { body } = await callCognito(emulator, 'AWSCognitoIdentityProviderService', 'InitiateAuth', {
    ClientId: userPoolClientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: user.email, PASSWORD: user.password },
  });
  return { idToken: body.AuthenticationResult.IdToken, accessToken: body.AuthenticationResult.AccessToken };
}

const getId = async (logins?: object) => (await call('GetId', { IdentityPoolId: identityPoolId, Logins: logins })).body.IdentityId;
const getCredentials = (identityId: string, logins?: object) =>
  call('GetCredentialsForIdentity', { IdentityId: identityId, Logins: logins });
const sealKey = () => emulator.exportState().iam.sealKey;

describe('an identity pool', () => {
  it('gives a signed-in person credentials of the authenticated role for one hour', async () => {
    const { idToken } = await signIn();
    const identityId = await getId({ [provider]: idToken });
    const { status, body } = await getCredentials(identityId, { [provider]: idToken });
    expect(status).toBe(200);
    expect(body.IdentityId).toBe(identityId);
    expect(body.Credentials.AccessKeyId).toMatch(/^ASIAEMU/);
    expect(body.Credentials.Expiration).toBe(Math.floor(emulator.clock.now() / 1000) + 3600);
    const claims = await openSessionToken(body.Credentials.SessionToken, sealKey());
    expect(claims).toMatchObject({
      principal: { kind: 'role', roleArn: emulatorDefaults.authenticatedRoleArn },
      variables: { 'cognito-identity.amazonaws.com:sub': identityId },
    });
    expect(claims?.sessionPolicies).toBeUndefined();
  });

  it('answers the same identity for the same person every time', async () => {
    const first = await getId({ [provider]: (await signIn()).idToken });
    expect(await getId({ [provider]: (await signIn()).idToken })).toBe(first);
  });

  it.each([undefined, {}])('takes Logins %j for a guest, whose role is narrowed by the guest session policies', async (logins) => {
    const { body } = await getCredentials(await getId(logins), logins);
    const claims = await openSessionToken(body.Credentials.SessionToken, sealKey());
    expect(claims?.principal).toMatchObject({ roleArn: emulatorDefaults.guestRoleArn });
    expect(claims?.sessionPolicies).not.toHaveLength(0);
  });

  it('lets a guest who signs in keep the identity id', async () => {
    const guest = await getId();
    const logins = { [provider]: (await signIn()).idToken };
    expect((await getCredentials(guest, logins)).body.IdentityId).toBe(guest);
    expect(await getId(logins)).toBe(guest);
  });

  it('merges a guest into the identity a person already has', async () => {
    const logins = { [provider]: (await signIn()).idToken };
    const known = await getId(logins);
    const guest = await getId();
    expect((await getCredentials(guest, logins)).body.IdentityId).toBe(known);
    expect((await getCredentials(guest)).body).toMatchObject({ __type: 'ResourceNotFoundException' });
  });

  it('refuses a guest the identity of a person', async () => {
    const identityId = await getId({ [provider]: (await signIn()).idToken });
    expect((await getCredentials(identityId)).body).toEqual({
      __type: 'NotAuthorizedException',
      message: `Access to Identity '${identityId}' is forbidden.`,
    });
  });

  it('refuses one person the identity of another', async () => {
    emulator.admin.createUser(grace);
    const identityId = await getId({ [provider]: (await signIn()).idToken });
    const { body } = await getCredentials(identityId, { [provider]: (await signIn(grace)).idToken });
    expect(body.message).toBe("Logins don't match. Please include at least one valid login for this identity or identity pool.");
  });

  it('refuses an expired token, saying now first and expiry second', async () => {
    const { idToken } = await signIn();
    emulator.clock.advance(hour);
    const { status, body } = await call('GetId', { IdentityPoolId: identityPoolId, Logins: { [provider]: idToken } });
    expect(status).toBe(400);
    const [, now, expiry] = /^Invalid login token\. Token expired: (\d+) >= (\d+)$/.exec(body.message ?? '') ?? [];
    expect(Number(now)).toBeGreaterThanOrEqual(Number(expiry));
    expect(Number(now)).toBe(Math.floor(emulator.clock.now() / 1000));
  });

  it('refuses a token with one character of its signature changed', async () => {
    const { idToken } = await signIn();
    const [head, payload, signature = ''] = idToken.split('.');
    const forged = `${head}.${payload}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
    const { body } = await call('GetId', { IdentityPoolId: identityPoolId, Logins: { [provider]: forged } });
    expect(body.message).toBe("Invalid login token. Couldn't verify signed token.");
  });

  it('refuses an unsigned token that says alg none', async () => {
    const [, payload] = (await signIn()).idToken.split('.');
    const none = `${btoa('{"alg":"none"}').replace(/=+$/, '')}.${payload}.`;
    const { body } = await call('GetId', { IdentityPoolId: identityPoolId, Logins: { [provider]: none } });
    expect(body.__type).toBe('NotAuthorizedException');
  });

  it('refuses an access token where an ID token belongs', async () => {
    const { accessToken } = await signIn();
    const { body } = await call('GetId', { IdentityPoolId: identityPoolId, Logins: { [provider]: accessToken } });
    expect(body.message).toBe('Invalid login token. Not a Cognito token.');
  });

  it('refuses providers it does not know and tokens of another issuer', async () => {
    const { idToken } = await signIn();
    const other = await call('GetId', { IdentityPoolId: identityPoolId, Logins: { 'accounts.google.com': idToken } });
    expect(other.body.message).toBe('Token is not from a supported provider of this identity pool.');

    const userPools = defaultSeed.userPools!.map((pool) => ({ ...pool, issuer: 'https://id.example.com' }));
    emulator = createEmulator({ seed: { ...defaultSeed, userPools } });
    const { body } = await call('GetId', { IdentityPoolId: identityPoolId, Logins: { 'id.example.com': idToken } });
    expect(body.message).toBe("Invalid login token. Issuer doesn't match providerName");
  });

  it('refuses a token of an app client that is not registered', async () => {
    const { idToken } = await signIn();
    const state = emulator.exportState();
    const pool = state.identityPools[identityPoolId]!;
    const distrustful = { ...pool, userPools: [{ userPoolId, clientId: 'another' }] };
    emulator = createEmulator({ state: { ...state, identityPools: { [identityPoolId]: distrustful } } });
    const { body } = await call('GetId', { IdentityPoolId: identityPoolId, Logins: { [provider]: idToken } });
    expect(body.message).toBe('Invalid login token. Incorrect token audience.');
  });

  it('refuses guests where the pool serves none, and pools and identities that do not exist', async () => {
    const identityPools = defaultSeed.identityPools!.map((pool) => ({ ...pool, allowGuests: false }));
    emulator = createEmulator({ seed: { ...defaultSeed, identityPools } });
    expect((await call('GetId', { IdentityPoolId: identityPoolId })).body).toEqual({
      __type: 'NotAuthorizedException',
      message: 'Unauthenticated access is not supported for this identity pool.',
    });
    expect((await call('GetId', { IdentityPoolId: 'eu-west-1:nowhere' })).body.__type).toBe('ResourceNotFoundException');
    expect((await getCredentials('eu-west-1:nobody')).body.__type).toBe('ResourceNotFoundException');
  });

  it('gives nothing of a role whose trust policy does not trust the pool', async () => {
    const distrust = defaultSeed.roles!.map((role) => ({ ...role, trustPolicy: { Version: '2012-10-17', Statement: [] } as const }));
    emulator = createEmulator({ seed: { ...defaultSeed, roles: distrust } });
    expect((await getCredentials(await getId())).body.__type).toBe('InvalidIdentityPoolConfigurationException');
  });

  it('still takes the ID token of someone who signed out everywhere, as AWS does', async () => {
    const { idToken } = await signIn();
    emulator.admin.revokeTokens(ada.email);
    expect(await getId({ [provider]: idToken })).toMatch(/^eu-west-1:/);
  });
});

describe('the classic flow', () => {
  it('is refused where the pool does not allow it, before anything is said of the login', async () => {
    const { body } = await call('GetOpenIdToken', { IdentityId: await getId() });
    expect(body).toEqual({ __type: 'InvalidParameterException', message: 'Basic (classic) flow is not enabled, please use enhanced flow.' });
  });

  it('asks for the same logins as the enhanced flow', async () => {
    const identityPools = defaultSeed.identityPools!.map((pool) => ({ ...pool, allowClassicFlow: true }));
    emulator = createEmulator({ seed: { ...defaultSeed, identityPools } });
    const logins = { [provider]: (await signIn()).idToken };
    const identityId = await getId(logins);
    expect((await call('GetOpenIdToken', { IdentityId: identityId })).body.message).toBe(`Access to Identity '${identityId}' is forbidden.`);
    const { body } = await call('GetOpenIdToken', { IdentityId: identityId, Logins: logins });
    expect(body.IdentityId).toBe(identityId);
    const { sub } = decodeJwt(logins[provider]!);
    expect(decodeJwt(body.Token)).toMatchObject({
      iss: 'https://cognito-identity.amazonaws.com',
      aud: identityPoolId,
      sub: identityId,
      amr: ['authenticated', provider, `${provider}:CognitoSignIn:${sub}`],
    });
    expect(decodeProtectedHeader(body.Token).alg).toBe('RS512');
  });
});
