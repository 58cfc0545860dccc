import type { Meta, StoryObj } from '@storybook/react-vite';
import { PasswordField } from '@valetkey/ui';
import { expect } from 'storybook/test';
import { onSubmit, withForm } from './withForm.tsx';

const meta = {
  title: 'Parts/PasswordField',
  component: PasswordField,
  decorators: [withForm],
  args: { name: 'password', label: 'Password', autoComplete: 'current-password' },
} satisfies Meta<typeof PasswordField>;

export default meta;
type Story = StoryObj<typeof meta>;

/** Hidden, as passwords are. */
export const Default: Story = {};

/** Shown on request, with the caret where it was, and hidden again when the form is sent. */
export const Shown: Story = {
  play: async ({ canvas, userEvent }) => {
    const input = canvas.getByLabelText<HTMLInputElement>('Password');
    const show = canvas.getByRole('button', { name: 'Show password' });
    await userEvent.type(input, 'open sesame');
    input.setSelectionRange(4, 4);
    await userEvent.click(show);
    await expect(input).toHaveAttribute('type', 'text');
    await expect([input.selectionStart, input.selectionEnd]).toEqual([4, 4]);
    await userEvent.type(input, '{Enter}');
    await expect(onSubmit).toHaveBeenCalledOnce();
    await expect(input).toHaveAttribute('type', 'password');
    await userEvent.click(show);
  },
};
