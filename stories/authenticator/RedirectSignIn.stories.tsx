import type { Meta, StoryObj } from '@storybook/react-vite';
import { createObservable, CredentialsError, type SignInFlow, type SignInStep, type StepFlowSnapshot } from '@valetkey/core';
import { CredentialsProvider } from '@valetkey/react';
import { createFakeSession, createMockCredentialStore } from '@valetkey/testing';
import { RedirectSignIn } from '@valetkey/ui';
import { useState, type JSX, type ReactNode } from 'react';
import { expect, fn } from 'storybook/test';
import { withPage } from './withPage.tsx';

const submit = fn(() => Promise.resolve());

/** An app whose user pool has sign-in pages of its own: nobody leaves for them here. */
function App({ error, children }: { readonly error?: CredentialsError | undefined; readonly children: ReactNode }): JSX.Element {
  const [{ session, credentials }] = useState(() => {
    const step: SignInStep = { kind: 'redirect', username: undefined, submit };
    const flow = createObservable<StepFlowSnapshot<SignInStep>>({ step, pending: false, error });
    const signIn: SignInFlow = { ...flow, reset: () => undefined, prepare: () => undefined };
    return { session: createFakeSession({ signIn }), credentials: createMockCredentialStore() };
  });
  return (
    <CredentialsProvider session={session} credentials={credentials}>
      {children}
    </CredentialsProvider>
  );
}

const meta = {
  title: 'Authenticator/RedirectSignIn',
  component: RedirectSignIn,
  parameters: { layout: 'fullscreen' },
  decorators: [
    withPage,
    (Story, { parameters }) => (
      <App error={parameters['error'] as CredentialsError | undefined}>
        <Story />
      </App>
    ),
  ],
  beforeEach: () => void submit.mockClear(),
} satisfies Meta<typeof RedirectSignIn>;

export default meta;
type Story = StoryObj<typeof meta>;

/** One button; Enter presses it. */
export const Default: Story = {
  play: async ({ canvas, userEvent }) => {
    await expect(await canvas.findByRole('button', { name: 'Sign in' })).toBeEnabled();
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    await expect(submit).toHaveBeenCalledOnce();
  },
};

/** Somebody has come back without being signed in. */
export const Denied: Story = {
  parameters: { error: new CredentialsError('SIGN_IN_DENIED') },
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('alert')).toBeVisible();
  },
};
