import type { Meta, StoryObj } from '@storybook/react-vite';
import { Checkbox } from '@valetkey/ui';
import { expect } from 'storybook/test';
import { withForm } from './withForm.tsx';

const meta = {
  title: 'Parts/Checkbox',
  component: Checkbox,
  decorators: [withForm],
  args: { name: 'remember', label: 'Keep me signed in on this device' },
} satisfies Meta<typeof Checkbox>;

export default meta;
type Story = StoryObj<typeof meta>;

/** Its label is part of the target. */
export const Default: Story = {
  play: async ({ canvas, userEvent }) => {
    const checkbox = canvas.getByRole('checkbox');
    await userEvent.click(canvas.getByText('Keep me signed in on this device'));
    await expect(checkbox).toBeChecked();
    await userEvent.keyboard(' ');
    await expect(checkbox).not.toBeChecked();
  },
};

/** Chosen already. */
export const Checked: Story = { args: { defaultChecked: true } };
