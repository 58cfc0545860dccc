import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useUser } from '@valetkey/react';
import type { ComponentPropsWithoutRef } from 'react';
import { createFakeSession } from '@valetkey/testing';
import { describe, expect, test } from 'vitest';
import { ar } from '../messages/ar.ts';
import { en } from '../messages/en.ts';
import { SignOutButton } from '../parts/SignOutButton.tsx';
import { ada, createEmulatorApp, type EmulatorApp } from '../testKit/createEmulatorApp.tsx';
import { describeInBothModes } from '../testKit/describeInBothModes.tsx';
import { isInReact } from '../testKit/isInReact.ts';
import { Authenticator, type AuthenticatorProps } from './Authenticator.tsx';

function Inside() {
  const user = useUser();
  return (
    <main>
      Hello {user?.email} <SignOutButton />
    </main>
  );
}

function tree({ App, clock }: EmulatorApp, props: AuthenticatorProps = {}) {
  return (
    <App>
      <Authenticator identifier="email" clock={clock} {...props}>
        <Inside />
      </Authenticator>
    </App>
  );
}

const heading = (name: string) => screen.findByRole('heading', { name });
const paragraph = (text: string | RegExp) => screen.findByText(text, { selector: 'p' });
const field = (label: string) => screen.getByLabelText<HTMLInputElement>(label);

async function expectFocusOn(element: Promise<HTMLElement>) {
  expect(await element).toBe(document.activeElement);
}

async function signIn(email: string, password: string) {
  const person = userEvent.setup({ delay: null });
  await heading(en.signIn.title);
  await person.clear(field('Email'));
  await person.type(field('Email'), email);
  await person.type(field('Password'), `${password}{Enter}`);
  return person;
}

const grace = { email: 'grace@example.com', password: 'Compiler-1952!' };

describeInBothModes('Authenticator', ({ render }) => {
  test('shows its children only to somebody who is signed in', async () => {
    const app = createEmulatorApp();
    const { container } = render(tree(app));
    await heading('Sign in');
    expect(screen.queryByRole('main')).toBeNull();
    await signIn(ada.email, ada.password);
    expect((await screen.findByRole('main')).textContent).toContain(`Hello ${ada.email}`);
    expect(screen.queryByRole('form')).toBeNull();
    expect(container.innerHTML).not.toContain(ada.password);
    expect(isInReact(container, ada.password)).toBe(false);
    expect(isInReact(container, ada.email)).toBe(true);
  });

  test('sends two requests for a sign-in, however often Enter is pressed', async () => {
    const app = createEmulatorApp();
    render(tree(app));
    const release = app.holdNetwork();
    const person = await signIn(ada.email, ada.password);
    await person.keyboard('{Enter}{Enter}');
    release();
    await screen.findByRole('main');
    expect(app.emulator.calls.all().map(({ operation }) => operation)).toEqual([
      'InitiateAuth',
      'RespondToAuthChallenge',
    ]);
  });

  test('does not take the focus of a page that has just been opened', async () => {
    render(tree(createEmulatorApp()));
    await heading('Sign in');
    expect(document.activeElement).toBe(document.body);
  });

  test('says that somebody is signed in, and lets the next Tab enter the app', async () => {
    render(tree(createEmulatorApp()));
    const person = await signIn(ada.email, ada.password);
    await screen.findByRole('main');
    expect(document.activeElement).toBe(screen.getByRole('status'));
    expect(screen.getByRole('status').textContent).toBe(en.signIn.signedIn);
    await person.tab();
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Sign out' }));
  });

  test('returns to the sign-in form on sign-out, with focus on its heading', async () => {
    render(tree(createEmulatorApp()));
    const person = await signIn(ada.email, ada.password);
    await person.click(await screen.findByRole('button', { name: 'Sign out' }));
    await expectFocusOn(heading('Sign in'));
    expect(field('Email').value).toBe('');
    expect(screen.queryByRole('alert')).toBeNull();
  });

  test('tells a person whose session ended by itself, and no one else', async () => {
    const app = createEmulatorApp();
    render(tree(app));
    await heading('Sign in');
    expect(screen.queryByText(en.signIn.sessionExpired)).toBeNull();
    await signIn(ada.email, ada.password);
    await screen.findByRole('main');
    app.emulator.admin.revokeTokens(ada.email);
    await act(() => app.session.getTokens({ forceRefresh: true }).catch(() => undefined));
    expect(await paragraph(en.signIn.sessionExpired)).toBeTruthy();
    expect(screen.queryByRole('main')).toBeNull();
  });

  test('waits quietly until it is known who is signed in', async () => {
    const session = createFakeSession({ initial: 'unknown' });
    const { container } = render(tree(createEmulatorApp([], session)));
    expect(within(container).getByText(en.form.loading)).toBeTruthy();
    expect(screen.queryByRole('heading')).toBeNull();
    expect(screen.queryByRole('main')).toBeNull();
  });

  test('leads from sign-up over the mailed code to sign-in, and asks for the address once', async () => {
    const app = createEmulatorApp();
    render(tree(app));
    const person = userEvent.setup({ delay: null });
    await person.click(await screen.findByRole('button', { name: 'Create an account' }));
    await expectFocusOn(heading('Create an account'));
    await person.type(field('Email'), grace.email);
    await person.type(field('Password'), `${grace.password}{Enter}`);

    await expectFocusOn(heading('Confirm your account'));
    expect((await paragraph(/We sent a code to/)).textContent).toContain('g***@e***');
    expect((await paragraph(/^Account:/)).textContent).toContain(grace.email);
    const mail = app.emulator.mailbox.latest(grace.email);
    await person.type(field('Code'), `${mail?.code}{Enter}`);

    await expectFocusOn(heading('Sign in'));
    expect(await paragraph(en.signIn.accountConfirmed)).toBeTruthy();
    expect(field('Email').value).toBe(grace.email);
    await person.type(field('Password'), `${grace.password}{Enter}`);
    expect((await screen.findByRole('main')).textContent).toContain(grace.email);
    expect(app.emulator.mailbox.all()).toHaveLength(1);
  });

  test('sends one code to an account that is not confirmed, and carries its name over and back', async () => {
    const app = createEmulatorApp([{ ...grace, status: 'UNCONFIRMED' }]);
    const { container } = render(tree(app));
    const person = await signIn(grace.email, grace.password);
    await expectFocusOn(heading('Confirm your account'));
    await paragraph(/We sent a code to/);
    expect(app.emulator.mailbox.all()).toHaveLength(1);
    expect(screen.queryByRole('alert')).toBeNull();
    expect(isInReact(container, grace.password)).toBe(false);

    await person.click(screen.getByRole('button', { name: 'Back to sign in' }));
    await heading('Sign in');
    expect(field('Email').value).toBe(grace.email);
    expect(screen.queryByRole('alert')).toBeNull();
    expect(app.emulator.mailbox.all()).toHaveLength(1);
  });

  test('offers the way on when the code for an unconfirmed account could not be sent', async () => {
    const app = createEmulatorApp([{ ...grace, status: 'UNCONFIRMED' }]);
    app.emulator.faults.enqueue({ operation: 'ResendConfirmationCode', kind: 'throttle' });
    render(tree(app));
    const person = await signIn(grace.email, grace.password);
    await heading('Confirm your account');
    expect((await screen.findByRole('alert')).textContent).toContain(en.errors.THROTTLED);
    await person.click(screen.getByRole('button', { name: en.resend.action }));
    await paragraph(/We sent a code to/);
    expect(screen.queryByRole('alert')).toBeNull();
    expect(app.emulator.mailbox.all()).toHaveLength(1);
  });

  test('leads a person whose password must be reset to a new one', async () => {
    const app = createEmulatorApp([{ ...grace, status: 'RESET_REQUIRED' }]);
    render(tree(app));
    const person = await signIn(grace.email, grace.password);
    await expectFocusOn(heading(en.resetPassword.title));
    expect(app.emulator.mailbox.all()).toHaveLength(1);
    await person.type(field('Code'), `${app.emulator.mailbox.latest(grace.email)?.code}`);
    await person.type(field('New password'), 'Nanosecond-1982!{Enter}');
    await heading('Sign in');
    expect(await paragraph(en.signIn.passwordChanged)).toBeTruthy();
    expect(field('Email').value).toBe(grace.email);
    await person.type(field('Password'), 'Nanosecond-1982!{Enter}');
    await screen.findByRole('main');
  });

  test('resets a forgotten password for the address typed already', async () => {
    const app = createEmulatorApp();
    render(tree(app));
    const person = userEvent.setup({ delay: null });
    await heading('Sign in');
    await person.type(field('Email'), ada.email);
    await person.click(screen.getByRole('button', { name: en.signIn.forgotPassword }));
    await expectFocusOn(heading(en.forgotPassword.title));
    expect(field('Email').value).toBe(ada.email);
    await person.click(screen.getByRole('button', { name: en.forgotPassword.submit }));
    await heading(en.resetPassword.title);
    await person.type(field('Code'), `${app.emulator.mailbox.latest(ada.email)?.code}`);
    await person.type(field('New password'), 'Difference-2!{Enter}');
    await paragraph(en.signIn.passwordChanged);
    expect(field('Email').value).toBe(ada.email);
  });

  test('says the same to a reset whether or not the account exists', async () => {
    const seen: string[] = [];
    for (const email of [ada.email, 'nobody@example.com']) {
      const { unmount } = render(tree(createEmulatorApp(), { initialStep: 'forgot-password' }));
      const person = userEvent.setup({ delay: null });
      await heading(en.forgotPassword.title);
      await person.type(field('Email'), `${email}{Enter}`);
      await heading(en.resetPassword.title);
      seen.push((await paragraph(/If this account exists/)).textContent.replace(/\u2066.*\u2069/, ''));
      unmount();
    }
    expect(seen[0]).toBe(seen[1]);
  });

  test('asks for a new password in place of a temporary one', async () => {
    const app = createEmulatorApp([{ ...grace, status: 'FORCE_CHANGE_PASSWORD' }]);
    const { container } = render(tree(app));
    const person = await signIn(grace.email, grace.password);
    await expectFocusOn(heading(en.newPassword.title));
    await person.type(field('New password'), 'short{Enter}');
    await paragraph(en.errors.PASSWORD_POLICY);
    expect(document.activeElement).toBe(field('New password'));
    expect(field('New password').value).toBe('short');
    expect(isInReact(container, grace.password)).toBe(false);
    await person.clear(field('New password'));
    await person.type(field('New password'), 'Nanosecond-1982!{Enter}');
    await screen.findByRole('main');
    expect(isInReact(container, 'Nanosecond-1982!')).toBe(false);
  });

  test('lets a person choose between second factors', async () => {
    const app = createEmulatorApp();
    app.emulator.admin.setTotpSecret(ada.email, 'JBSWY3DPEHPK3PXP');
    app.emulator.admin.setSmsMfa(ada.email, '+441632960001');
    render(tree(app));
    const person = await signIn(ada.email, ada.password);
    await expectFocusOn(heading(en.mfaSelect.title));
    await person.click(screen.getByLabelText(/Text message/));
    await person.keyboard('{Enter}');
    await expectFocusOn(heading(en.mfaChallenge.title));
    expect((await paragraph(/We sent a code to/)).textContent).toContain('0001');
    await person.type(field('Code'), `${app.emulator.mailbox.latest('+441632960001')?.code}{Enter}`);
    await screen.findByRole('main');
  });

  test('returns to the password when the code of a second factor is wrong too late', async () => {
    const app = createEmulatorApp();
    app.emulator.admin.setTotpSecret(ada.email, 'JBSWY3DPEHPK3PXP');
    render(tree(app));
    const person = await signIn(ada.email, ada.password);
    await heading(en.mfaChallenge.title);
    await person.type(field('Code'), '000000{Enter}');
    await paragraph(en.errors.CODE_MISMATCH);
    expect(document.activeElement).toBe(field('Code'));
    app.emulator.clock.advance(10 * 60_000);
    await person.keyboard('{Enter}');
    const alert = await paragraph(en.errors.CHALLENGE_EXPIRED);
    await heading('Sign in');
    expect(document.activeElement).toBe(alert.closest('[role="alert"]'));
    expect(field('Email').value).toBe(ada.email);
  });

  test('speaks Arabic from right to left', async () => {
    const { container } = render(tree(createEmulatorApp(), { messages: ar }));
    await heading(ar.signIn.title);
    const section = container.querySelector('section');
    expect([section?.lang, section?.dir]).toEqual(['ar', 'rtl']);
  });

  test('offers neither sign-up nor reset where they are hidden', async () => {
    render(tree(createEmulatorApp(), { hideSignUp: true, hideForgotPassword: true }));
    await heading('Sign in');
    expect(screen.getAllByRole('button').map((button) => button.textContent || button.getAttribute('aria-label'))).toEqual([
      'Show password',
      'Sign in',
    ]);
  });

  test('shows header and footer with the screens and not with the app', async () => {
    render(tree(createEmulatorApp(), { header: 'Photo album', footer: 'Terms' }));
    await heading('Sign in');
    expect(screen.getByText('Photo album')).toBeTruthy();
    expect(screen.getByText('Terms')).toBeTruthy();
    await signIn(ada.email, ada.password);
    await screen.findByRole('main');
    expect(screen.queryByText('Photo album')).toBeNull();
  });

  test('replaces single texts and whole controls', async () => {
    const slots = { Button: (props: ComponentPropsWithoutRef<'button'>) => <button data-mine="" {...props} /> };
    const labels = { signIn: { submit: 'Let me in' } };
    render(tree(createEmulatorApp(), { slots, labels }));
    await heading('Sign in');
    expect('mine' in screen.getByRole('button', { name: 'Let me in' }).dataset).toBe(true);
  });
});

describe('Authenticator, cleaned up', () => {
  test('leaves no timer behind', async () => {
    const app = createEmulatorApp([{ ...grace, status: 'UNCONFIRMED' }]);
    const { render } = await import('@testing-library/react');
    const { unmount } = render(tree(app));
    await signIn(grace.email, grace.password);
    await paragraph(/We sent a code to/);
    await waitFor(() => expect(app.clock.pendingTimers).toBeGreaterThan(0));
    unmount();
    expect(app.clock.pendingTimers).toBe(0);
  });
});
