import type { Meta, StoryObj } from '@storybook/react-vite';
import { SignedIn, SignedOut } from '@valetkey/react';
import type { ReactElement } from 'react';
import { Card } from '../stage/Card.tsx';
import { loadStage, stageOf, withStage } from '../stage/withStage.tsx';

function Greeting(): ReactElement {
  return (
    <Card title="<SignedIn> and <SignedOut>">
      <SignedIn>
        <p>Welcome back.</p>
      </SignedIn>
      <SignedOut>
        <p>Please sign in.</p>
      </SignedOut>
    </Card>
  );
}

const meta = {
  title: 'Session/SignedIn and SignedOut',
  component: SignedIn,
  subcomponents: { SignedOut },
  loaders: [loadStage],
  decorators: [withStage],
  render: () => <Greeting />,
} satisfies Meta<typeof SignedIn>;

export default meta;
type Story = StoryObj<typeof meta>;

/** One or the other, never both. */
export const OneOrTheOther: Story = {
  play: async (context) => {
    const { canvas } = context;
    await canvas.findByText('Please sign in.');
    await stageOf(context).signIn();
    await canvas.findByText('Welcome back.');
    await stageOf(context).session.signOut();
    await canvas.findByText('Please sign in.');
  },
};
