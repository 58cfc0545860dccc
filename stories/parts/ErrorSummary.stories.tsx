import type { Meta, StoryObj } from '@storybook/react-vite';
import { CredentialsError } from '@valetkey/core';
import { ErrorSummary, Field, StepForm, SubmitButton, type ProblemRules } from '@valetkey/ui';
import type { ReactElement } from 'react';
import { expect } from 'storybook/test';

const rules: ProblemRules = { fields: { INVALID_PARAMETER: { team: 'Team', room: 'Room' } } };

interface JoinFormProps {
  readonly error: CredentialsError | undefined;
}

function JoinForm({ error }: JoinFormProps): ReactElement {
  return (
    <div style={{ inlineSize: 'min(20rem, 90vw)' }}>
      <StepForm error={error} pending={false} rules={rules} onSubmit={() => Promise.resolve()}>
        <ErrorSummary />
        <Field name="team" label="Team" />
        <Field name="room" label="Room" />
        <SubmitButton>Join</SubmitButton>
      </StepForm>
    </div>
  );
}

const meta = {
  title: 'Parts/ErrorSummary',
  component: ErrorSummary,
  args: { error: undefined },
  render: ({ error }) => <JoinForm error={error} />,
} satisfies Meta<JoinFormProps>;

export default meta;
type Story = StoryObj<typeof meta>;

/** Two fields and more: a list of links. */
export const SeveralFields: Story = {
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Join' }));
    await expect(canvas.getByRole('alert')).toHaveFocus();
    await userEvent.tab();
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    await expect(canvas.getByLabelText('Room')).toHaveFocus();
  },
};

/** One thing wrong with two fields together. */
export const FieldsTogether: Story = {
  args: { error: new CredentialsError('INVALID_PARAMETER') },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('alert')).toHaveFocus();
    await expect(canvas.getByLabelText('Team')).toHaveAccessibleDescription(/not accepted/);
  },
};

/** The whole form, for a reason outside of it. */
export const WholeForm: Story = {
  args: { error: new CredentialsError('SERVICE_UNAVAILABLE') },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('alert')).toHaveFocus();
    await expect(canvas.getByLabelText('Team')).toHaveAttribute('aria-invalid', 'false');
  },
};
