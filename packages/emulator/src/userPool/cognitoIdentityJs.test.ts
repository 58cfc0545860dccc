import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserPool,
  type CognitoUserSession,
  type ICognitoStorage,
} from 'amazon-cognito-identity-js';
import { Secret, TOTP } from 'otpauth';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { callCognito } from '../cognitoWire/callCognito.test.fixture.ts';
import { createEmulator, emulatorDefaults, type Emulator } from '../index.ts';
import { createInPageFetch } from '../in-page/createInPageFetch.ts';

// The library of the AWS documentation, unmodified: its SRP is the oracle for ours.

const { user: ada, userPoolId, userPoolClientId } = emulatorDefaults;
const newPassword = 'Difference-Engine-1822';

let emulator: Emulator;

beforeEach(() => {
  emulator = createEmulator();
  vi.stubGlobal('fetch', createInPageFetch(emulator));
});

afterEach(() => {
  vi.unstubAllGlobals();
});

function memoryStorage(): ICognitoStorage {
  const items = new Map<string, string>();
  return {
    setItem: (key, value) => void items.set(key, value),
    getItem: (key) => items.get(key) ?? null,
    removeItem: (key) => void items.delete(key),
    clear: () => items.clear(),
  };
}

function createUser(name: string): CognitoUser {
  const Storage = memoryStorage();
  const pool = new CognitoUserPool({ UserPoolId: userPoolId, ClientId: userPoolClientId, Storage });
  return new CognitoUser({ Username: name, Pool: pool, Storage });
}

type Outcome =
  | { step: 'done'; session: CognitoUserSession }
  | { step: 'new-password' }
  | { step: 'totp' }
  | { step: 'sms'; destination: string }
  | { step: 'select'; kinds: string };

function signIn(user: CognitoUser, password: string, name = ada.email): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    user.authenticateUser(new AuthenticationDetails({ Username: name, Password: password }), callbacks(resolve, reject));
  });
}

function callbacks(resolve: (outcome: Outcome) => void, reject: (error: unknown) => void) {
  return {
    onSuccess: (session: CognitoUserSession) => resolve({ step: 'done', session }),
    onFailure: reject,
    newPasswordRequired: () => resolve({ step: 'new-password' }),
    totpRequired: () => resolve({ step: 'totp' }),
    mfaRequired: (_name: string, parameters: { CODE_DELIVERY_DESTINATION: string }) =>
      resolve({ step: 'sms', destination: parameters.CODE_DELIVERY_DESTINATION }),
    selectMFAType: (_name: string, parameters: { MFAS_CAN_CHOOSE: string }) =>
      resolve({ step: 'select', kinds: parameters.MFAS_CAN_CHOOSE }),
  };
}

const answerCode = (user: CognitoUser, code: string, kind?: string): Promise<Outcome> =>
  new Promise((resolve, reject) => user.sendMFACode(code, callbacks(resolve, reject), kind));

describe('a user pool, seen by amazon-cognito-identity-js', () => {
  it('signs a person in by SRP and issues three tokens', async () => {
    const outcome = await signIn(createUser(ada.email), ada.password);
    if (outcome.step !== 'done') throw new Error(outcome.step);
    expect(outcome.session.isValid()).toBe(true);
    expect(outcome.session.getIdToken().payload).toMatchObject({
      email: ada.email,
      email_verified: true,
      given_name: 'Ada',
      token_use: 'id',
      iss: `https://cognito-idp.eu-west-1.amazonaws.com/${userPoolId}`,
    });
    expect(emulator.calls.all().map((call) => call.operation)).toEqual(['InitiateAuth', 'RespondToAuthChallenge']);
  });

  it('finds the same shared key for many random exchanges', async () => {
    for (let round = 0; round < 12; round += 1) {
      expect((await signIn(createUser(ada.email), ada.password)).step).toBe('done');
    }
  }, 60_000);

  it('refuses a wrong password and an unknown person alike', async () => {
    const refusal = { code: 'NotAuthorizedException', message: 'Incorrect username or password.' };
    await expect(signIn(createUser(ada.email), 'Analytical-Engine-1844')).rejects.toMatchObject(refusal);
    await expect(signIn(createUser('nobody@example.com'), ada.password, 'nobody@example.com')).rejects.toMatchObject(refusal);
  });

  it('asks for a new password where the present one is temporary', async () => {
    emulator.admin.requireNewPassword(ada.email);
    const user = createUser(ada.email);
    expect((await signIn(user, ada.password)).step).toBe('new-password');
    const outcome = await new Promise<Outcome>((resolve, reject) => {
      user.completeNewPasswordChallenge(newPassword, {}, callbacks(resolve, reject));
    });
    expect(outcome.step).toBe('done');
    expect((await signIn(createUser(ada.email), newPassword)).step).toBe('done');
    await expect(signIn(createUser(ada.email), ada.password)).rejects.toMatchObject({ code: 'NotAuthorizedException' });
  });

  it('asks for the code of an authenticator app, and takes each code once', async () => {
    const secret = new Secret({ size: 20 });
    emulator.admin.setTotpSecret(ada.email, secret.base32);
    const code = new TOTP({ secret }).generate({ timestamp: emulator.clock.now() });

    const user = createUser(ada.email);
    expect((await signIn(user, ada.password)).step).toBe('totp');
    const wrong = code === '000000' ? '000001' : '000000';
    await expect(answerCode(user, wrong, 'SOFTWARE_TOKEN_MFA')).rejects.toMatchObject({ code: 'CodeMismatchException' });
    expect((await answerCode(user, code, 'SOFTWARE_TOKEN_MFA')).step).toBe('done');

    const again = createUser(ada.email);
    await signIn(again, ada.password);
    await expect(answerCode(again, code, 'SOFTWARE_TOKEN_MFA')).rejects.toMatchObject({ code: 'ExpiredCodeException' });
  });

  it('texts a code and lets a person with two factors choose', async () => {
    emulator.admin.setSmsMfa(ada.email, '+441632961843');
    const user = createUser(ada.email);
    expect(await signIn(user, ada.password)).toEqual({ step: 'sms', destination: '+*******1843' });
    expect((await answerCode(user, emulator.mailbox.latest('+441632961843')?.code ?? '')).step).toBe('done');

    emulator.admin.setTotpSecret(ada.email, new Secret({ size: 20 }).base32);
    const chooser = createUser(ada.email);
    expect(await signIn(chooser, ada.password)).toEqual({ step: 'select', kinds: '["SMS_MFA","SOFTWARE_TOKEN_MFA"]' });
    const chosen = await new Promise<Outcome>((resolve, reject) => {
      chooser.sendMFASelectionAnswer('SMS_MFA', callbacks(resolve, reject));
    });
    expect(chosen.step).toBe('sms');
  });

  it('refreshes, then refuses everything after global sign-out', async () => {
    const user = createUser(ada.email);
    const outcome = await signIn(user, ada.password);
    if (outcome.step !== 'done') throw new Error(outcome.step);
    const refreshed = await new Promise<CognitoUserSession>((resolve, reject) => {
      user.refreshSession(outcome.session.getRefreshToken(), (error, session: CognitoUserSession) =>
        error ? reject(error as Error) : resolve(session),
      );
    });
    expect(refreshed.getAccessToken().getJwtToken()).not.toBe(outcome.session.getAccessToken().getJwtToken());
    await new Promise((resolve, reject) => {
      user.globalSignOut({ onSuccess: resolve, onFailure: reject });
    });
    // The library retries every refusal for seconds; one plain call tells the same.
    const refused = await callCognito(emulator, 'AWSCognitoIdentityProviderService', 'InitiateAuth', {
      ClientId: userPoolClientId,
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN: outcome.session.getRefreshToken().getToken() },
    });
    expect(refused.body.message).toBe('Refresh Token has been revoked');
  });
});
