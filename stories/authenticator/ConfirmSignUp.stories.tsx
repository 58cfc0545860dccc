import type { Meta, StoryObj } from '@storybook/react-vite';
import { ConfirmSignUp } from '@valetkey/ui';
import { expect, fn, waitFor } from 'storybook/test';
import { stageOf, withStage } from '../stage/withStage.tsx';
import { loadStageAt } from './loadStageAt.ts';
import { grace } from './people.ts';
import { tabTo, typeIn } from './typeIn.ts';
import { withPage } from './withPage.tsx';

const meta = {
  title: 'Authenticator/ConfirmSignUp',
  component: ConfirmSignUp,
  parameters: { layout: 'fullscreen' },
  loaders: [
    loadStageAt(({ emulator, session }) => {
      emulator.admin.createUser({ ...grace, status: 'UNCONFIRMED' });
      return session.signUp?.resume(grace.email);
    }),
  ],
  decorators: [withPage, withStage],
  args: { onSignIn: fn() },
} satisfies Meta<typeof ConfirmSignUp>;

export default meta;
type Story = StoryObj<typeof meta>;

/** Where the code went is masked by the service. The heading has focus, as the step is the person's own. */
export const Default: Story = {
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('heading', { name: 'Confirm your account' })).toHaveFocus();
    await expect(canvas.getByLabelText('Code')).toHaveAttribute('autocomplete', 'one-time-code');
  },
};

/** Said at the field, which has focus, with the code selected to be typed over. */
export const WrongCode: Story = {
  play: async ({ canvas }) => {
    await canvas.findByLabelText('Code');
    await typeIn({ Code: '000000' });
    await canvas.findByText(/This code is not right/);
    await expect(canvas.getByLabelText('Code')).toHaveFocus();
    await expect(canvas.getByLabelText('Code')).toHaveAccessibleDescription(/This code is not right/);
  },
};

/** A code that came too late. */
export const Expired: Story = {
  play: async (context) => {
    const { canvas } = context;
    const { emulator } = stageOf(context);
    await canvas.findByLabelText('Code');
    emulator.clock.advance(48 * 3_600_000);
    await typeIn({ Code: emulator.mailbox.latest(grace.email)?.code ?? '' });
    await canvas.findByText(/no longer valid/);
  },
};

/** The button can be reached and says how long; pressing it sends nothing yet. */
export const ResendCooldown: Story = {
  play: async (context) => {
    const { canvas, userEvent } = context;
    const button = await canvas.findByRole('button', { name: 'Send a new code' });
    await tabTo(button);
    await userEvent.keyboard('{Enter}');
    await expect(button).toHaveFocus();
    await expect(button).toHaveAccessibleDescription(/You can ask for a new code in \d+ seconds\./);
    await expect(stageOf(context).emulator.mailbox.all()).toHaveLength(1);
  },
};

/** A code pasted as people read it. */
export const Pasted: Story = {
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByLabelText('Code'));
    await userEvent.paste('123-456');
    await expect(canvas.getByLabelText('Code')).toHaveValue('123456');
  },
};

/** Everything by keyboard. */
export const KeyboardOnly: Story = {
  play: async (context) => {
    const { args, canvas, userEvent } = context;
    const { emulator, session } = stageOf(context);
    await tabTo(await canvas.findByRole('button', { name: 'Back to sign in' }));
    await userEvent.keyboard('{Enter}');
    await expect(args.onSignIn).toHaveBeenCalledOnce();
    await typeIn({ Code: emulator.mailbox.latest(grace.email)?.code ?? '' });
    await waitFor(() => expect(session.signUp?.getSnapshot().step.kind).toBe('done'));
  },
};
