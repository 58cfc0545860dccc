import type { Meta, StoryObj } from '@storybook/react-vite';
import { ResetPassword } from '@valetkey/ui';
import { expect, fn, waitFor } from 'storybook/test';
import { stageOf, withStage } from '../stage/withStage.tsx';
import { loadStageAt } from './loadStageAt.ts';
import { ada } from './people.ts';
import { typeIn } from './typeIn.ts';
import { withPage } from './withPage.tsx';

const meta = {
  title: 'Authenticator/ResetPassword',
  component: ResetPassword,
  parameters: { layout: 'fullscreen' },
  loaders: [loadStageAt(({ session }) => session.passwordReset?.resume(ada.email))],
  decorators: [withPage, withStage],
  args: { onSignIn: fn() },
} satisfies Meta<typeof ResetPassword>;

export default meta;
type Story = StoryObj<typeof meta>;

/** The code and a new password. The account is named, not asked for again, and a password manager learns its name too. */
export const Default: Story = {
  play: async ({ canvas, canvasElement }) => {
    await expect(await canvas.findByRole('heading', { name: 'Choose a new password' })).toHaveFocus();
    await expect(canvasElement.querySelector('input[autocomplete="username"]')).toHaveValue(ada.email);
    await expect(canvas.getByLabelText('New password')).toHaveAttribute('autocomplete', 'new-password');
  },
};

/** Said at the code; the new password stays. */
export const WrongCode: Story = {
  play: async ({ canvas }) => {
    await canvas.findByLabelText('Code');
    await typeIn({ Code: '000000', 'New password': 'Difference-2!' });
    await canvas.findByText(/This code is not right/);
    await expect(canvas.getByLabelText('Code')).toHaveFocus();
    await expect(canvas.getByLabelText('New password')).toHaveValue('Difference-2!');
  },
};

/** Said at the password; the code stays. */
export const RefusedPassword: Story = {
  play: async (context) => {
    const { canvas } = context;
    await canvas.findByLabelText('Code');
    const { code = '' } = stageOf(context).emulator.mailbox.latest(ada.email) ?? {};
    await typeIn({ Code: code, 'New password': 'short' });
    await canvas.findByText(/This password is not accepted/);
    await expect(canvas.getByLabelText('New password')).toHaveFocus();
    await expect(canvas.getByLabelText('Code')).toHaveValue(code);
  },
};

/** Everything by keyboard. */
export const KeyboardOnly: Story = {
  play: async (context) => {
    const { emulator, session } = stageOf(context);
    await context.canvas.findByLabelText('Code');
    await typeIn({ Code: emulator.mailbox.latest(ada.email)?.code ?? '', 'New password': 'Difference-2!' });
    await waitFor(() => expect(session.passwordReset?.getSnapshot().step.kind).toBe('done'));
  },
};
