import type { PasswordResetStep, Session } from '@valetkey/core';
import { describe, expect, it } from 'vitest';
import { ada, stepOf, type SetUpSession } from './sessionUnderTest.ts';

const newPassword = 'Difference-Engine-1822';

/** Replacing a forgotten password. */
export function describePasswordResetSteps(setUp: SetUpSession): void {
  describe('resetting a password', () => {
    it('mails a code and takes a new password with it', async () => {
      const { session, emulator, signIn } = await setUp();
      await resetStepOf(session, 'request').submit({ username: ada.email });
      const step = resetStepOf(session, 'confirm');
      expect(step).toMatchObject({ username: ada.email, delivery: { medium: 'email', destination: 'a***@e***' } });
      const { code = '' } = emulator.mailbox.latest(ada.email) ?? {};
      await step.submit({ code: `${code.slice(0, 3)}-${code.slice(3)}`, newPassword });
      expect(resetStepOf(session, 'done').username).toBe(ada.email);
      await signIn();
      expect(session.signIn.getSnapshot().error?.code).toBe('INCORRECT_SIGN_IN');
      await signIn({ ...ada, password: newPassword });
      expect(stepOf(session, 'signed-in')).toBeDefined();
    });

    it('looks the same for a person who does not exist', async () => {
      const { session, emulator } = await setUp();
      await resetStepOf(session, 'request').submit({ username: 'nobody@example.com' });
      expect(resetStepOf(session, 'confirm').delivery).toMatchObject({ destination: 'n***@e***' });
      expect(emulator.mailbox.all()).toHaveLength(0);
    });

    it('stays for a wrong code and for a password the policy refuses', async () => {
      const { session, emulator } = await setUp();
      await resetStepOf(session, 'request').submit({ username: ada.email });
      const { code = '' } = emulator.mailbox.latest(ada.email) ?? {};
      const step = resetStepOf(session, 'confirm');
      await step.submit({ code: code === '000000' ? '000001' : '000000', newPassword });
      expect(session.passwordReset?.getSnapshot()).toMatchObject({ step: { kind: 'confirm' }, error: { code: 'CODE_MISMATCH' } });
      await step.submit({ code, newPassword: 'short' });
      expect(session.passwordReset?.getSnapshot().error?.code).toBe('PASSWORD_POLICY');
      await step.submit({ code, newPassword });
      expect(resetStepOf(session, 'done')).toBeDefined();
    });

    it('sends another code, and says when one has expired', async () => {
      const { session, emulator, clock } = await setUp();
      await resetStepOf(session, 'request').submit({ username: ada.email });
      await resetStepOf(session, 'confirm').resend();
      expect(emulator.mailbox.all()).toHaveLength(2);
      await clock.advanceBy(2 * 3_600_000);
      await resetStepOf(session, 'confirm').submit({ code: emulator.mailbox.latest(ada.email)?.code ?? '', newPassword });
      expect(session.passwordReset?.getSnapshot().error?.code).toBe('CODE_EXPIRED');
    });

    it('can be resumed from a sign-in that requires it', async () => {
      const { session, emulator, signIn } = await setUp();
      const person = { email: 'reset@example.com', password: ada.password };
      emulator.admin.createUser({ ...person, status: 'RESET_REQUIRED' });
      await signIn(person);
      expect(session.signIn.getSnapshot().error?.code).toBe('PASSWORD_RESET_REQUIRED');
      await session.passwordReset?.resume(stepOf(session, 'password').username ?? '');
      await resetStepOf(session, 'confirm').submit({ code: emulator.mailbox.latest(person.email)?.code ?? '', newPassword });
      await signIn({ ...person, password: newPassword });
      expect(stepOf(session, 'signed-in')).toBeDefined();
    });

    it('never rejects: without a network it says so, and gives the user name back', async () => {
      const { session, environment } = await setUp();
      environment.setOnline(false);
      await resetStepOf(session, 'request').submit({ username: ada.email });
      expect(session.passwordReset?.getSnapshot()).toMatchObject({
        step: { kind: 'request', username: ada.email },
        error: { code: 'NETWORK' },
      });
    });
  });
}

function resetStepOf<Kind extends PasswordResetStep['kind']>(
  session: Session,
  kind: Kind,
): Extract<PasswordResetStep, { readonly kind: Kind }> {
  const snapshot = session.passwordReset?.getSnapshot();
  if (snapshot?.step.kind !== kind) throw new Error(`The reset is on ${snapshot?.step.kind}, not ${kind} (${snapshot?.error?.code}).`);
  return snapshot.step as Extract<PasswordResetStep, { readonly kind: Kind }>;
}
