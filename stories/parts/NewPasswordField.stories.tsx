import type { Meta, StoryObj } from '@storybook/react-vite';
import { NewPasswordField, PasswordRules, PasswordStrength } from '@valetkey/ui';
import { expect, waitFor } from 'storybook/test';
import { withForm } from './withForm.tsx';

const meta = {
  title: 'Parts/NewPasswordField',
  component: NewPasswordField,
  subcomponents: { PasswordStrength, PasswordRules },
  decorators: [withForm],
  args: { name: 'password', label: 'Password' },
} satisfies Meta<typeof NewPasswordField>;

export default meta;
type Story = StoryObj<typeof meta>;

/** The rules of the pool, none met yet. */
export const Default: Story = {};

/** Meets every rule, and yet everybody's first guess. */
export const Weak: Story = {
  play: async ({ canvas, userEvent }) => {
    await userEvent.type(canvas.getByLabelText('Password'), 'P@ssw0rd1');
    await expect(canvas.getByText('Weak')).toBeVisible();
    await expect(canvas.queryByText(/still missing/)).toBeNull();
  },
};

/** Long is strong. The strength is spoken when typing pauses. */
export const Strong: Story = {
  play: async ({ canvas, userEvent }) => {
    await userEvent.type(canvas.getByLabelText('Password'), 'Correct horse battery 7');
    await expect(canvas.getByRole<HTMLMeterElement>('meter')).toHaveProperty('value', 4);
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent('Password strength: Strong'), { timeout: 3000 });
  },
};

/** A pool that asks for length alone. */
export const LengthOnly: Story = {
  args: { policy: { minLength: 15, lowercase: false, uppercase: false, number: false, symbol: false } },
  play: async ({ canvas }) => {
    await expect(canvas.getAllByRole('listitem')).toHaveLength(1);
  },
};
