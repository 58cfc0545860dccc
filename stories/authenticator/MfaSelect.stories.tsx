import type { Meta, StoryObj } from '@storybook/react-vite';
import { MfaSelect } from '@valetkey/ui';
import { expect, fn, waitFor } from 'storybook/test';
import { stageOf, withStage } from '../stage/withStage.tsx';
import { loadStageAt, sendPassword } from './loadStageAt.ts';
import { ada, phone, totpSecret } from './people.ts';
import { tabTo } from './typeIn.ts';
import { withPage } from './withPage.tsx';

const meta = {
  title: 'Authenticator/MfaSelect',
  component: MfaSelect,
  parameters: { layout: 'fullscreen' },
  loaders: [
    loadStageAt((stage) => {
      stage.emulator.admin.setTotpSecret(ada.email, totpSecret);
      stage.emulator.admin.setSmsMfa(ada.email, phone);
      return sendPassword(stage, ada);
    }),
  ],
  decorators: [withPage, withStage],
  args: { onSignIn: fn() },
} satisfies Meta<typeof MfaSelect>;

export default meta;
type Story = StoryObj<typeof meta>;

/** The first way is chosen beforehand. */
export const Default: Story = {
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('radio', { name: /Authenticator app/ })).toBeChecked();
  },
};

/** Arrow keys choose, Enter goes on. */
export const KeyboardOnly: Story = {
  play: async (context) => {
    const { canvas, userEvent } = context;
    await tabTo(await canvas.findByRole('radio', { name: /Authenticator app/ }));
    await userEvent.keyboard('{ArrowDown}');
    await expect(canvas.getByRole('radio', { name: /Text message/ })).toBeChecked();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(stageOf(context).session.signIn.getSnapshot().step.kind).toBe('sms-code'));
  },
};
