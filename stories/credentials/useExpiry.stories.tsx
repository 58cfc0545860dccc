import type { Meta, StoryObj } from '@storybook/react-vite';
import { useExpiry } from '@valetkey/react';
import type { ReactElement } from 'react';
import { expect, waitFor } from 'storybook/test';
import { Card } from '../stage/Card.tsx';
import { loadStage, stageOf, withStage } from '../stage/withStage.tsx';

const MINUTE_MS = 60_000;

/** A notice for the minutes in which it is time to save one's work. */
function ExpiryNotice({ thresholdMs }: { readonly thresholdMs: number }): ReactElement {
  const isExpiring = useExpiry(thresholdMs);
  return (
    <Card title={`useExpiry(${thresholdMs})`}>
      <output>{isExpiring ? 'AWS cannot be reached for new credentials. Save your work.' : 'All is well.'}</output>
    </Card>
  );
}

const meta = {
  title: 'Credentials/useExpiry',
  component: ExpiryNotice,
  loaders: [loadStage],
  decorators: [withStage],
  args: { thresholdMs: 2 * MINUTE_MS },
} satisfies Meta<typeof ExpiryNotice>;

export default meta;
type Story = StoryObj<typeof meta>;

/** Credentials are replaced long before they end, so nobody ever sees the notice while AWS can be reached. */
export const AllIsWell: Story = {
  play: async (context) => {
    const { canvas } = context;
    const { credentials, emulator } = stageOf(context);
    await credentials.whenReady();
    emulator.clock.advance(59 * MINUTE_MS);
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    await waitFor(() => expect(emulator.calls.count('GetCredentialsForIdentity')).toBe(2));
    await canvas.findByText('All is well.');
  },
};

/** The identity pool has been failing for a while, and what is at hand ends in a minute. Once it answers, the notice goes. */
export const RunningOut: Story = {
  play: async (context) => {
    const { canvas } = context;
    const { credentials, emulator } = stageOf(context);
    await credentials.whenReady();
    emulator.faults.enqueue({ kind: 'server-error', times: 1000 });
    emulator.clock.advance(59 * MINUTE_MS);
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    await canvas.findByText(/Save your work/);
    await expect(credentials.getSnapshot().status).toBe('ready');
    emulator.faults.clear();
    // An attempt that is under way may still meet the failing pool.
    await credentials.refresh().catch(() => credentials.refresh());
    await canvas.findByText('All is well.');
  },
};
