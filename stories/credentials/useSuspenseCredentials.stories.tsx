import type { Meta, StoryObj } from '@storybook/react-vite';
import { isCredentialsError } from '@valetkey/core';
import { useSuspenseCredentials } from '@valetkey/react';
import { Component, Suspense, type ReactElement, type ReactNode } from 'react';
import { expect } from 'storybook/test';
import { Card } from '../stage/Card.tsx';
import type { StageOptions } from '../stage/createStage.tsx';
import { Facts } from '../stage/Facts.tsx';
import { readFact, untilFact } from '../stage/readFact.ts';
import { loadStage, stageOf, withStage } from '../stage/withStage.tsx';

/** Never renders without knowing who is there. */
function Identity(): ReactElement {
  const known = useSuspenseCredentials();
  return <Facts facts={{ status: known.status, identityId: known.identityId }} />;
}

/** Shows what went wrong below it, and renders it anew on request. */
class Boundary extends Component<{ readonly children: ReactNode }, { readonly error: unknown }> {
  override state: { readonly error: unknown } = { error: undefined };
  static getDerivedStateFromError(error: unknown): { readonly error: unknown } {
    return { error };
  }
  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    return (
      <>
        <p role="alert">{isCredentialsError(error) ? error.code : 'failed'}</p>
        <button type="button" onClick={() => this.setState({ error: undefined })}>
          Try again
        </button>
      </>
    );
  }
}

function Page(): ReactElement {
  return (
    <Card title="useSuspenseCredentials()">
      <Boundary>
        <Suspense fallback={<p>One moment …</p>}>
          <Identity />
        </Suspense>
      </Boundary>
    </Card>
  );
}

const meta = {
  title: 'Credentials/useSuspenseCredentials',
  component: Page,
  loaders: [loadStage],
  decorators: [withStage],
} satisfies Meta<typeof Page>;

export default meta;
type Story = StoryObj<typeof meta>;

/** Credentials are on their way: the fallback shows, and the component begins once they are there. */
export const Suspended: Story = {
  parameters: { stage: { networkHeld: true } satisfies StageOptions },
  play: async (context) => {
    const { canvas, canvasElement } = context;
    await canvas.findByText('One moment …');
    await expect(readFact(canvasElement, 'status')).toBe('');
    stageOf(context).releaseNetwork();
    await untilFact(canvasElement, 'status', 'ready');
    await expect(stageOf(context).emulator.calls.count('GetCredentialsForIdentity')).toBe(1);
  },
};

/** Nobody is signed in and guests are not let in: that is known, so nothing waits for it. */
export const SignedOut: Story = {
  parameters: { stage: { guest: false } satisfies StageOptions },
  play: ({ canvasElement }) => untilFact(canvasElement, 'status', 'signed-out'),
};

/** The identity pool fails: the error boundary is given the reason, and whoever tries again begins a new attempt. */
export const Failed: Story = {
  parameters: {
    stage: { prepare: ({ faults }) => faults.enqueue({ kind: 'server-error', times: 1000 }) } satisfies StageOptions,
  },
  play: async (context) => {
    const { canvas, canvasElement, userEvent } = context;
    const { emulator } = stageOf(context);
    await expect(await canvas.findByRole('alert')).toHaveTextContent('SERVICE_UNAVAILABLE');
    emulator.faults.clear();
    emulator.clock.advance(60_000);
    await userEvent.click(await canvas.findByRole('button', { name: 'Try again' }));
    await untilFact(canvasElement, 'status', 'ready');
  },
};
