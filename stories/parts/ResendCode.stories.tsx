import type { Meta, StoryObj } from '@storybook/react-vite';
import { ResendCode } from '@valetkey/ui';
import { expect, fn, waitFor } from 'storybook/test';
import { withForm } from './withForm.tsx';

const meta = {
  title: 'Parts/ResendCode',
  component: ResendCode,
  decorators: [withForm],
  args: { onResend: fn(() => Promise.resolve()), error: undefined },
} satisfies Meta<typeof ResendCode>;

export default meta;
type Story = StoryObj<typeof meta>;

/** A code has just been sent. The button stays in the tab order and says how long to wait. */
export const Waiting: Story = {
  play: async ({ args, canvas, userEvent }) => {
    const button = canvas.getByRole('button');
    await userEvent.tab();
    await expect(button).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect(args.onResend).not.toHaveBeenCalled();
    await expect(button).toHaveAccessibleDescription(/You can ask for a new code in \d+ seconds\./);
  },
};

/** The wait is over: one press, one code, and another wait. */
export const Ready: Story = {
  args: { sent: false },
  play: async ({ args, canvas, userEvent }) => {
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent('A new code is on its way.'));
    await userEvent.keyboard('{Enter}');
    await expect(args.onResend).toHaveBeenCalledOnce();
    await expect(canvas.getByRole('button')).toHaveFocus();
  },
};
