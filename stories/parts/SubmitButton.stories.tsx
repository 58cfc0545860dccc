import type { Meta, StoryObj } from '@storybook/react-vite';
import { StepForm, SubmitButton } from '@valetkey/ui';
import { expect } from 'storybook/test';

const meta = {
  title: 'Parts/SubmitButton',
  component: SubmitButton,
  args: { children: 'Save', pendingText: 'Saving…' },
} satisfies Meta<typeof SubmitButton>;

export default meta;
type Story = StoryObj<typeof meta>;

/** The one thing a form is for. */
export const Default: Story = {
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('button').getBoundingClientRect().height).toBeGreaterThanOrEqual(44);
  },
};

/** While the answer is awaited: busy, not disabled, so that focus is never lost. */
export const Pending: Story = {
  decorators: [
    (Story) => (
      <StepForm error={undefined} pending submitting onSubmit={() => Promise.resolve()}>
        <Story />
      </StepForm>
    ),
  ],
  play: async ({ canvas, userEvent }) => {
    await userEvent.tab();
    await expect(canvas.getByRole('button', { name: 'Saving…' })).toHaveFocus();
    await expect(canvas.getByRole('button')).toHaveAttribute('aria-busy', 'true');
  },
};
