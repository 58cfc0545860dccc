import type { Meta, StoryObj } from '@storybook/react-vite';
import { MfaChallenge } from '@valetkey/ui';
import { expect, fn, waitFor } from 'storybook/test';
import { stageOf, withStage } from '../stage/withStage.tsx';
import { loadStageAt, sendPassword } from './loadStageAt.ts';
import { ada, phone, totpSecret } from './people.ts';
import { tabTo, typeIn } from './typeIn.ts';
import { withPage } from './withPage.tsx';

const loadAtSmsCode = loadStageAt((stage) => {
  stage.emulator.admin.setSmsMfa(ada.email, phone);
  return sendPassword(stage, ada);
});

const loadAtTotpCode = loadStageAt((stage) => {
  stage.emulator.admin.setTotpSecret(ada.email, totpSecret);
  return sendPassword(stage, ada);
});

const meta = {
  title: 'Authenticator/MfaChallenge',
  component: MfaChallenge,
  parameters: { layout: 'fullscreen' },
  decorators: [withPage, withStage],
  args: { onSignIn: fn() },
} satisfies Meta<typeof MfaChallenge>;

export default meta;
type Story = StoryObj<typeof meta>;

/** The code an authenticator app shows. */
export const Totp: Story = {
  loaders: [loadAtTotpCode],
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('heading', { name: 'Enter your code' })).toHaveFocus();
    await canvas.findByText(/authenticator app/);
  },
};

/** The code of a text message. */
export const Sms: Story = {
  loaders: [loadAtSmsCode],
  play: async ({ canvas }) => {
    await canvas.findByText(/We sent a code to/);
    await expect(canvas.getByLabelText('Code')).toHaveAttribute('inputmode', 'numeric');
  },
};

/** Said at the field, which has focus. */
export const WrongCode: Story = {
  loaders: [loadAtTotpCode],
  play: async ({ canvas }) => {
    await canvas.findByLabelText('Code');
    await typeIn({ Code: '000000' });
    await canvas.findByText(/This code is not right/);
    await expect(canvas.getByLabelText('Code')).toHaveFocus();
  },
};

/** Everything by keyboard. */
export const KeyboardOnly: Story = {
  loaders: [loadAtSmsCode],
  play: async (context) => {
    const { args, canvas, userEvent } = context;
    const { emulator, session } = stageOf(context);
    await tabTo(await canvas.findByRole('button', { name: 'Back to sign in' }));
    await userEvent.keyboard('{Enter}');
    await expect(args.onSignIn).toHaveBeenCalledOnce();
    await typeIn({ Code: emulator.mailbox.latest(phone)?.code ?? '' });
    await waitFor(() => expect(session.getSnapshot().status).toBe('signed-in'));
  },
};
