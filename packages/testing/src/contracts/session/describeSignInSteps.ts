import type { SignInStep } from '@valetkey/core';
import { describe, expect, it } from 'vitest';
import { ada, grace, stepOf, type SetUpSession } from './sessionUnderTest.ts';
import { totpCode, totpSecret } from './totpCode.ts';

const PHONE = '+441632961843';
const WRONG_CODE = '000000';

/** Every step between the form and being signed in. */
export function describeSignInSteps(setUp: SetUpSession): void {
  describe('the password step', () => {
    it('tells a wrong password and an unknown person alike, and gives the user name back', async () => {
      const { session, signIn } = await setUp();
      for (const email of [ada.email, 'nobody@example.com']) {
        await signIn({ email, password: 'Wrong-password-1' });
        expect(session.signIn.getSnapshot()).toMatchObject({
          step: { kind: 'password', username: email },
          pending: false,
          error: { code: 'INCORRECT_SIGN_IN' },
        });
      }
    });

    it('forgets the error with the next submit, and takes the space a keyboard left', async () => {
      const { session, signIn } = await setUp();
      await signIn({ ...ada, password: 'Wrong-password-1' });
      const submitted = signIn({ ...ada, email: ` ${ada.email} ` });
      expect(session.signIn.getSnapshot()).toMatchObject({ pending: true, error: undefined });
      await submitted;
      expect(stepOf(session, 'signed-in').username).toBe(ada.email);
    });

    it('sends once when submitted twice', async () => {
      const { signIn, calls, signInCalls, session } = await setUp();
      await Promise.all([signIn(), signIn(), signIn(grace)]);
      expect(calls()).toEqual(signInCalls);
      expect(session.getSnapshot()).toMatchObject({ user: { email: ada.email } });
    });

    it('shows each state once: pending, then the outcome', async () => {
      const { session, signIn } = await setUp();
      const seen: unknown[] = [];
      session.signIn.subscribe(() => {
        const { step, pending, error } = session.signIn.getSnapshot();
        seen.push([step.kind, pending, error?.code]);
      });
      await signIn({ ...ada, password: 'Wrong-password-1' });
      await signIn();
      expect(seen).toEqual([
        ['password', true, undefined],
        ['password', false, 'INCORRECT_SIGN_IN'],
        ['password', true, undefined],
        ['signed-in', false, undefined],
      ]);
    });

    it('never rejects: without a network it says so, and works when there is one', async () => {
      const { session, signIn, environment } = await setUp();
      environment.setOnline(false);
      await expect(signIn()).resolves.toBeUndefined();
      expect(session.signIn.getSnapshot()).toMatchObject({ pending: false, error: { code: 'NETWORK', retryable: true } });
      environment.setOnline(true);
      await signIn();
      expect(stepOf(session, 'signed-in')).toBeDefined();
    });

    it.each([
      ['throttle', 'THROTTLED'],
      ['server-error', 'SERVICE_UNAVAILABLE'],
    ] as const)('names %s as what it is', async (kind, code) => {
      const { session, signIn, emulator } = await setUp();
      emulator.faults.enqueue({ kind });
      await signIn();
      expect(session.signIn.getSnapshot()).toMatchObject({ step: { kind: 'password' }, error: { code, retryable: true } });
    });

    it('drops the answer that comes after a reset, and ends the sign-in nobody wants', async () => {
      const { session, signIn, holdAnswers, clock, calls, records } = await setUp();
      const release = holdAnswers();
      const submitted = signIn();
      await clock.advanceBy(0);
      session.signIn.reset();
      release();
      await submitted;
      await clock.advanceBy(0);
      expect(session.signIn.getSnapshot()).toMatchObject({ step: { kind: 'password', username: undefined }, pending: false, error: undefined });
      await expect(session.getTokens()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
      expect(calls().at(-1)).toBe('RevokeToken');
      expect(records.size).toBe(0);
    });

    it('takes the second of two people when the first was reset', async () => {
      const { session, signIn, holdAnswers, clock, reload } = await setUp();
      const release = holdAnswers();
      const first = signIn();
      await clock.advanceBy(0);
      session.signIn.reset();
      const second = signIn(grace);
      release();
      await Promise.all([first, second]);
      await clock.advanceBy(0);
      expect(session.getSnapshot()).toMatchObject({ epoch: 1, user: { email: grace.email } });
      expect((await reload().getTokens()).claims['email']).toBe(grace.email);
    });

    it('refuses input for a step it is no longer on', async () => {
      const { session, signIn, calls, signInCalls } = await setUp();
      const stale = stepOf(session, 'password');
      await signIn();
      await stale.submit({ username: grace.email, password: grace.password });
      expect(session.signIn.getSnapshot()).toMatchObject({ step: { kind: 'signed-in' }, error: { code: 'OUT_OF_STEP' } });
      expect(calls()).toEqual(signInCalls);
    });

    it('tells what else can stand in the way', async () => {
      const { session, signIn, emulator } = await setUp();
      const errorOf = async (email: string) => {
        await signIn({ email, password: ada.password });
        return session.signIn.getSnapshot().error?.code;
      };
      emulator.admin.createUser({ email: 'new@example.com', password: ada.password, status: 'UNCONFIRMED' });
      emulator.admin.createUser({ email: 'reset@example.com', password: ada.password, status: 'RESET_REQUIRED' });
      emulator.admin.disableUser(ada.email);
      expect(await errorOf('new@example.com')).toBe('USER_NOT_CONFIRMED');
      expect(await errorOf('reset@example.com')).toBe('PASSWORD_RESET_REQUIRED');
      expect(await errorOf(ada.email)).toBe('USER_DISABLED');
      expect(await errorOf('')).toBe('INVALID_PARAMETER');
    });

    it('prepares without a request', async () => {
      const { session, environment, signIn } = await setUp();
      session.signIn.prepare();
      session.signIn.prepare();
      expect(environment.requests).toBe(0);
      await signIn();
      expect(stepOf(session, 'signed-in')).toBeDefined();
    });
  });

  describe('the new-password step', () => {
    const next = 'Difference-Engine-1822';

    it('replaces a temporary password', async () => {
      const { session, signIn, emulator } = await setUp();
      emulator.admin.requireNewPassword(ada.email);
      await signIn();
      const step = stepOf(session, 'new-password');
      expect(step).toMatchObject({ username: ada.email, missingAttributes: [] });
      await step.submit({ newPassword: next });
      expect(session.getSnapshot()).toMatchObject({ status: 'signed-in', epoch: 1 });
      await session.signOut();
      await signIn();
      expect(session.signIn.getSnapshot().error?.code).toBe('INCORRECT_SIGN_IN');
      await signIn({ ...ada, password: next });
      expect(stepOf(session, 'signed-in')).toBeDefined();
    });

    it('names the attributes that are missing, and takes them', async () => {
      const { session, signIn, emulator } = await setUp();
      emulator.admin.requireNewPassword(grace.email);
      await signIn(grace);
      const step = stepOf(session, 'new-password');
      expect(step.missingAttributes).toEqual(['given_name']);
      await step.submit({ newPassword: next });
      expect(session.signIn.getSnapshot().error?.code).toBe('INVALID_PARAMETER');
      await step.submit({ newPassword: next, attributes: { given_name: 'Grace' } });
      expect(session.getSnapshot()).toMatchObject({ status: 'signed-in', user: { claims: { given_name: 'Grace' } } });
    });

    it('stays for a password the policy refuses', async () => {
      const { session, signIn, emulator } = await setUp();
      emulator.admin.requireNewPassword(ada.email);
      await signIn();
      const step = stepOf(session, 'new-password');
      await step.submit({ newPassword: 'short' });
      expect(session.signIn.getSnapshot()).toMatchObject({ step: { kind: 'new-password' }, error: { code: 'PASSWORD_POLICY' } });
      expect(session.signIn.getSnapshot().step).toBe(step satisfies SignInStep);
      await step.submit({ newPassword: next });
      expect(stepOf(session, 'signed-in')).toBeDefined();
    });
  });

  describe('second factors', () => {
    it('take the code of an authenticator app, however it is written, after a wrong one', async () => {
      const { session, signIn, emulator, clock } = await setUp();
      emulator.admin.setTotpSecret(ada.email, totpSecret.base32);
      await signIn();
      const step = stepOf(session, 'totp-code');
      expect(step.username).toBe(ada.email);
      await step.submit({ code: WRONG_CODE });
      expect(session.signIn.getSnapshot()).toMatchObject({ step: { kind: 'totp-code' }, error: { code: 'CODE_MISMATCH' } });
      const code = await totpCode(clock.now());
      await step.submit({ code: ` ${code.slice(0, 3)} ${code.slice(3)} ` });
      expect(session.getSnapshot()).toMatchObject({ status: 'signed-in', epoch: 1, user: { email: ada.email } });
    });

    it('take the code of a text message, and say where it went', async () => {
      const { session, signIn, emulator } = await setUp();
      emulator.admin.setSmsMfa(ada.email, PHONE);
      await signIn();
      const step = stepOf(session, 'sms-code');
      expect(step.destination).toBe('+*******1843');
      const { code = '' } = emulator.mailbox.latest(PHONE) ?? {};
      await step.submit({ code: `${code.slice(0, 3)}-${code.slice(3)}` });
      expect(stepOf(session, 'signed-in').username).toBe(ada.email);
    });

    it('can be chosen between', async () => {
      const { session, signIn, emulator, clock } = await setUp();
      emulator.admin.setTotpSecret(ada.email, totpSecret.base32);
      emulator.admin.setSmsMfa(ada.email, PHONE);
      for (const method of ['totp', 'sms'] as const) {
        await signIn();
        const choice = stepOf(session, 'mfa-selection');
        expect(choice.methods).toEqual(['totp', 'sms']);
        await choice.submit({ method });
        if (method === 'totp') await stepOf(session, 'totp-code').submit({ code: await totpCode(clock.now()) });
        else await stepOf(session, 'sms-code').submit({ code: emulator.mailbox.latest(PHONE)?.code ?? '' });
        expect(stepOf(session, 'signed-in')).toBeDefined();
        await session.signOut();
      }
    });

    it('come after a new password, too', async () => {
      const { session, signIn, emulator, clock } = await setUp();
      emulator.admin.setTotpSecret(ada.email, totpSecret.base32);
      emulator.admin.requireNewPassword(ada.email);
      await signIn();
      await stepOf(session, 'new-password').submit({ newPassword: 'Difference-Engine-1822' });
      await stepOf(session, 'totp-code').submit({ code: await totpCode(clock.now()) });
      expect(session.getSnapshot()).toMatchObject({ status: 'signed-in', epoch: 1 });
    });

    it('go back to the password when the person took too long', async () => {
      const { session, signIn, emulator, clock } = await setUp();
      emulator.admin.setTotpSecret(ada.email, totpSecret.base32);
      await signIn();
      await clock.advanceBy(4 * 60_000);
      await stepOf(session, 'totp-code').submit({ code: await totpCode(clock.now()) });
      expect(session.signIn.getSnapshot()).toMatchObject({
        step: { kind: 'password', username: ada.email },
        error: { code: 'CHALLENGE_EXPIRED' },
      });
    });
  });
}
