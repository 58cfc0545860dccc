import type { Meta, StoryObj } from '@storybook/react-vite';
import { useSignUp } from '@valetkey/react';
import type { ReactElement } from 'react';
import { expect, waitFor } from 'storybook/test';
import { ada, grace } from '../authenticator/people.ts';
import { tabTo, typeIn } from '../authenticator/typeIn.ts';
import { Card } from '../stage/Card.tsx';
import { Facts } from '../stage/Facts.tsx';
import { untilFact } from '../stage/readFact.ts';
import { loadStage, stageOf, withStage } from '../stage/withStage.tsx';
import { FlowForm } from './FlowForm.tsx';

/** A sign-up of an app's own. */
function SignUpForm(): ReactElement {
  const { step, pending, error } = useSignUp();
  return (
    <Card title="useSignUp()">
      <Facts facts={{ step: step.kind, 'code sent to': step.kind === 'confirm' ? step.delivery?.destination : undefined }} />
      {step.kind === 'details' ? (
        <FlowForm
          fields={{
            Email: { type: 'email', autoComplete: 'username', defaultValue: step.username },
            Password: { type: 'password', autoComplete: 'new-password' },
          }}
          submit="Create account"
          pending={pending}
          error={error}
          onSubmit={(data) => step.submit({ username: data('Email'), password: data('Password'), attributes: { email: data('Email') } })}
        />
      ) : null}
      {step.kind === 'confirm' ? (
        <>
          <FlowForm
            key="code"
            fields={{ Code: { inputMode: 'numeric', autoComplete: 'one-time-code' } }}
            submit="Confirm"
            pending={pending}
            error={error}
            onSubmit={(data) => step.submit({ code: data('Code') })}
          />
          <div className="row">
            <button type="button" onClick={() => void step.resend()}>
              Send a new code
            </button>
          </div>
        </>
      ) : null}
    </Card>
  );
}

const meta = {
  title: 'Sign in/useSignUp',
  component: SignUpForm,
  loaders: [loadStage],
  decorators: [withStage],
} satisfies Meta<typeof SignUpForm>;

export default meta;
type Story = StoryObj<typeof meta>;

/** Details, the mailed code, done: signing in is the next form's work. */
export const Confirmed: Story = {
  play: async (context) => {
    const { canvasElement } = context;
    const { emulator, session } = stageOf(context);
    await untilFact(canvasElement, 'step', 'details');
    await typeIn({ Email: grace.email, Password: grace.password });
    await untilFact(canvasElement, 'code sent to', 'g***@e***');
    await typeIn({ Code: emulator.mailbox.latest(grace.email)?.code ?? '' });
    await untilFact(canvasElement, 'step', 'done');
    await expect(session.getSnapshot().status).toBe('signed-out');
  },
};

/** A second code by keyboard; the first is then worth nothing. */
export const NewCode: Story = {
  play: async (context) => {
    const { canvas, canvasElement, userEvent } = context;
    const { mailbox } = stageOf(context).emulator;
    await untilFact(canvasElement, 'step', 'details');
    await typeIn({ Email: grace.email, Password: grace.password });
    await untilFact(canvasElement, 'step', 'confirm');
    const first = mailbox.latest(grace.email)?.code ?? '';
    await tabTo(await canvas.findByRole('button', { name: 'Send a new code' }));
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(mailbox.all().length).toBe(2));
    await typeIn({ Code: first });
    await expect(await canvas.findByRole('alert')).toHaveTextContent('CODE_MISMATCH');
  },
};

/** There is an account of this name. */
export const Exists: Story = {
  play: async ({ canvas, canvasElement }) => {
    await untilFact(canvasElement, 'step', 'details');
    await typeIn({ Email: ada.email, Password: grace.password });
    await expect(await canvas.findByRole('alert')).toHaveTextContent('USERNAME_EXISTS');
  },
};
