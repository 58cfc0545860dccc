import type { Meta, StoryObj } from '@storybook/react-vite';
import { LinkButton } from '@valetkey/ui';
import { expect, fn } from 'storybook/test';

const meta = {
  title: 'Parts/LinkButton',
  component: LinkButton,
  args: { children: 'Back to sign in', onClick: fn() },
} satisfies Meta<typeof LinkButton>;

export default meta;
type Story = StoryObj<typeof meta>;

/** Goes to another screen, not to another address: a button, for the keyboard and for screen readers. */
export const Default: Story = {
  play: async ({ args, canvas, userEvent }) => {
    await userEvent.tab();
    await expect(canvas.getByRole('button', { name: 'Back to sign in' })).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect(args.onClick).toHaveBeenCalledOnce();
  },
};
