import type { Meta, StoryObj } from '@storybook/react-vite';
import { NewPasswordRequired } from '@valetkey/ui';
import { expect, fn, waitFor } from 'storybook/test';
import { stageOf, withStage } from '../stage/withStage.tsx';
import { loadStageAt, sendPassword } from './loadStageAt.ts';
import { ada } from './people.ts';
import { tabTo, typeIn } from './typeIn.ts';
import { withPage } from './withPage.tsx';

const meta = {
  title: 'Authenticator/NewPasswordRequired',
  component: NewPasswordRequired,
  parameters: { layout: 'fullscreen' },
  loaders: [
    loadStageAt((stage) => {
      stage.emulator.admin.requireNewPassword(ada.email);
      return sendPassword(stage, ada);
    }),
  ],
  decorators: [withPage, withStage],
  args: { onSignIn: fn() },
} satisfies Meta<typeof NewPasswordRequired>;

export default meta;
type Story = StoryObj<typeof meta>;

/** A temporary password worked, once. */
export const Default: Story = {
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('heading', { name: 'Choose a new password' })).toHaveFocus();
  },
};

/** The pool refuses: said at the field, which keeps what was typed. */
export const RefusedPassword: Story = {
  play: async ({ canvas }) => {
    await canvas.findByLabelText('New password');
    await typeIn({ 'New password': 'short' });
    await canvas.findByText(/This password is not accepted/);
    await expect(canvas.getByLabelText('New password')).toHaveFocus();
    await expect(canvas.getByLabelText('New password')).toHaveValue('short');
  },
};

/** Everything by keyboard. */
export const KeyboardOnly: Story = {
  play: async (context) => {
    const { args, canvas, userEvent } = context;
    await tabTo(await canvas.findByRole('button', { name: 'Back to sign in' }));
    await userEvent.keyboard('{Enter}');
    await expect(args.onSignIn).toHaveBeenCalledOnce();
    await typeIn({ 'New password': 'Difference-2!' });
    await waitFor(() => expect(stageOf(context).session.getSnapshot().status).toBe('signed-in'));
  },
};
