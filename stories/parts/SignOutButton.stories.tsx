import type { Meta, StoryObj } from '@storybook/react-vite';
import { SignOutButton } from '@valetkey/ui';
import { expect, waitFor } from 'storybook/test';
import type { StageOptions } from '../stage/createStage.tsx';
import { loadStage, stageOf, withStage } from '../stage/withStage.tsx';

const meta = {
  title: 'Parts/SignOutButton',
  component: SignOutButton,
  parameters: { stage: { guest: false, signedIn: true } satisfies StageOptions },
  loaders: [loadStage],
  decorators: [withStage],
} satisfies Meta<typeof SignOutButton>;

export default meta;
type Story = StoryObj<typeof meta>;

/** Signs out here, at once. */
export const Default: Story = {
  play: async (context) => {
    const { session } = stageOf(context);
    await context.userEvent.tab();
    await context.userEvent.keyboard('{Enter}');
    await waitFor(() => expect(session.getSnapshot().status).toBe('signed-out'));
  },
};

/** Signs out on every device. */
export const Everywhere: Story = {
  args: { everywhere: true, children: 'Sign out everywhere' },
  play: async (context) => {
    const { emulator } = stageOf(context);
    await context.userEvent.click(context.canvas.getByRole('button', { name: 'Sign out everywhere' }));
    await waitFor(() => expect(emulator.calls.count('GlobalSignOut')).toBe(1));
  },
};
