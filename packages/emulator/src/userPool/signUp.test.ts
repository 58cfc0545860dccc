import { beforeEach, describe, expect, it } from 'vitest';
import { callCognito } from '../cognitoWire/callCognito.test.fixture.ts';
import { createEmulator, defaultSeed, emulatorDefaults, type Emulator } from '../index.ts';

const { userPoolClientId: ClientId, userPoolId, user: ada } = emulatorDefaults;
const grace = 'grace@example.com';
const password = 'Nanoseconds-And-Wire-1';
const minute = 60 * 1000;

let emulator: Emulator;

beforeEach(() => {
  emulator = createEmulator();
});

async function call(operation: string, input: object) {
  const { status, body } = await callCognito(emulator, 'AWSCognitoIdentityProviderService', operation, { ClientId, ...input });
  return { status, ...body };
}

const signUp = (Username = grace, Password = password) => call('SignUp', { Username, Password });
const signIn = (Username: string, Password: string) =>
  call('InitiateAuth', { AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: Username, PASSWORD: Password } });
const mailedCode = (address = grace) => emulator.mailbox.latest(address)?.code ?? '';
const wrongCode = (code: string) => (code === '000000' ? '000001' : '000000');
const confirm = (ConfirmationCode: string, Username = grace) => call('ConfirmSignUp', { Username, ConfirmationCode });

describe('sign-up', () => {
  it('mails a code that confirms the person, who can then sign in', async () => {
    expect(await signUp()).toMatchObject({
      status: 200,
      UserConfirmed: false,
      CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'g***@e***' },
    });
    expect(await signIn(grace, password)).toMatchObject({ status: 400, __type: 'UserNotConfirmedException', message: 'User is not confirmed.' });
    expect(mailedCode()).toMatch(/^\d{6}$/);
    expect(await confirm(mailedCode())).toMatchObject({ status: 200 });
    expect((await signIn(grace, password)).AuthenticationResult.IdToken).toBeTypeOf('string');
  });

  it('does not care about the letter case of an address', async () => {
    await signUp('Grace@Example.com');
    await confirm(mailedCode(), 'GRACE@example.COM');
    expect((await signIn(grace, password)).status).toBe(200);
  });

  it('refuses an address that is taken and one that is none', async () => {
    expect(await signUp(ada.email)).toMatchObject({
      status: 400,
      __type: 'UsernameExistsException',
      message: 'An account with the given email already exists.',
    });
    expect(await signUp('grace')).toMatchObject({ __type: 'InvalidParameterException', message: 'Username should be an email.' });
  });

  it.each([
    ['Short-1', 'Password not long enough'],
    ['UPPER-CASE-1', 'Password must have lowercase characters'],
    ['lower-case-1', 'Password must have uppercase characters'],
    ['No-Numbers-', 'Password must have numeric characters'],
    ['NoSymbols1', 'Password must have symbol characters'],
  ])('refuses the password %s: %s', async (weak, complaint) => {
    expect(await signUp(grace, weak)).toMatchObject({
      __type: 'InvalidPasswordException',
      message: `Password did not conform with policy: ${complaint}`,
    });
  });

  it('refuses attributes only a code can verify', async () => {
    const UserAttributes = [{ Name: 'email_verified', Value: 'true' }];
    expect((await call('SignUp', { Username: grace, Password: password, UserAttributes })).__type).toBe('NotAuthorizedException');
  });

  it('refuses a wrong code, and the right one too after five wrong ones', async () => {
    await signUp();
    const code = mailedCode();
    for (let attempt = 0; attempt < 5; attempt += 1) {
      expect(await confirm(wrongCode(code))).toMatchObject({
        __type: 'CodeMismatchException',
        message: 'Invalid verification code provided, please try again.',
      });
    }
    expect(await confirm(code)).toMatchObject({
      __type: 'LimitExceededException',
      message: 'Attempt limit exceeded, please try after some time.',
    });
  });

  it('sends five codes an hour at most, so that a fresh one buys no endless guesses', async () => {
    await signUp();
    for (let resent = 0; resent < 4; resent += 1) expect((await call('ResendConfirmationCode', { Username: grace })).status).toBe(200);
    const exceeded = { __type: 'LimitExceededException', message: 'Attempt limit exceeded, please try after some time.' };
    expect(await call('ResendConfirmationCode', { Username: grace })).toMatchObject(exceeded);
    expect(emulator.mailbox.all()).toHaveLength(5);
    emulator.clock.advance(60 * minute);
    expect((await call('ResendConfirmationCode', { Username: grace })).status).toBe(200);
    expect((await confirm(mailedCode())).status).toBe(200);
  });

  it('needs the attributes the pool requires', async () => {
    const [pool] = defaultSeed.userPools ?? [];
    emulator = createEmulator({ seed: { ...defaultSeed, userPools: [{ ...pool!, requiredAttributes: ['email', 'given_name'] }] } });
    expect(await signUp()).toMatchObject({
      __type: 'InvalidParameterException',
      message: 'Attributes did not conform to the schema: given_name: The attribute is required',
    });
    expect(await call('SignUp', { Username: grace, Password: password, UserAttributes: [{ Name: 'given_name', Value: 'Grace' }] })).toMatchObject({
      status: 200,
    });
  });

  it('lets people choose a user name like members of every object', async () => {
    const [pool] = defaultSeed.userPools ?? [];
    emulator = createEmulator({ seed: { ...defaultSeed, userPools: [{ ...pool!, signInWith: 'username', users: [] }] } });
    expect(await signUp('__proto__')).toMatchObject({ status: 200 });
    expect(await signUp('__proto__')).toMatchObject({ __type: 'UsernameExistsException' });
  });

  it('refuses a code a day later, and sends another', async () => {
    await signUp();
    const stale = mailedCode();
    emulator.clock.advance(24 * 60 * minute);
    const expired = { __type: 'ExpiredCodeException', message: 'Invalid code provided, please request a code again.' };
    expect(await confirm(stale)).toMatchObject(expired);
    await call('ResendConfirmationCode', { Username: grace });
    expect(emulator.mailbox.all()).toHaveLength(2);
    expect((await confirm(mailedCode())).status).toBe(200);
  });

  it('says so when there is nothing left to confirm', async () => {
    expect(await confirm('123456', ada.email)).toMatchObject({
      __type: 'NotAuthorizedException',
      message: 'User cannot be confirmed. Current status is CONFIRMED',
    });
    expect(await call('ResendConfirmationCode', { Username: ada.email })).toMatchObject({
      __type: 'InvalidParameterException',
      message: 'User is already confirmed.',
    });
  });

  it('names an app client nobody registered', async () => {
    expect(await call('SignUp', { ClientId: 'nobody', Username: grace, Password: password })).toMatchObject({
      __type: 'ResourceNotFoundException',
      message: 'User pool client nobody does not exist.',
    });
  });
});

describe('password recovery', () => {
  const forgot = (Username = ada.email) => call('ForgotPassword', { Username });
  const reset = (ConfirmationCode: string, Username = ada.email) =>
    call('ConfirmForgotPassword', { Username, ConfirmationCode, Password: password });

  it('mails a code that allows a new password, once', async () => {
    expect((await forgot()).CodeDeliveryDetails).toMatchObject({ Destination: 'a***@e***' });
    const code = mailedCode(ada.email);
    expect((await reset(wrongCode(code))).__type).toBe('CodeMismatchException');
    expect((await reset(code)).status).toBe(200);
    expect((await signIn(ada.email, password)).status).toBe(200);
    expect((await signIn(ada.email, ada.password)).__type).toBe('NotAuthorizedException');
    expect((await reset(code)).__type).toBe('ExpiredCodeException');
  });

  it('refuses the code an hour later', async () => {
    await forgot();
    emulator.clock.advance(60 * minute);
    expect((await reset(mailedCode(ada.email))).__type).toBe('ExpiredCodeException');
  });

  it('does not spend the code on a password the policy refuses', async () => {
    await forgot();
    const ConfirmationCode = mailedCode(ada.email);
    const weak = await call('ConfirmForgotPassword', { Username: ada.email, ConfirmationCode, Password: 'weak' });
    expect(weak.__type).toBe('InvalidPasswordException');
    expect((await reset(ConfirmationCode)).status).toBe(200);
  });

  it('needs a verified address', async () => {
    await signUp();
    expect(await forgot(grace)).toMatchObject({
      __type: 'InvalidParameterException',
      message: 'Cannot reset password for the user as there is no registered/verified email or phone_number',
    });
  });
});

describe('a person who does not exist', () => {
  const stranger = 'stranger@example.com';
  const startSrp = async (Username: string) =>
    (await call('InitiateAuth', { AuthFlow: 'USER_SRP_AUTH', AuthParameters: { USERNAME: Username, SRP_A: 'abc123' } })).ChallengeParameters;

  it('is answered like one who does, where existence errors are prevented', async () => {
    expect(await signIn(stranger, password)).toMatchObject({ message: 'Incorrect username or password.' });
    expect((await call('ForgotPassword', { Username: stranger })).CodeDeliveryDetails).toMatchObject({ Destination: 's***@e***' });
    expect((await call('ResendConfirmationCode', { Username: stranger })).status).toBe(200);
    expect((await confirm('123456', stranger)).__type).toBe('ExpiredCodeException');
    expect((await call('ForgotPassword', { Username: stranger })).status).toBe(200);
    expect(emulator.mailbox.all()).toEqual([]);

    const reset = (Username: string, ConfirmationCode: string) =>
      call('ConfirmForgotPassword', { Username, ConfirmationCode, Password: password });
    await call('ForgotPassword', { Username: ada.email });
    expect(await reset(stranger, '123456')).toEqual(await reset(ada.email, wrongCode(mailedCode(ada.email))));
  });

  it('shows the same salt and id at every SRP attempt, in the form of real ones', async () => {
    const [first, again, real] = [await startSrp(stranger), await startSrp(stranger), await startSrp(ada.email)];
    expect([again?.['SALT'], again?.['USER_ID_FOR_SRP']]).toEqual([first?.['SALT'], first?.['USER_ID_FOR_SRP']]);
    expect(again?.['SRP_B']).not.toBe(first?.['SRP_B']);
    expect(Object.keys(first ?? {})).toEqual(Object.keys(real ?? {}));
    expect(first?.['SALT']).toHaveLength(real?.['SALT']?.length ?? 0);
    expect(first?.['USER_ID_FOR_SRP']).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('is named where existence errors are not prevented', async () => {
    emulator = createEmulator({ seed: { userPools: [{ id: userPoolId, clients: [{ id: ClientId, preventUserExistenceErrors: false }] }] } });
    const unknown = { __type: 'UserNotFoundException', message: 'User does not exist.' };
    const srp = await call('InitiateAuth', { AuthFlow: 'USER_SRP_AUTH', AuthParameters: { USERNAME: stranger, SRP_A: 'abc123' } });
    expect(srp).toMatchObject(unknown);
    expect(await call('ForgotPassword', { Username: stranger })).toMatchObject(unknown);
    expect(await signIn(stranger, password)).toMatchObject({ message: 'USER_PASSWORD_AUTH flow not enabled for this client' });
  });
});
