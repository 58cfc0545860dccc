import { createMemoryStorage, createRememberingStorage } from '@valetkey/core';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import { en } from '../messages/en.ts';
import { ada, createEmulatorApp, type EmulatorApp } from '../testKit/createEmulatorApp.tsx';
import { describeInBothModes } from '../testKit/describeInBothModes.tsx';
import { isInReact } from '../testKit/isInReact.ts';
import { SignIn } from './SignIn.tsx';

const email = () => screen.getByLabelText<HTMLInputElement>('Email');
const password = () => screen.getByLabelText<HTMLInputElement>('Password');
const submit = () => screen.getByRole('button', { name: /Sign in|Signing in/ });

function form({ App }: EmulatorApp) {
  return (
    <App>
      <SignIn identifier="email" />
    </App>
  );
}

async function fillIn(secret: string) {
  const person = userEvent.setup({ delay: null });
  await person.type(email(), ada.email);
  await person.type(password(), secret);
  return person;
}

describeInBothModes('SignIn', ({ render }) => {
  test('a wrong password moves focus to a summary with links to both fields, and clears the password only', async () => {
    const app = createEmulatorApp();
    const { container } = render(form(app));
    const person = await fillIn('not it');
    await person.keyboard('{Enter}');
    const summary = await screen.findByRole('alert');
    expect(document.activeElement).toBe(summary);
    expect(summary.textContent).toContain(en.signIn.refused.email);
    expect([email().value, password().value]).toEqual([ada.email, '']);
    for (const input of [email(), password()]) {
      expect(input.getAttribute('aria-invalid')).toBe('true');
      expect(input.getAttribute('aria-describedby')).toBe(summary.id);
    }
    await person.click(screen.getByRole('link', { name: 'Password' }));
    expect(document.activeElement).toBe(password());
    expect(isInReact(container, 'not it')).toBe(false);
  });

  test('a disabled account looks like a wrong password, even to those who know the password', async () => {
    const shown = async (secret: string, isDisabled: boolean): Promise<string> => {
      const app = createEmulatorApp();
      if (isDisabled) app.emulator.admin.disableUser(ada.email);
      const { container, unmount } = render(form(app));
      const person = await fillIn(secret);
      await person.keyboard('{Enter}');
      await screen.findByRole('alert');
      // What React names differs from one form to the next.
      const html = `${password().value} ${container.innerHTML}`.replaceAll(/_r_\w+_/g, '');
      unmount();
      return html;
    };
    expect(await shown(ada.password, true)).toBe(await shown('not it', false));
  });

  test('remembers nobody who has not asked for it, and does not ask unless it is given a choice', async () => {
    const remember = createRememberingStorage({ remembered: createMemoryStorage(), otherwise: createMemoryStorage() });
    const app = createEmulatorApp();
    const { rerender } = render(form(app));
    expect(screen.queryByRole('checkbox')).toBeNull();
    rerender(
      <app.App>
        <SignIn identifier="email" remember={remember} />
      </app.App>,
    );
    const checkbox = screen.getByRole<HTMLInputElement>('checkbox', { name: en.signIn.remember });
    expect(checkbox.checked).toBe(false);
    const person = await fillIn('not it');
    await person.click(screen.getByText(en.signIn.remember));
    expect(remember.isRemembered()).toBe(false);

    await person.click(submit());
    await screen.findByRole('alert');
    // The choice outlives the error.
    expect([checkbox.checked, remember.isRemembered()]).toEqual([true, true]);
    await person.type(password(), ada.password);
    await person.click(checkbox);
    await person.click(submit());
    await waitFor(() => expect(app.session.getSnapshot().status).toBe('signed-in'));
    expect(remember.isRemembered()).toBe(false);
  });

  test('keeps everything typed when the service cannot be reached', async () => {
    const app = createEmulatorApp();
    app.environment.setOnline(false);
    render(form(app));
    const person = await fillIn(ada.password);
    await person.click(submit());
    const summary = await screen.findByRole('alert');
    expect(summary.textContent).toBe(en.errors.NETWORK);
    expect([email().value, password().value]).toEqual([ada.email, ada.password]);
    expect(email().getAttribute('aria-invalid')).toBe('false');
    app.environment.setOnline(true);
    await person.click(submit());
    await waitFor(() => expect(app.session.getSnapshot().status).toBe('signed-in'));
  });

  test('a second failure moves focus again', async () => {
    render(form(createEmulatorApp()));
    const person = await fillIn('not it');
    await person.keyboard('{Enter}');
    await screen.findByRole('alert');
    await person.type(password(), 'nor this{Enter}');
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('alert')));
  });

  test('the button keeps focus and says what it does while the answer is awaited', async () => {
    const app = createEmulatorApp();
    const release = app.holdNetwork();
    render(form(app));
    const person = await fillIn(ada.password);
    await person.tab();
    await person.tab();
    expect(document.activeElement).toBe(submit());
    await person.keyboard('{Enter}');
    await screen.findByText(en.signIn.pending);
    expect(document.activeElement).toBe(submit());
    expect(submit().getAttribute('aria-disabled')).toBe('true');
    expect(submit().getAttribute('aria-busy')).toBe('true');
    expect((submit() as HTMLButtonElement).disabled).toBe(false);
    release();
    await waitFor(() => expect(app.session.getSnapshot().status).toBe('signed-in'));
  });

  test('two empty fields are listed, one is focused, and nothing is sent', async () => {
    const app = createEmulatorApp();
    render(form(app));
    const person = userEvent.setup({ delay: null });
    await person.click(submit());
    expect(document.activeElement).toBe(screen.getByRole('alert'));
    expect(screen.getAllByRole('link').map((link) => link.textContent)).toEqual([
      'Email is required.',
      'Password is required.',
    ]);
    await person.type(email(), 'ada{Enter}');
    await person.type(password(), 'x');
    await person.click(submit());
    expect(document.activeElement).toBe(email());
    expect(screen.queryByRole('alert')).toBeNull();
    const error = document.getElementById(email().getAttribute('aria-describedby') ?? '');
    expect(error?.textContent).toBe(en.form.malformedEmail);
    expect(app.emulator.calls.count()).toBe(0);
  });

  test('a shown password hides itself when the form is sent', async () => {
    const app = createEmulatorApp();
    app.environment.setOnline(false);
    render(form(app));
    const person = await fillIn(ada.password);
    await person.click(screen.getByRole('button', { name: 'Show password' }));
    expect(password().type).toBe('text');
    await person.click(submit());
    await screen.findByRole('alert');
    expect(password().type).toBe('password');
  });

  test('prepares the sign-in once the form has focus, without a request', async () => {
    const app = createEmulatorApp();
    let prepared = 0;
    const signIn = { ...app.session.signIn, prepare: () => (prepared += 1) };
    const { App } = createEmulatorApp([], { ...app.session, signIn });
    render(form({ ...app, App }));
    expect(prepared).toBe(0);
    await userEvent.setup({ delay: null }).tab();
    expect(document.activeElement).toBe(email());
    expect(prepared).toBe(1);
  });
});

describe('SignIn, misconfigured', () => {
  test('shows a person one calm sentence, and the developer the fix', async () => {
    const app = createEmulatorApp();
    const { CredentialsError, createObservable } = await import('@valetkey/core');
    const { render } = await import('@testing-library/react');
    const start = app.session.signIn.getSnapshot();
    const broken = createObservable({ ...start, error: new CredentialsError('CLIENT_HAS_SECRET') });
    const { App } = createEmulatorApp([], { ...app.session, signIn: { ...app.session.signIn, ...broken } });
    render(form({ ...app, App }));
    const summary = screen.getByRole('alert');
    expect(summary.firstElementChild?.textContent).toBe(en.errors.setUp);
    expect(summary.textContent).toContain('CLIENT_HAS_SECRET: Create a public app client');
  });
});
