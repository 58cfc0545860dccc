import type { Meta, StoryObj } from '@storybook/react-vite';
import { useSignIn } from '@valetkey/react';
import type { ReactElement } from 'react';
import { expect } from 'storybook/test';
import { ada, phone } from '../authenticator/people.ts';
import { typeIn } from '../authenticator/typeIn.ts';
import { Card } from '../stage/Card.tsx';
import type { StageOptions } from '../stage/createStage.tsx';
import { Facts } from '../stage/Facts.tsx';
import { readFact, untilFact } from '../stage/readFact.ts';
import { loadStage, stageOf, withStage } from '../stage/withStage.tsx';
import { FlowForm } from './FlowForm.tsx';

/** A sign-in form of an app's own: one form a step, for the steps its user pool asks for. */
function SignInForm(): ReactElement {
  const { step, pending, error, prepare } = useSignIn();
  return (
    <Card title="useSignIn()">
      <Facts facts={{ step: step.kind, error: error?.code }} />
      {step.kind === 'password' ? (
        <FlowForm
          fields={{
            'User name': { autoComplete: 'username', defaultValue: step.username, onFocus: prepare },
            Password: { type: 'password', autoComplete: 'current-password' },
          }}
          submit="Sign in"
          pending={pending}
          error={error}
          onSubmit={(data) => step.submit({ username: data('User name'), password: data('Password') })}
        />
      ) : null}
      {step.kind === 'sms-code' ? (
        <FlowForm
          key="code"
          fields={{ Code: { inputMode: 'numeric', autoComplete: 'one-time-code' } }}
          submit="Continue"
          pending={pending}
          error={error}
          onSubmit={(data) => step.submit({ code: data('Code') })}
        />
      ) : null}
    </Card>
  );
}

const meta = {
  title: 'Sign in/useSignIn',
  component: SignInForm,
  loaders: [loadStage],
  decorators: [withStage],
} satisfies Meta<typeof SignInForm>;

export default meta;
type Story = StoryObj<typeof meta>;

/** User name and password: two calls, and the step says that somebody is signed in. */
export const Password: Story = {
  play: async (context) => {
    const { canvasElement } = context;
    await untilFact(canvasElement, 'step', 'password');
    await typeIn({ 'User name': ada.email, Password: ada.password });
    await untilFact(canvasElement, 'step', 'signed-in');
    await expect(stageOf(context).session.getSnapshot().status).toBe('signed-in');
  },
};

/** `submit` does not reject: the failure is beside the step, and the user name in it. */
export const WrongPassword: Story = {
  play: async ({ canvas, canvasElement }) => {
    await untilFact(canvasElement, 'step', 'password');
    await typeIn({ 'User name': ada.email, Password: 'not it' });
    await expect(await canvas.findByRole('alert')).toHaveTextContent('INCORRECT_SIGN_IN');
    await expect(readFact(canvasElement, 'step')).toBe('password');
    await expect(canvas.getByLabelText('User name')).toHaveValue(ada.email);
  },
};

/** The pool asks for a second factor: the next step comes by itself. */
export const SecondFactor: Story = {
  parameters: { stage: { prepare: ({ admin }) => admin.setSmsMfa(ada.email, phone) } satisfies StageOptions },
  play: async (context) => {
    const { canvasElement } = context;
    await untilFact(canvasElement, 'step', 'password');
    await typeIn({ 'User name': ada.email, Password: ada.password });
    await untilFact(canvasElement, 'step', 'sms-code');
    await typeIn({ Code: stageOf(context).emulator.mailbox.latest(phone)?.code ?? '' });
    await untilFact(canvasElement, 'step', 'signed-in');
  },
};
