import type { Meta, StoryObj } from '@storybook/react-vite';
import { Show } from '@valetkey/react';
import { expect } from 'storybook/test';
import { Card } from '../stage/Card.tsx';
import type { StageOptions } from '../stage/createStage.tsx';
import { loadStage, stageOf, withStage } from '../stage/withStage.tsx';

const meta = {
  title: 'Session/Show',
  component: Show,
  loaders: [loadStage],
  decorators: [withStage],
  args: {
    when: 'signed-in',
    children: <p>For those it is meant for.</p>,
    fallback: <p>For everybody else.</p>,
    pending: <p>Finding out …</p>,
  },
  render: (args) => (
    <Card title={typeof args.when === 'function' ? '<Show when={…}>' : `<Show when="${args.when}">`}>
      <Show {...args} />
    </Card>
  ),
} satisfies Meta<typeof Show>;

export default meta;
type Story = StoryObj<typeof meta>;

/** Nobody is signed in: the fallback. When somebody signs in, the children. */
export const SignedIn: Story = {
  play: async (context) => {
    await context.canvas.findByText('For everybody else.');
    await stageOf(context).signIn();
    await context.canvas.findByText('For those it is meant for.');
    await expect(context.canvas.queryByText('For everybody else.')).toBeNull();
  },
};

/** Shown until somebody signs in. */
export const SignedOut: Story = {
  args: { when: 'signed-out' },
  play: async (context) => {
    await context.canvas.findByText('For those it is meant for.');
    await stageOf(context).signIn();
    await context.canvas.findByText('For everybody else.');
  },
};

/** Shown to guests, once they have credentials. */
export const Guest: Story = {
  args: { when: 'guest' },
  parameters: { stage: { networkHeld: true } satisfies StageOptions },
  play: async (context) => {
    await context.canvas.findByText('Finding out …');
    stageOf(context).releaseNetwork();
    await context.canvas.findByText('For those it is meant for.');
  },
};

/** Shown when a session ended by itself, so that the person can be told why they are asked to sign in again. */
export const Expired: Story = {
  args: { when: 'expired', children: <p>You have been signed out. Please sign in again.</p>, fallback: <p>All is well.</p> },
  parameters: { stage: { signedIn: true } satisfies StageOptions },
  play: async (context) => {
    const { canvas } = context;
    const { emulator, session } = stageOf(context);
    await canvas.findByText('All is well.');
    emulator.clock.advance(90 * 24 * 60 * 60 * 1000);
    await expect(session.getTokens()).rejects.toMatchObject({ code: 'SESSION_EXPIRED' });
    await canvas.findByText('You have been signed out. Please sign in again.');
  },
};

/** Shown when a function of the session and the credentials says so. */
export const Decided: Story = {
  args: { when: (session) => session.status === 'signed-in' && session.user.email === 'ada@example.com' },
  parameters: { stage: { signedIn: true } satisfies StageOptions },
  play: async ({ canvas }) => {
    await canvas.findByText('For those it is meant for.');
  },
};
