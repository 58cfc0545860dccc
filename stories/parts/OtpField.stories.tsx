import type { Meta, StoryObj } from '@storybook/react-vite';
import { OtpField } from '@valetkey/ui';
import { expect } from 'storybook/test';
import { onSubmit, withForm } from './withForm.tsx';

const meta = {
  title: 'Parts/OtpField',
  component: OtpField,
  decorators: [withForm],
} satisfies Meta<typeof OtpField>;

export default meta;
type Story = StoryObj<typeof meta>;

/** One input: pasting, autofill and correcting just work. */
export const Default: Story = {
  play: async ({ canvas }) => {
    await expect(canvas.getByLabelText('Code')).toHaveAttribute('inputmode', 'numeric');
  },
};

/** Pasted with a space; sent only when the person says so. */
export const Pasted: Story = {
  play: async ({ canvas, userEvent }) => {
    onSubmit.mockClear();
    await userEvent.click(canvas.getByLabelText('Code'));
    await userEvent.paste('123 456');
    await expect(canvas.getByLabelText('Code')).toHaveValue('123456');
    await expect(onSubmit).not.toHaveBeenCalled();
    await userEvent.keyboard('{Enter}');
    await expect(onSubmit).toHaveBeenCalledOnce();
  },
};

/** A digit short. */
export const TooShort: Story = {
  play: async ({ canvas, userEvent }) => {
    await userEvent.type(canvas.getByLabelText('Code'), '12345{Enter}');
    await expect(canvas.getByLabelText('Code')).toHaveAccessibleDescription('Enter the 6 digits of the code.');
  },
};
