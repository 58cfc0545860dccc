import { createObservable, CredentialsError, type SignInFlow, type SignInStep, type StepFlowSnapshot } from '@valetkey/core';
import { createFakeSession } from '@valetkey/testing';
import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { Authenticator } from '../authenticator/Authenticator.tsx';
import { en } from '../messages/en.ts';
import { createEmulatorApp } from '../testKit/createEmulatorApp.tsx';
import { describeInBothModes } from '../testKit/describeInBothModes.tsx';

/** An app whose service has a sign-in page of its own, to which nobody goes here. */
function setUp() {
  const submit = vi.fn(() => {
    flow.set({ ...flow.getSnapshot(), pending: true, error: undefined });
    return Promise.resolve();
  });
  const step: SignInStep = { kind: 'redirect', username: undefined, submit };
  const flow = createObservable<StepFlowSnapshot<SignInStep>>({ step, pending: false, error: undefined });
  const signIn: SignInFlow = { ...flow, reset: () => undefined, prepare: () => undefined };
  const session = createFakeSession({ signIn });
  const { App } = createEmulatorApp([], session);
  /** The person comes back, and why they are not signed in. */
  const comeBack = (error?: CredentialsError) => act(() => flow.set({ step, pending: false, error }));
  return { submit, session, comeBack, tree: <App><Authenticator>The album</Authenticator></App> };
}

const button = () => screen.findByRole('button', { name: en.signIn.submit });

describeInBothModes('Authenticator over a sign-in page of the service’s own', ({ render }) => {
  test('asks for nothing and offers the way there, once', async () => {
    const { submit, tree } = setUp();
    const { container } = render(tree);
    const person = userEvent.setup({ delay: null });
    await person.dblClick(await button());
    expect(submit).toHaveBeenCalledExactlyOnceWith();
    expect(container.querySelectorAll('input')).toHaveLength(0);
    expect(screen.queryByText('The album')).toBeNull();
  });

  test('says why somebody has come back without being signed in, and offers the way again', async () => {
    const { submit, comeBack, tree } = setUp();
    render(tree);
    const person = userEvent.setup({ delay: null });
    await person.click(await button());
    comeBack(new CredentialsError('SIGN_IN_DENIED'));
    expect((await screen.findByRole('alert')).textContent).toContain(en.errors.SIGN_IN_DENIED);
    await person.click(await button());
    expect(submit).toHaveBeenCalledTimes(2);
  });

  test('says that a session has ended, and shows the app to whoever is signed in again', async () => {
    const { session, tree } = setUp();
    render(tree);
    act(() => session.signInAs({ username: 'ada' }));
    await screen.findByText('The album');
    act(() => session.expire());
    expect(await screen.findByText(en.signIn.sessionExpired, { selector: 'p' })).toBeTruthy();
    expect(screen.queryByText('The album')).toBeNull();
  });
});
