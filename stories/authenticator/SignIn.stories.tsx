import type { Meta, StoryObj } from '@storybook/react-vite';
import type { Emulator } from '@valetkey/emulator';
import { createMemoryStorage, createObservable, createRememberingStorage, CredentialsError } from '@valetkey/core';
import { SignIn } from '@valetkey/ui';
import { expect, fn, waitFor } from 'storybook/test';
import type { StageOptions } from '../stage/createStage.tsx';
import { loadStage, stageOf, withStage } from '../stage/withStage.tsx';
import { loadStageAt } from './loadStageAt.ts';
import { ada } from './people.ts';
import { tabTo, typeIn } from './typeIn.ts';
import { withPage } from './withPage.tsx';

/** A stage on which the sign-in meets a fault. */
function failing(prepare: (emulator: Emulator) => void): { readonly stage: StageOptions } {
  return { stage: { guest: false, prepare } };
}

const meta = {
  title: 'Authenticator/SignIn',
  component: SignIn,
  parameters: { layout: 'fullscreen', stage: { guest: false } satisfies StageOptions },
  loaders: [loadStage],
  decorators: [withPage, withStage],
  args: { identifier: 'email', onForgotPassword: fn(), onSignUp: fn() },
} satisfies Meta<typeof SignIn>;

export default meta;
type Story = StoryObj<typeof meta>;

/** User name and password, for people and for password managers. */
export const Default: Story = {
  play: async ({ canvas }) => {
    await expect(await canvas.findByLabelText('Email')).toHaveAttribute('autocomplete', 'username webauthn');
    await expect(canvas.getByLabelText('Password')).toHaveAttribute('autocomplete', 'current-password');
  },
};

const remember = createRememberingStorage({ remembered: createMemoryStorage(), otherwise: createMemoryStorage() });

/** With the storage of the session the form asks whether this device is to remember the person. */
export const Remember: Story = {
  args: { remember },
  play: async ({ canvas, userEvent }) => {
    const checkbox = await canvas.findByRole('checkbox', { name: 'Keep me signed in on this device' });
    await expect(checkbox).not.toBeChecked();
    await tabTo(checkbox);
    await userEvent.keyboard(' ');
    await expect(checkbox).toBeChecked();
    await userEvent.keyboard(' ');
    await expect(checkbox).not.toBeChecked();
  },
};

/** The user name is known from the step before. */
export const Prefilled: Story = {
  args: { username: ada.email, notice: 'Your account is confirmed. You can sign in now.' },
  play: async ({ canvas }) => {
    await expect(await canvas.findByLabelText('Email')).toHaveValue(ada.email);
  },
};

/** The button stays, keeps its focus, and says what it does. */
export const Pending: Story = {
  parameters: { stage: { guest: false, networkHeld: true } satisfies StageOptions },
  play: async ({ canvas, userEvent }) => {
    const button = await canvas.findByRole('button', { name: 'Sign in' });
    await userEvent.type(canvas.getByLabelText('Email'), ada.email);
    await userEvent.type(canvas.getByLabelText('Password'), ada.password);
    await tabTo(button);
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(button).toHaveTextContent('Signing in…'));
    await expect(button).toHaveFocus();
    await expect(button).toHaveAttribute('aria-disabled', 'true');
    await expect(button).toBeEnabled();
  },
};

/** Both fields empty: a summary with links, and a word at each field. */
export const Missing: Story = {
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Sign in' }));
    await expect(await canvas.findByRole('alert')).toHaveFocus();
    await userEvent.click(canvas.getByRole('link', { name: 'Password is required.' }));
    await expect(canvas.getByLabelText('Password')).toHaveFocus();
  },
};

/** Says that it did not work, not which of the two is wrong, nor whether the account exists. Clears the password only. */
export const WrongPassword: Story = {
  play: async ({ canvas }) => {
    await canvas.findByLabelText('Email');
    await typeIn({ Email: ada.email, Password: 'not it' });
    await expect(await canvas.findByRole('alert')).toHaveFocus();
    await expect(canvas.getByLabelText('Email')).toHaveValue(ada.email);
    await expect(canvas.getByLabelText('Password')).toHaveValue('');
    await expect(canvas.getByLabelText('Password')).toHaveAccessibleDescription(/did not work/);
  },
};

/** The service asks to slow down. What was typed stays. */
export const RateLimited: Story = {
  parameters: failing(({ faults }) => faults.enqueue({ kind: 'throttle', times: 9 })),
  play: async ({ canvas }) => {
    await canvas.findByLabelText('Email');
    await typeIn({ Email: ada.email, Password: ada.password });
    await expect(await canvas.findByRole('alert')).toHaveTextContent('The service is busy.');
    await expect(canvas.getByLabelText('Password')).toHaveValue(ada.password);
  },
};

/** No network. What was typed stays. */
export const Offline: Story = {
  parameters: failing(({ faults }) => faults.enqueue({ kind: 'network', times: 9 })),
  play: async ({ canvas }) => {
    await canvas.findByLabelText('Email');
    await typeIn({ Email: ada.email, Password: ada.password });
    await expect(await canvas.findByRole('alert')).toHaveTextContent('We could not reach the service.');
    await expect(canvas.getByLabelText('Password')).toHaveValue(ada.password);
  },
};

/** What only the developer can mend: one calm sentence for people, and in development builds the fix. */
export const Misconfigured: Story = {
  loaders: [
    loadStageAt(({ session }) => {
      const start = session.signIn.getSnapshot();
      Object.assign(session.signIn, createObservable({ ...start, error: new CredentialsError('CLIENT_HAS_SECRET') }));
    }),
  ],
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('alert')).toHaveTextContent(
      import.meta.env.DEV ? /contact support.*CLIENT_HAS_SECRET/ : /contact support\.$/,
    );
  },
};

/** Everything by keyboard: the links, the show button, and Enter in a field. */
export const KeyboardOnly: Story = {
  play: async (context) => {
    const { args, canvas, userEvent } = context;
    const email = await canvas.findByLabelText('Email');
    await tabTo(email);
    await userEvent.keyboard(ada.email);
    await userEvent.tab();
    await expect(canvas.getByLabelText('Password')).toHaveFocus();
    await userEvent.keyboard(ada.password);
    await userEvent.tab();
    const show = canvas.getByRole('button', { name: 'Show password' });
    await expect(show).toHaveFocus();
    await userEvent.keyboard(' ');
    await expect(show).toHaveAttribute('aria-pressed', 'true');
    await expect(canvas.getByLabelText('Password')).toHaveAttribute('type', 'text');
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    await expect(args.onForgotPassword).toHaveBeenCalledWith(ada.email);
    await userEvent.tab();
    await expect(canvas.getByRole('button', { name: 'Sign in' })).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(stageOf(context).session.getSnapshot().status).toBe('signed-in'));
  },
};
