import type { Meta, StoryObj } from '@storybook/react-vite';
import { Field } from '@valetkey/ui';
import { expect } from 'storybook/test';
import { withForm } from './withForm.tsx';

const meta = {
  title: 'Parts/Field',
  component: Field,
  decorators: [withForm],
  args: { name: 'team', label: 'Team' },
} satisfies Meta<typeof Field>;

export default meta;
type Story = StoryObj<typeof meta>;

/** A label and an input. */
export const Default: Story = {};

/** Help is read out with the field. */
export const WithHint: Story = {
  args: { hint: 'Ask your manager.' },
  play: async ({ canvas }) => {
    await expect(canvas.getByLabelText('Team')).toHaveAccessibleDescription('Ask your manager.');
  },
};

/** What is wrong is said in the language of the catalogue, at the field, which gets focus. */
export const Missing: Story = {
  play: async ({ canvas, userEvent }) => {
    await userEvent.type(canvas.getByLabelText('Team'), '{Enter}');
    await expect(canvas.getByLabelText('Team')).toHaveFocus();
    await expect(canvas.getByLabelText('Team')).toBeInvalid();
    await expect(canvas.getByLabelText('Team')).toHaveAccessibleDescription('Team is required.');
  },
};
