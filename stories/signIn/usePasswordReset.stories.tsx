import type { Meta, StoryObj } from '@storybook/react-vite';
import { usePasswordReset } from '@valetkey/react';
import type { ReactElement } from 'react';
import { expect } from 'storybook/test';
import { ada } from '../authenticator/people.ts';
import { typeIn } from '../authenticator/typeIn.ts';
import { Card } from '../stage/Card.tsx';
import { Facts } from '../stage/Facts.tsx';
import { readFact, untilFact } from '../stage/readFact.ts';
import { loadStage, stageOf, withStage } from '../stage/withStage.tsx';
import { FlowForm } from './FlowForm.tsx';

/** A way back for who has forgotten a password, of an app's own. */
function PasswordResetForm(): ReactElement {
  const { step, pending, error } = usePasswordReset();
  return (
    <Card title="usePasswordReset()">
      <Facts facts={{ step: step.kind }} />
      {step.kind === 'request' ? (
        <FlowForm
          fields={{ Email: { type: 'email', autoComplete: 'username', defaultValue: step.username } }}
          submit="Send code"
          pending={pending}
          error={error}
          onSubmit={(data) => step.submit({ username: data('Email') })}
        />
      ) : null}
      {step.kind === 'confirm' ? (
        <FlowForm
          key="code"
          fields={{
            Code: { inputMode: 'numeric', autoComplete: 'one-time-code' },
            'New password': { type: 'password', autoComplete: 'new-password' },
          }}
          submit="Change password"
          pending={pending}
          error={error}
          onSubmit={(data) => step.submit({ code: data('Code'), newPassword: data('New password') })}
        />
      ) : null}
    </Card>
  );
}

const meta = {
  title: 'Sign in/usePasswordReset',
  component: PasswordResetForm,
  loaders: [loadStage],
  decorators: [withStage],
} satisfies Meta<typeof PasswordResetForm>;

export default meta;
type Story = StoryObj<typeof meta>;

/** A mailed code and a new password, which then signs in. */
export const Replaced: Story = {
  play: async (context) => {
    const { canvasElement } = context;
    const { emulator, session } = stageOf(context);
    await untilFact(canvasElement, 'step', 'request');
    await typeIn({ Email: ada.email });
    await untilFact(canvasElement, 'step', 'confirm');
    await typeIn({ Code: emulator.mailbox.latest(ada.email)?.code ?? '', 'New password': 'Difference-Engine-1822' });
    await untilFact(canvasElement, 'step', 'done');

    const { step } = session.signIn.getSnapshot();
    if (step.kind === 'password') await step.submit({ username: ada.email, password: 'Difference-Engine-1822' });
    await expect(session.getSnapshot().status).toBe('signed-in');
  },
};

/** A code that is not right: both fields can be corrected, the step stays. */
export const WrongCode: Story = {
  play: async ({ canvas, canvasElement }) => {
    await untilFact(canvasElement, 'step', 'request');
    await typeIn({ Email: ada.email });
    await untilFact(canvasElement, 'step', 'confirm');
    await typeIn({ Code: '000000', 'New password': 'Difference-Engine-1822' });
    await expect(await canvas.findByRole('alert')).toHaveTextContent('CODE_MISMATCH');
    await expect(readFact(canvasElement, 'step')).toBe('confirm');
  },
};
