import type { Session, SignUpStep } from '@valetkey/core';
import { describe, expect, it } from 'vitest';
import { ada, stepOf, type SetUpSession } from './sessionUnderTest.ts';

const katherine = { email: 'katherine@example.com', password: 'Trajectory-Friendship7-1962' };

/** Making and confirming an account. */
export function describeSignUpSteps(setUp: SetUpSession): void {
  describe('signing up', () => {
    it('makes an account, confirms it with the mailed code, and can then sign in', async () => {
      const { session, emulator, signIn } = await setUp();
      await submitDetails(session);
      const step = signUpStepOf(session, 'confirm');
      expect(step).toMatchObject({ username: katherine.email, delivery: { medium: 'email', destination: 'k***@e***' } });
      const { code = '' } = emulator.mailbox.latest(katherine.email) ?? {};
      await step.submit({ code: `${code.slice(0, 3)} ${code.slice(3)}` });
      expect(signUpStepOf(session, 'done').username).toBe(katherine.email);
      await signIn(katherine);
      expect(session.getSnapshot()).toMatchObject({ user: { email: katherine.email, claims: { given_name: 'Katherine' } } });
    });

    it('stays for what the service refuses, with the user name given back', async () => {
      const { session } = await setUp();
      await submitDetails(session, { password: 'short' });
      expect(session.signUp?.getSnapshot()).toMatchObject({
        step: { kind: 'details', username: katherine.email },
        error: { code: 'PASSWORD_POLICY' },
      });
      await submitDetails(session, { username: ada.email });
      expect(session.signUp?.getSnapshot()).toMatchObject({ step: { username: ada.email }, error: { code: 'USERNAME_EXISTS' } });
      await submitDetails(session, { username: 'no-address' });
      expect(session.signUp?.getSnapshot()).toMatchObject({ error: { code: 'INVALID_PARAMETER' } });
    });

    it('takes only the newest code', async () => {
      const { session, emulator } = await setUp();
      await submitDetails(session);
      const first = emulator.mailbox.latest(katherine.email)?.code ?? '';
      await signUpStepOf(session, 'confirm').resend();
      expect(session.signUp?.getSnapshot()).toMatchObject({ step: { kind: 'confirm' }, pending: false, error: undefined });
      const second = emulator.mailbox.latest(katherine.email)?.code ?? '';
      expect(emulator.mailbox.all()).toHaveLength(2);
      const wrong = first === second ? '000000' : first;
      await signUpStepOf(session, 'confirm').submit({ code: wrong });
      expect(session.signUp?.getSnapshot().error?.code).toBe('CODE_MISMATCH');
      await signUpStepOf(session, 'confirm').submit({ code: second });
      expect(signUpStepOf(session, 'done')).toBeDefined();
    });

    it('can be resumed for an account that was never confirmed', async () => {
      const { session, emulator, signIn } = await setUp();
      emulator.admin.createUser({ ...katherine, status: 'UNCONFIRMED' });
      await signIn(katherine);
      expect(session.signIn.getSnapshot().error?.code).toBe('USER_NOT_CONFIRMED');
      await session.signUp?.resume(stepOf(session, 'password').username ?? '');
      await signUpStepOf(session, 'confirm').submit({ code: emulator.mailbox.latest(katherine.email)?.code ?? '' });
      await signIn(katherine);
      expect(stepOf(session, 'signed-in')).toBeDefined();
    });

    it('resumes also where the code cannot be sent at once: the person may have one', async () => {
      const { session, environment } = await setUp();
      environment.setOnline(false);
      await session.signUp?.resume(katherine.email);
      expect(session.signUp?.getSnapshot()).toMatchObject({
        step: { kind: 'confirm', delivery: undefined },
        pending: false,
        error: { code: 'NETWORK' },
      });
    });

    it('is done when an earlier answer was lost and the account is confirmed', async () => {
      const { session, emulator } = await setUp();
      await submitDetails(session);
      emulator.admin.confirmUser(katherine.email);
      await signUpStepOf(session, 'confirm').submit({ code: '123456' });
      expect(signUpStepOf(session, 'done')).toBeDefined();
    });

    it('sends once when submitted twice, and drops the answer after a reset', async () => {
      const { session, calls, holdAnswers, clock } = await setUp();
      const release = holdAnswers();
      const submitted = [submitDetails(session), submitDetails(session)];
      await clock.advanceBy(0);
      session.signUp?.reset();
      release();
      await Promise.all(submitted);
      expect(calls()).toEqual(['SignUp']);
      expect(session.signUp?.getSnapshot()).toMatchObject({ step: { kind: 'details', username: undefined }, pending: false });
    });
  });

  function submitDetails(session: Session, change: { username?: string; password?: string } = {}): Promise<void> {
    return signUpStepOf(session, 'details').submit({
      username: katherine.email,
      password: katherine.password,
      attributes: { given_name: 'Katherine' },
      ...change,
    });
  }
}

function signUpStepOf<Kind extends SignUpStep['kind']>(session: Session, kind: Kind): Extract<SignUpStep, { readonly kind: Kind }> {
  const snapshot = session.signUp?.getSnapshot();
  if (snapshot?.step.kind !== kind) throw new Error(`The sign-up is on ${snapshot?.step.kind}, not ${kind} (${snapshot?.error?.code}).`);
  return snapshot.step as Extract<SignUpStep, { readonly kind: Kind }>;
}
