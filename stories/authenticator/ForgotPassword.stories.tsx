import type { Meta, StoryObj } from '@storybook/react-vite';
import { ForgotPassword } from '@valetkey/ui';
import { expect, fn, waitFor } from 'storybook/test';
import type { StageOptions } from '../stage/createStage.tsx';
import { loadStage, stageOf, withStage } from '../stage/withStage.tsx';
import { ada } from './people.ts';
import { tabTo, typeIn } from './typeIn.ts';
import { withPage } from './withPage.tsx';

const meta = {
  title: 'Authenticator/ForgotPassword',
  component: ForgotPassword,
  parameters: { layout: 'fullscreen', stage: { guest: false } satisfies StageOptions },
  loaders: [loadStage],
  decorators: [withPage, withStage],
  args: { identifier: 'email', onSignIn: fn() },
} satisfies Meta<typeof ForgotPassword>;

export default meta;
type Story = StoryObj<typeof meta>;

/** Who are you? */
export const Default: Story = {
  play: async ({ canvas }) => {
    await expect(await canvas.findByLabelText('Email')).toHaveAttribute('autocomplete', 'username');
  },
};

/** Typed on the sign-in form already. */
export const Prefilled: Story = {
  args: { username: ada.email },
  play: async ({ canvas }) => {
    await expect(await canvas.findByLabelText('Email')).toHaveValue(ada.email);
  },
};

/** The service asks to slow down. */
export const RateLimited: Story = {
  args: { username: ada.email },
  parameters: {
    stage: { guest: false, prepare: ({ faults }) => faults.enqueue({ kind: 'throttle' }) } satisfies StageOptions,
  },
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Send code' }));
    await expect(await canvas.findByRole('alert')).toHaveFocus();
  },
};

/** Everything by keyboard. */
export const KeyboardOnly: Story = {
  play: async (context) => {
    const { args, canvas, userEvent } = context;
    await tabTo(await canvas.findByRole('button', { name: 'Back to sign in' }));
    await userEvent.keyboard('{Enter}');
    await expect(args.onSignIn).toHaveBeenCalledOnce();
    await typeIn({ Email: ada.email });
    await waitFor(() => expect(stageOf(context).emulator.mailbox.latest(ada.email)?.kind).toBe('password-reset'));
  },
};
