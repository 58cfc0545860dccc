import type { Meta, StoryObj } from '@storybook/react-vite';
import { emulatorDefaults } from '@valetkey/emulator';
import { useCredentials } from '@valetkey/react';
import type { ReactElement } from 'react';
import { expect, waitFor } from 'storybook/test';
import { Card } from '../stage/Card.tsx';
import type { StageOptions } from '../stage/createStage.tsx';
import { Facts } from '../stage/Facts.tsx';
import { readFact, untilFact } from '../stage/readFact.ts';
import { loadStage, stageOf, withStage } from '../stage/withStage.tsx';

/** Everything `useCredentials` tells, except the secrets. */
function CredentialsFacts(): ReactElement {
  const { status, source, guest, identityId, expiresAt, credentials, error, refresh } = useCredentials();
  return (
    <Card title="useCredentials()">
      <Facts
        facts={{
          status,
          source,
          guest,
          identityId,
          'access key': credentials?.accessKeyId,
          'expires at': expiresAt === undefined ? undefined : new Date(expiresAt).toISOString(),
        }}
      />
      {error !== undefined && <p role="alert">{error.code}</p>}
      {/* A failure is in `error` already. */}
      <button type="button" onClick={() => void refresh().catch(() => undefined)}>
        Refresh
      </button>
    </Card>
  );
}

const meta = {
  title: 'Credentials/useCredentials',
  component: CredentialsFacts,
  loaders: [loadStage],
  decorators: [withStage],
} satisfies Meta<typeof CredentialsFacts>;

export default meta;
type Story = StoryObj<typeof meta>;

/** Credentials are on their way. */
export const Loading: Story = {
  parameters: { stage: { networkHeld: true } satisfies StageOptions },
  play: async (context) => {
    const { canvasElement } = context;
    await untilFact(canvasElement, 'status', 'loading');
    await expect(readFact(canvasElement, 'access key')).toBe('–');
  },
};

/** Nobody is signed in, and the identity pool lets guests in. */
export const Guest: Story = {
  play: async (context) => {
    const { canvasElement } = context;
    await untilFact(canvasElement, 'status', 'ready');
    await expect(readFact(canvasElement, 'guest')).toBe('true');
    await expect(readFact(canvasElement, 'source')).toBe('cognito-identity-pool');
    await expect(stageOf(context).emulator.calls.count()).toBe(2);
  },
};

/** Somebody is signed in: their token was exchanged for credentials of their own. */
export const Authenticated: Story = {
  parameters: { stage: { signedIn: true } satisfies StageOptions },
  play: async (context) => {
    const { canvasElement } = context;
    await untilFact(canvasElement, 'status', 'ready');
    await expect(readFact(canvasElement, 'guest')).toBe('false');
    await expect(readFact(canvasElement, 'identityId')).toMatch(new RegExp(`^${emulatorDefaults.region}:`));
  },
};

/** Nobody is signed in, and guests are not let in: nothing is asked of AWS. */
export const SignedOut: Story = {
  parameters: { stage: { guest: false } satisfies StageOptions },
  play: async (context) => {
    await untilFact(context.canvasElement, 'status', 'signed-out');
    await expect(stageOf(context).emulator.calls.count()).toBe(0);
  },
};

/** New credentials replace the old ones without the status changing: nothing that works stops working meanwhile. */
export const Refreshing: Story = {
  play: async (context) => {
    const { canvas, canvasElement, userEvent } = context;
    await untilFact(canvasElement, 'status', 'ready');
    const firstKey = readFact(canvasElement, 'access key');
    const statuses = new Set<string>();
    const stop = stageOf(context).credentials.subscribe(() => statuses.add(stageOf(context).credentials.getSnapshot().status));
    await userEvent.click(await canvas.findByRole('button', { name: 'Refresh' }));
    await waitFor(() => expect(readFact(canvasElement, 'access key')).not.toBe(firstKey));
    stop();
    await expect([...statuses]).toEqual(['ready']);
    await expect(stageOf(context).emulator.calls.count('GetId')).toBe(1);
    await expect(stageOf(context).emulator.calls.count('GetCredentialsForIdentity')).toBe(2);
  },
};

/** The machine slept for two hours. The credentials have expired; as soon as the page is seen again there are new ones. */
export const ExpiredWhileAsleep: Story = {
  play: async (context) => {
    const { canvasElement } = context;
    await untilFact(canvasElement, 'status', 'ready');
    const firstKey = readFact(canvasElement, 'access key');
    stageOf(context).emulator.clock.advance(2 * 60 * 60 * 1000);
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    await waitFor(() => expect(readFact(canvasElement, 'access key')).not.toBe(firstKey));
    await untilFact(canvasElement, 'status', 'ready');
  },
};

/** An administrator ended the session: when the tokens run out there are no new ones, and that is a state, not a failure. */
export const SessionRevoked: Story = {
  parameters: { stage: { signedIn: true, guest: false } satisfies StageOptions },
  play: async (context) => {
    const { canvasElement } = context;
    const { emulator, credentials } = stageOf(context);
    await untilFact(canvasElement, 'status', 'ready');
    emulator.admin.revokeTokens(emulatorDefaults.user.email);
    emulator.clock.advance(2 * 60 * 60 * 1000);
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    await untilFact(canvasElement, 'status', 'signed-out');
    await expect(credentials.getSnapshot()).toMatchObject({ expired: true });
  },
};

/** The identity pool fails. Once it works again, so does the app. */
export const Failed: Story = {
  parameters: {
    stage: { prepare: ({ faults }) => faults.enqueue({ kind: 'server-error', times: 1000 }) } satisfies StageOptions,
  },
  play: async (context) => {
    const { canvas, canvasElement, userEvent } = context;
    await untilFact(canvasElement, 'status', 'error');
    await expect(await canvas.findByRole('alert')).toHaveTextContent('SERVICE_UNAVAILABLE');
    stageOf(context).emulator.faults.clear();
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    await untilFact(canvasElement, 'status', 'ready');
  },
};
