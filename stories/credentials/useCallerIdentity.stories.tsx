import type { Meta, StoryObj } from '@storybook/react-vite';
import { emulatorDefaults } from '@valetkey/emulator';
import { useCallerIdentity } from '@valetkey/react';
import type { ReactElement } from 'react';
import { expect, waitFor } from 'storybook/test';
import { Card } from '../stage/Card.tsx';
import type { StageOptions } from '../stage/createStage.tsx';
import { Facts } from '../stage/Facts.tsx';
import { readFact, untilFact } from '../stage/readFact.ts';
import { loadStage, stageOf, withStage } from '../stage/withStage.tsx';

/** Who AWS takes the credentials for. */
function CallerFacts({ network = fetch }: { readonly network?: typeof fetch }): ReactElement {
  const { status, account, arn, userId, error, refetch } = useCallerIdentity({ fetch: network });
  return (
    <Card title="useCallerIdentity()">
      <Facts facts={{ status, account, arn, userId }} />
      {error !== undefined && <p role="alert">{error.code}</p>}
      <button type="button" onClick={() => void refetch()}>
        Ask again
      </button>
    </Card>
  );
}

const meta = {
  title: 'Credentials/useCallerIdentity',
  component: CallerFacts,
  loaders: [loadStage],
  decorators: [withStage],
  render: (_, context) => <CallerFacts network={stageOf(context).fetch} />,
} satisfies Meta<typeof CallerFacts>;

export default meta;
type Story = StoryObj<typeof meta>;

/** STS is asked once for an identity; new credentials of the same one ask nothing. */
export const SignedIn: Story = {
  parameters: { stage: { signedIn: true } satisfies StageOptions },
  play: async (context) => {
    const { canvasElement } = context;
    const { credentials, emulator } = stageOf(context);
    await untilFact(canvasElement, 'status', 'ready');
    await expect(readFact(canvasElement, 'account')).toBe(emulatorDefaults.accountId);
    await expect(readFact(canvasElement, 'arn')).toContain(':assumed-role/photo-album-signed-in/');
    await credentials.refresh();
    await expect(emulator.calls.count('STS.GetCallerIdentity')).toBe(1);
  },
};

/** Somebody signs in: what was known of the guest is gone at once, and STS is asked for whom it takes the new credentials. */
export const AnotherPerson: Story = {
  play: async (context) => {
    const { canvasElement } = context;
    await waitFor(() => expect(readFact(canvasElement, 'arn')).toContain(':assumed-role/photo-album-guest/'));
    await stageOf(context).signIn();
    await waitFor(() => expect(readFact(canvasElement, 'arn')).toContain(':assumed-role/photo-album-signed-in/'));
  },
};

/** Nobody to ask for. */
export const SignedOut: Story = {
  parameters: { stage: { guest: false } satisfies StageOptions },
  play: async (context) => {
    await untilFact(context.canvasElement, 'status', 'signed-out');
    await expect(stageOf(context).emulator.calls.count()).toBe(0);
  },
};

/** STS fails: the reason is told, and asking again helps once it answers. */
export const Failed: Story = {
  parameters: {
    stage: {
      prepare: ({ faults }) => faults.enqueue({ operation: 'STS.GetCallerIdentity', kind: 'server-error', times: 1000 }),
    } satisfies StageOptions,
  },
  play: async (context) => {
    const { canvas, canvasElement, userEvent } = context;
    await untilFact(canvasElement, 'status', 'error');
    await expect(await canvas.findByRole('alert')).toHaveTextContent('SERVICE_UNAVAILABLE');
    stageOf(context).emulator.faults.clear();
    await userEvent.click(await canvas.findByRole('button', { name: 'Ask again' }));
    await untilFact(canvasElement, 'status', 'ready');
  },
};
