import type { Meta, StoryObj } from '@storybook/react-vite';
import { useCredentialsEvent } from '@valetkey/react';
import { useState, type ReactElement } from 'react';
import { expect, waitFor } from 'storybook/test';
import { Card } from '../stage/Card.tsx';
import { loadStage, stageOf, withStage } from '../stage/withStage.tsx';

/** Writes down what happens to the credentials, as a monitor would. */
function EventLog(): ReactElement {
  const [log, setLog] = useState<readonly string[]>([]);
  useCredentialsEvent((event) => {
    setLog((before) => [...before, 'error' in event ? `${event.type}: ${event.error.code}` : event.type]);
  });
  return (
    <Card title="useCredentialsEvent(…)">
      <ol aria-label="Events">
        {log.map((line, index) => (
          <li key={index}>{line}</li>
        ))}
      </ol>
    </Card>
  );
}

function eventsIn(canvasElement: HTMLElement): readonly (string | null)[] {
  return Array.from(canvasElement.querySelectorAll('li'), ({ textContent }) => textContent);
}

const meta = {
  title: 'Credentials/useCredentialsEvent',
  component: EventLog,
  loaders: [loadStage],
  decorators: [withStage],
} satisfies Meta<typeof EventLog>;

export default meta;
type Story = StoryObj<typeof meta>;

/** A guest, a refresh, a service that rejects the key, somebody who signs in: each is told once, in its order. */
export const ADay: Story = {
  play: async (context) => {
    const { canvasElement } = context;
    const { credentials, signIn } = stageOf(context);
    await waitFor(() => expect(eventsIn(canvasElement)).toEqual(['obtained']));
    const { accessKeyId } = await credentials.refresh();
    credentials.invalidate(accessKeyId);
    await credentials.getCredentials();
    await signIn();
    await credentials.whenReady();
    await waitFor(() =>
      expect(eventsIn(canvasElement)).toEqual(['obtained', 'refreshed', 'rejected-key', 'refreshed', 'identity-changed', 'obtained']),
    );
  },
};

/** AWS fails while the credentials have time left: the event says why, and the app goes on working. */
export const RefreshFailed: Story = {
  play: async (context) => {
    const { canvasElement } = context;
    const { credentials, emulator } = stageOf(context);
    await waitFor(() => expect(eventsIn(canvasElement)).toEqual(['obtained']));
    emulator.faults.enqueue({ kind: 'server-error', times: 1000 });
    await credentials.refresh().catch(() => undefined);
    await waitFor(() => expect(eventsIn(canvasElement)[1]).toBe('refresh-failed: SERVICE_UNAVAILABLE'));
    await expect(credentials.getSnapshot().status).toBe('ready');
  },
};
