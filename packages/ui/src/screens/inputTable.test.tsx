import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { ada, createEmulatorApp, type EmulatorApp } from '../testKit/createEmulatorApp.tsx';
import { ConfirmSignUp } from './ConfirmSignUp.tsx';
import { ForgotPassword } from './ForgotPassword.tsx';
import { MfaChallenge } from './MfaChallenge.tsx';
import { NewPasswordRequired } from './NewPasswordRequired.tsx';
import { ResetPassword } from './ResetPassword.tsx';
import { SignIn } from './SignIn.tsx';
import { SignUp } from './SignUp.tsx';

/** What password managers, keyboards and screen readers are told about each input, in order. */
function inputs() {
  return Array.from(document.querySelectorAll('input'), (input) => ({
    name: input.name,
    type: input.type,
    autocomplete: input.getAttribute('autocomplete'),
    ...(input.inputMode === '' ? {} : { inputmode: input.inputMode, pattern: input.pattern }),
    ...(input.readOnly ? { readonly: input.value } : {}),
  }));
}

const knownUser = { name: 'username', type: 'text', autocomplete: 'username' };
const newPassword = { name: 'newPassword', type: 'password', autocomplete: 'new-password' };
const code = { name: 'code', type: 'text', autocomplete: 'one-time-code', inputmode: 'numeric', pattern: '[0-9]{6}' };

async function signIn({ session }: EmulatorApp, username: string) {
  const { step } = session.signIn.getSnapshot();
  if (step.kind === 'password') await step.submit({ username, password: ada.password });
}

afterEach(cleanup);

describe('the inputs of every screen', () => {
  test('SignIn fills in, and offers passkeys', () => {
    const { App } = createEmulatorApp();
    render(<SignIn />, { wrapper: App });
    expect(inputs()).toEqual([
      { name: 'username', type: 'text', autocomplete: 'username webauthn' },
      { name: 'password', type: 'password', autocomplete: 'current-password' },
    ]);
  });

  test('SignUp saves under the user name, and fills in what is known of the person', () => {
    const { App } = createEmulatorApp();
    render(<SignUp attributes={['email', 'phone_number', { name: 'custom:team', label: 'Team', required: false }]} />, {
      wrapper: App,
    });
    expect(inputs()).toEqual([
      { name: 'username', type: 'text', autocomplete: 'username' },
      { name: 'attribute:email', type: 'email', autocomplete: 'email' },
      { name: 'attribute:phone_number', type: 'tel', autocomplete: 'tel' },
      { name: 'attribute:custom:team', type: 'text', autocomplete: null },
      { name: 'password', type: 'password', autocomplete: 'new-password' },
    ]);
    expect(screen.getByLabelText<HTMLInputElement>('Team (optional)').required).toBe(false);
  });

  test('SignUp by email asks for the address once', () => {
    const { App } = createEmulatorApp();
    render(<SignUp identifier="email" />, { wrapper: App });
    expect(inputs()).toEqual([
      { name: 'username', type: 'email', autocomplete: 'username' },
      { name: 'password', type: 'password', autocomplete: 'new-password' },
    ]);
  });

  test('ConfirmSignUp takes a code', async () => {
    const app = createEmulatorApp([{ email: 'grace@example.com', password: 'Compiler-1952!', status: 'UNCONFIRMED' }]);
    await app.session.signUp?.resume('grace@example.com');
    render(<ConfirmSignUp />, { wrapper: app.App });
    expect(inputs()).toEqual([{ ...knownUser, readonly: 'grace@example.com' }, code]);
  });

  test('ForgotPassword fills in the user name', () => {
    const { App } = createEmulatorApp();
    render(<ForgotPassword identifier="phone_number" />, { wrapper: App });
    expect(inputs()).toEqual([{ name: 'username', type: 'tel', autocomplete: 'username' }]);
  });

  test('ResetPassword takes a code, and saves the new password under the user name', async () => {
    const app = createEmulatorApp();
    await app.session.passwordReset?.resume(ada.email);
    render(<ResetPassword />, { wrapper: app.App });
    expect(inputs()).toEqual([{ ...knownUser, readonly: ada.email }, code, newPassword]);
  });

  test('NewPasswordRequired saves the new password under the user name, and asks for what the pool lacks', async () => {
    const app = createEmulatorApp();
    app.emulator.admin.requireNewPassword(ada.email);
    await signIn(app, ada.email);
    render(<NewPasswordRequired />, { wrapper: app.App });
    expect(inputs()).toEqual([{ ...knownUser, readonly: ada.email }, newPassword]);
  });

  test('MfaChallenge takes a code', async () => {
    const app = createEmulatorApp();
    app.emulator.admin.setTotpSecret(ada.email, 'JBSWY3DPEHPK3PXP');
    await signIn(app, ada.email);
    render(<MfaChallenge />, { wrapper: app.App });
    await waitFor(() => expect(inputs()).toEqual([{ ...knownUser, readonly: ada.email }, code]));
  });

  test('what only password managers need is out of the way of everybody else', async () => {
    const app = createEmulatorApp();
    await app.session.passwordReset?.resume(ada.email);
    render(<ResetPassword />, { wrapper: app.App });
    const hidden = document.querySelector<HTMLInputElement>('input[name="username"]');
    expect(hidden?.tabIndex).toBe(-1);
    expect(hidden?.getAttribute('aria-hidden')).toBe('true');
  });

  test('no form puts what is typed into the address bar when it is sent before its script runs', () => {
    const { App } = createEmulatorApp();
    render(<SignIn />, { wrapper: App });
    expect(document.querySelector('form')?.method).toBe('post');
  });
});
