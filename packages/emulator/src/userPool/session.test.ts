import { createLocalJWKSet, decodeJwt, jwtVerify, type JSONWebKeySet } from 'jose';
import { Secret, TOTP } from 'otpauth';
import { beforeEach, describe, expect, it } from 'vitest';
import { callCognito } from '../cognitoWire/callCognito.test.fixture.ts';
import { createEmulator, defaultSeed, emulatorDefaults, type Emulator } from '../index.ts';

const { userPoolClientId, rotatingUserPoolClientId, userPoolId, user: ada } = emulatorDefaults;
const newPassword = 'Difference-Engine-1822';
const second = 1000;
const minute = 60 * second;
const day = 24 * 60 * minute;

const phone = '+441632961843';

let emulator: Emulator;

beforeEach(() => {
  emulator = createEmulator();
});

async function call(operation: string, input: object) {
  const { status, body } = await callCognito(emulator, 'AWSCognitoIdentityProviderService', operation, input);
  return { status, ...body };
}

const signIn = (password = ada.password, username = ada.email) =>
  call('InitiateAuth', {
    ClientId: userPoolClientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: username, PASSWORD: password },
  });
const tokensOf = async () => (await signIn()).AuthenticationResult;
const respond = (ChallengeName: string, Session: string, responses: object, ClientId = userPoolClientId) =>
  call('RespondToAuthChallenge', { ClientId, ChallengeName, Session, ChallengeResponses: { USERNAME: ada.email, ...responses } });
const textedCode = () => emulator.mailbox.latest(phone)?.code ?? '';
const wrongCode = (code: string) => (code === '000000' ? '000001' : '000000');
const refresh = (RefreshToken: string, ClientId = userPoolClientId) => call('GetTokensFromRefreshToken', { ClientId, RefreshToken });
const refreshOldWay = (token: string, ClientId = userPoolClientId) =>
  call('InitiateAuth', { ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN: token } });

describe('tokens', () => {
  it('carry the claims Cognito gives them and verify against the published keys', async () => {
    const { AccessToken, IdToken, ExpiresIn } = await tokensOf();
    const jwks = await emulator.handle(new Request(`http://localhost/${userPoolId}/.well-known/jwks.json`));
    const keys = createLocalJWKSet((await jwks.json()) as JSONWebKeySet);
    const issuer = `https://cognito-idp.eu-west-1.amazonaws.com/${userPoolId}`;
    const id = await jwtVerify(IdToken, keys, { issuer, audience: userPoolClientId });
    const access = await jwtVerify(AccessToken, keys, { issuer });
    expect(id.payload).toMatchObject({ token_use: 'id', email: ada.email, 'cognito:username': id.payload.sub });
    expect(access.payload).toMatchObject({ token_use: 'access', client_id: userPoolClientId, username: id.payload.sub });
    expect(access.payload['origin_jti']).toBe(id.payload['origin_jti']);
    expect(ExpiresIn).toBe(3600);
    expect(Number(access.payload.exp) - Number(access.payload.iat)).toBe(3600);
  });

  it('never publish a private key', async () => {
    const jwks = await emulator.handle(new Request(`http://localhost/${userPoolId}/.well-known/jwks.json`));
    const { keys } = (await jwks.json()) as JSONWebKeySet;
    expect(Object.keys(keys[0] ?? {}).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
  });

  it('live as long as the app client says', async () => {
    const [pool] = defaultSeed.userPools ?? [];
    const client = { ...pool!.clients[0]!, accessTokenMinutes: 5, idTokenMinutes: 10 };
    emulator = createEmulator({ seed: { ...defaultSeed, userPools: [{ ...pool!, clients: [client] }] } });
    const { AccessToken, IdToken, ExpiresIn } = await tokensOf();
    const life = (token: string) => Number(decodeJwt(token).exp) - Number(decodeJwt(token).iat);
    expect([life(AccessToken), life(IdToken), ExpiresIn]).toEqual([300, 600, 300]);
  });

  it('stop working when the clock says so', async () => {
    const { AccessToken } = await tokensOf();
    emulator.clock.advance(60 * minute);
    expect(await call('GetUser', { AccessToken })).toMatchObject({
      status: 400,
      __type: 'NotAuthorizedException',
      message: 'Access Token has expired',
    });
  });

  it('are refused when forged, or of the wrong kind', async () => {
    const { AccessToken, IdToken } = await tokensOf();
    const [head, , signature] = AccessToken.split('.');
    const claims = btoa(JSON.stringify({ ...decodeJwt(AccessToken), username: 'someone-else' })).replace(/=+$/, '');
    for (const token of [`${head}.${claims}.${signature}`, IdToken, 'nonsense']) {
      expect(await call('GetUser', { AccessToken: token })).toMatchObject({ message: 'Invalid Access Token' });
    }
  });
});

describe('refreshing', () => {
  it('gives fresh tokens of the same sign-in, and no other refresh token while rotation is off', async () => {
    const first = await tokensOf();
    emulator.clock.advance(10 * second);
    const { AuthenticationResult: fresh } = await refresh(first.RefreshToken);
    expect(decodeJwt(fresh.IdToken)).toMatchObject({
      auth_time: decodeJwt(first.IdToken)['auth_time'],
      origin_jti: decodeJwt(first.IdToken)['origin_jti'],
    });
    expect(Number(decodeJwt(fresh.IdToken).iat)).toBeGreaterThan(Number(decodeJwt(first.IdToken).iat));
    expect(fresh.RefreshToken).toBeUndefined();
    expect((await refreshOldWay(first.RefreshToken)).status).toBe(200);
  });

  it('ends after thirty days', async () => {
    const { RefreshToken } = await tokensOf();
    emulator.clock.advance(30 * day);
    expect(await refresh(RefreshToken)).toMatchObject({ __type: 'NotAuthorizedException', message: 'Refresh Token has expired' });
  });

  it('refuses tokens it never gave out, and those of another app client', async () => {
    const { RefreshToken } = await tokensOf();
    const invalid = { __type: 'NotAuthorizedException', message: 'Invalid Refresh Token.' };
    expect(await refresh('EMU.nonsense')).toMatchObject(invalid);
    expect(await refresh(RefreshToken, rotatingUserPoolClientId)).toMatchObject(invalid);
  });

  it('refuses a person who was disabled', async () => {
    const { RefreshToken } = await tokensOf();
    emulator.admin.disableUser(ada.email);
    expect((await refresh(RefreshToken)).message).toBe('User is disabled.');
    expect((await signIn()).message).toBe('User is disabled.');
  });
});

describe('refresh token rotation', () => {
  function rotating(retryGraceSeconds: number): void {
    const [pool] = defaultSeed.userPools ?? [];
    const client = { ...pool!.clients[0]!, refreshTokenRotation: { retryGraceSeconds } };
    emulator = createEmulator({ seed: { ...defaultSeed, userPools: [{ ...pool!, clients: [client] }] } });
  }

  it('replaces the refresh token every time, and refuses the old one', async () => {
    rotating(0);
    const { RefreshToken: first } = await tokensOf();
    const { RefreshToken: next } = (await refresh(first)).AuthenticationResult;
    expect(next).not.toBe(first);
    expect(await refresh(first)).toMatchObject({ status: 400, __type: 'RefreshTokenReuseException' });
    expect((await refresh(next)).status).toBe(200);
  });

  it('takes the old one again within the grace, and not after', async () => {
    rotating(10);
    const { RefreshToken: first } = await tokensOf();
    await refresh(first);
    emulator.clock.advance(9 * second);
    expect((await refresh(first)).status).toBe(200);
    emulator.clock.advance(second);
    expect((await refresh(first)).__type).toBe('RefreshTokenReuseException');
  });

  it('does not lengthen the sign-in', async () => {
    rotating(0);
    const { RefreshToken: first } = await tokensOf();
    emulator.clock.advance(29 * day);
    const { RefreshToken: next } = (await refresh(first)).AuthenticationResult;
    emulator.clock.advance(day);
    expect((await refresh(next)).message).toBe('Refresh Token has expired');
  });

  it('shuts the older way to refresh', async () => {
    rotating(0);
    expect((await refreshOldWay((await tokensOf()).RefreshToken)).__type).toBe('UnsupportedOperationException');
  });
});

describe('signing out', () => {
  it('everywhere kills access and refresh tokens of every sign-in', async () => {
    const [here, there] = [await tokensOf(), await tokensOf()];
    expect((await call('GlobalSignOut', { AccessToken: here.AccessToken })).status).toBe(200);
    for (const tokens of [here, there]) {
      expect((await call('GetUser', { AccessToken: tokens.AccessToken })).message).toBe('Access Token has been revoked');
      expect((await refresh(tokens.RefreshToken)).message).toBe('Refresh Token has been revoked');
    }
  });

  it('by RevokeToken kills one sign-in and leaves the others', async () => {
    const [here, there] = [await tokensOf(), await tokensOf()];
    const revoke = (Token: string) => call('RevokeToken', { ClientId: userPoolClientId, Token });
    expect((await revoke(here.RefreshToken)).status).toBe(200);
    expect((await revoke(here.RefreshToken)).status).toBe(200);
    expect((await revoke('EMU.unknown')).status).toBe(200);
    expect((await call('GetUser', { AccessToken: here.AccessToken })).message).toBe('Access Token has been revoked');
    expect((await refresh(there.RefreshToken)).status).toBe(200);
  });

  it('leaves nothing of a person who is deleted', async () => {
    const { AccessToken, RefreshToken } = await tokensOf();
    expect((await call('DeleteUser', { AccessToken })).status).toBe(200);
    expect((await refresh(RefreshToken)).message).toBe('Invalid Refresh Token.');
    expect((await signIn()).message).toBe('Incorrect username or password.');
  });
});

describe('passwords', () => {
  it('change when the present one is right', async () => {
    const { AccessToken } = await tokensOf();
    const change = (PreviousPassword: string, ProposedPassword: string) =>
      call('ChangePassword', { AccessToken, PreviousPassword, ProposedPassword });
    expect((await change('Not-The-Password-1', newPassword)).message).toBe('Incorrect username or password.');
    expect((await change(ada.password, 'weak')).__type).toBe('InvalidPasswordException');
    expect((await change(ada.password, newPassword)).status).toBe(200);
    expect((await signIn(newPassword)).status).toBe(200);
  });

  it('are refused for a while after five wrong ones, even when right', async () => {
    for (let attempt = 0; attempt < 5; attempt += 1) await signIn('Not-The-Password-1');
    expect((await signIn()).message).toBe('Password attempts exceeded');
    emulator.clock.advance(second);
    expect((await signIn()).status).toBe(200);
  });

  it('must be replaced before sign-in where an administrator says so', async () => {
    emulator.admin.requireNewPassword(ada.email, 'Temporary-1');
    const { ChallengeName, Session, ChallengeParameters } = await signIn('Temporary-1');
    expect(ChallengeName).toBe('NEW_PASSWORD_REQUIRED');
    expect(JSON.parse(ChallengeParameters['userAttributes'] ?? '')).toMatchObject({ email: ada.email, given_name: 'Ada' });
    expect((await respond('NEW_PASSWORD_REQUIRED', Session, { NEW_PASSWORD: 'weak' })).__type).toBe('InvalidPasswordException');
    expect((await respond('NEW_PASSWORD_REQUIRED', Session, { NEW_PASSWORD: newPassword })).AuthenticationResult.IdToken).toBeTypeOf('string');
    expect((await signIn(newPassword)).status).toBe(200);
  });

  it('are not kept: neither the state nor any answer holds one', async () => {
    await signIn();
    expect(JSON.stringify(emulator.exportState())).not.toContain(ada.password);
  });
});

describe('a challenge session', () => {
  const invalid = { __type: 'NotAuthorizedException', message: 'Invalid session for the user.' };

  async function openSession(): Promise<string> {
    emulator.admin.requireNewPassword(ada.email);
    return (await signIn()).Session;
  }

  it('is bound to the person, the challenge and the app client', async () => {
    const session = await openSession();
    emulator.admin.createUser({ email: 'grace@example.com', password: newPassword });
    expect(await respond('NEW_PASSWORD_REQUIRED', session, { NEW_PASSWORD: newPassword, USERNAME: 'grace@example.com' })).toMatchObject(invalid);
    expect(await respond('SMS_MFA', session, { SMS_MFA_CODE: '123456' })).toMatchObject(invalid);
    expect(await respond('NEW_PASSWORD_REQUIRED', session, { NEW_PASSWORD: newPassword }, rotatingUserPoolClientId)).toMatchObject(invalid);
    expect(await respond('NEW_PASSWORD_REQUIRED', 'nonsense', { NEW_PASSWORD: newPassword })).toMatchObject(invalid);
    expect((await respond('NEW_PASSWORD_REQUIRED', session, { NEW_PASSWORD: newPassword })).status).toBe(200);
  });

  it('works once', async () => {
    const session = await openSession();
    await respond('NEW_PASSWORD_REQUIRED', session, { NEW_PASSWORD: newPassword });
    expect(await respond('NEW_PASSWORD_REQUIRED', session, { NEW_PASSWORD: newPassword })).toMatchObject(invalid);
  });

  it('ends with the password it began with', async () => {
    const [used, other] = [await openSession(), (await signIn()).Session];
    await respond('NEW_PASSWORD_REQUIRED', used, { NEW_PASSWORD: newPassword });
    expect(await respond('NEW_PASSWORD_REQUIRED', other, { NEW_PASSWORD: 'Somebody-Elses-1' })).toMatchObject(invalid);
    expect((await signIn(newPassword)).status).toBe(200);
  });

  it('ends when the person is disabled', async () => {
    emulator.admin.setSmsMfa(ada.email, phone);
    const { Session } = await signIn();
    emulator.admin.disableUser(ada.email);
    expect(await respond('SMS_MFA', Session, { SMS_MFA_CODE: textedCode() })).toMatchObject({
      __type: 'NotAuthorizedException',
      message: 'User is disabled.',
    });
  });

  it('takes missing attributes along with a new password, and no others', async () => {
    const session = await openSession();
    expect(
      await respond('NEW_PASSWORD_REQUIRED', session, { NEW_PASSWORD: newPassword, 'userAttributes.email': 'mallory@example.com' }),
    ).toMatchObject({ __type: 'NotAuthorizedException', message: 'Cannot modify an already provided email' });
    expect(
      await respond('NEW_PASSWORD_REQUIRED', session, { NEW_PASSWORD: newPassword, 'userAttributes.phone_number_verified': 'true' }),
    ).toMatchObject({ __type: 'NotAuthorizedException', message: 'A client attempted to write unauthorized attribute' });
    const answer = await respond('NEW_PASSWORD_REQUIRED', session, { NEW_PASSWORD: newPassword, 'userAttributes.family_name': 'Lovelace' });
    expect(decodeJwt(answer.AuthenticationResult.IdToken)).toMatchObject({ email: ada.email, family_name: 'Lovelace' });
  });

  it('ends after three minutes', async () => {
    const session = await openSession();
    emulator.clock.advance(3 * minute);
    expect(await respond('NEW_PASSWORD_REQUIRED', session, { NEW_PASSWORD: newPassword })).toMatchObject({
      message: 'Invalid session for the user, session is expired.',
    });
  });

  it('ends after five wrong codes', async () => {
    emulator.admin.setSmsMfa(ada.email, phone);
    const { Session } = await signIn();
    const code = textedCode();
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const wrong = await respond('SMS_MFA', Session, { SMS_MFA_CODE: wrongCode(code) });
      expect(wrong.message).toBe('Invalid code or auth state for the user.');
    }
    expect(await respond('SMS_MFA', Session, { SMS_MFA_CODE: code })).toMatchObject(invalid);
  });

  it('is not opened for a while after wrong codes, so that the right password buys no endless guesses', async () => {
    emulator.admin.setSmsMfa(ada.email, phone);
    const guess = async () => {
      const { Session, message } = await signIn();
      if (message !== undefined) return message;
      return (await respond('SMS_MFA', Session, { SMS_MFA_CODE: wrongCode(textedCode()) })).message;
    };
    for (let attempt = 0; attempt < 5; attempt += 1) expect(await guess()).toBe('Invalid code or auth state for the user.');
    expect(await guess()).toBe('Password attempts exceeded');
    emulator.clock.advance(second);
    expect(await guess()).toBe('Invalid code or auth state for the user.');
    emulator.clock.advance(second);
    expect(await guess()).toBe('Password attempts exceeded');

    emulator.clock.advance(second);
    const { Session } = await signIn();
    expect((await respond('SMS_MFA', Session, { SMS_MFA_CODE: textedCode() })).status).toBe(200);
    expect(await guess()).toBe('Invalid code or auth state for the user.');
    expect(await guess()).toBe('Invalid code or auth state for the user.');
  });

  it('takes no code during such a while, the right one neither', async () => {
    emulator.admin.setSmsMfa(ada.email, phone);
    const [guessed, open] = [(await signIn()).Session, (await signIn()).Session];
    const code = textedCode();
    for (let attempt = 0; attempt < 5; attempt += 1) await respond('SMS_MFA', guessed, { SMS_MFA_CODE: wrongCode(code) });
    expect((await respond('SMS_MFA', open, { SMS_MFA_CODE: code })).message).toBe('Password attempts exceeded');
    emulator.clock.advance(second);
    expect((await respond('SMS_MFA', open, { SMS_MFA_CODE: code })).status).toBe(200);
  });
});

describe('an authenticator app', () => {
  const codeOf = (secret: string) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: emulator.clock.now() });

  it('is set up by someone signed in, and asked for from then on', async () => {
    const { AccessToken } = await tokensOf();
    const { SecretCode } = await call('AssociateSoftwareToken', { AccessToken });
    const code = codeOf(SecretCode);
    const wrong = await call('VerifySoftwareToken', { AccessToken, UserCode: code === '000000' ? '000001' : '000000' });
    expect(wrong.__type).toBe('EnableSoftwareTokenMFAException');
    expect((await signIn()).AuthenticationResult).toBeDefined();
    expect((await call('VerifySoftwareToken', { AccessToken, UserCode: code })).Status).toBe('SUCCESS');
    expect((await signIn()).ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
    expect((await call('GetUser', { AccessToken })).UserMFASettingList).toEqual(['SOFTWARE_TOKEN_MFA']);
  });

  it('is set up during sign-in where the pool requires a second factor', async () => {
    const [pool] = defaultSeed.userPools ?? [];
    emulator = createEmulator({ seed: { ...defaultSeed, userPools: [{ ...pool!, mfa: 'required' }] } });
    const { ChallengeName, Session } = await signIn();
    expect(ChallengeName).toBe('MFA_SETUP');
    expect((await respond('MFA_SETUP', Session, {})).__type).toBe('InvalidParameterException');
    const associated = await call('AssociateSoftwareToken', { Session });
    const verified = await call('VerifySoftwareToken', { Session: associated.Session, UserCode: codeOf(associated.SecretCode) });
    expect((await respond('MFA_SETUP', verified.Session, {})).AuthenticationResult.IdToken).toBeTypeOf('string');
  });

  it('set up in one sign-in does not end another that knew the password alone', async () => {
    const [pool] = defaultSeed.userPools ?? [];
    emulator = createEmulator({ seed: { ...defaultSeed, userPools: [{ ...pool!, mfa: 'required' }] } });
    const [stranger, person] = [await signIn(), await signIn()];
    const associated = await call('AssociateSoftwareToken', { Session: person.Session });
    await call('VerifySoftwareToken', { Session: associated.Session, UserCode: codeOf(associated.SecretCode) });

    expect((await respond('MFA_SETUP', stranger.Session, {})).message).toBe('No MFA method has been set up.');
    expect((await call('AssociateSoftwareToken', { Session: stranger.Session })).message).toBe('Invalid session for the user.');
    expect((await call('VerifySoftwareToken', { Session: stranger.Session, UserCode: '000000' })).message).toBe('Invalid session for the user.');
  });
});
