import type { Meta, StoryObj } from '@storybook/react-vite';
import { emulatorDefaults } from '@valetkey/emulator';
import { useSession, useSignOut, useUser } from '@valetkey/react';
import { Profiler, type ReactElement } from 'react';
import { expect, waitFor } from 'storybook/test';
import { Card } from '../stage/Card.tsx';
import type { StageOptions } from '../stage/createStage.tsx';
import { Facts } from '../stage/Facts.tsx';
import { readFact, untilFact } from '../stage/readFact.ts';
import { loadStage, stageOf, withStage } from '../stage/withStage.tsx';

/** The session, the person and the way out. */
function Account(): ReactElement {
  const session = useSession();
  const user = useUser();
  const { signOut, pending } = useSignOut();
  return (
    <Card title="useSession(), useUser(), useSignOut()">
      <Facts
        facts={{
          status: session.status,
          reason: session.status === 'signed-out' ? session.reason : undefined,
          email: user?.email,
          'given name': typeof user?.claims['given_name'] === 'string' ? user.claims['given_name'] : undefined,
        }}
      />
      <div className="row">
        <button type="button" disabled={session.status !== 'signed-in' || pending} onClick={() => void signOut()}>
          Sign out
        </button>
        <button type="button" disabled={session.status !== 'signed-in' || pending} onClick={() => void signOut({ everywhere: true })}>
          Sign out everywhere
        </button>
      </div>
    </Card>
  );
}

let statusRenders = 0;

/** Selects the status alone. */
function Status(): ReactElement {
  const status = useSession((session) => session.status);
  return <Facts facts={{ status }} />;
}

const meta = {
  title: 'Session/useSession',
  component: Account,
  loaders: [loadStage],
  decorators: [withStage],
} satisfies Meta<typeof Account>;

export default meta;
type Story = StoryObj<typeof meta>;

/** Nobody has signed in on this page. */
export const NeverSignedIn: Story = {
  play: async ({ canvasElement }) => {
    await untilFact(canvasElement, 'status', 'signed-out');
    await expect(readFact(canvasElement, 'reason')).toBe('never-signed-in');
  },
};

/** The person is in the session, as the ID token tells of them. */
export const SignedIn: Story = {
  parameters: { stage: { signedIn: true } satisfies StageOptions },
  play: async ({ canvasElement }) => {
    await untilFact(canvasElement, 'status', 'signed-in');
    await expect(readFact(canvasElement, 'email')).toBe(emulatorDefaults.user.email);
    await expect(readFact(canvasElement, 'given name')).toBe(emulatorDefaults.user.givenName);
  },
};

/** Signing out by keyboard: here at once, then the refresh token is revoked. */
export const SigningOut: Story = {
  parameters: { stage: { signedIn: true } satisfies StageOptions },
  play: async (context) => {
    const { canvasElement, userEvent } = context;
    await untilFact(canvasElement, 'status', 'signed-in');
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    await untilFact(canvasElement, 'status', 'signed-out');
    await expect(readFact(canvasElement, 'reason')).toBe('signed-out');
    await waitFor(() => expect(stageOf(context).emulator.calls.count('RevokeToken')).toBe(1));
  },
};

/** Ends the person's sessions on every device. */
export const SigningOutEverywhere: Story = {
  parameters: { stage: { signedIn: true } satisfies StageOptions },
  play: async (context) => {
    const { canvas, canvasElement, userEvent } = context;
    await untilFact(canvasElement, 'status', 'signed-in');
    await userEvent.click(await canvas.findByRole('button', { name: 'Sign out everywhere' }));
    await untilFact(canvasElement, 'status', 'signed-out');
    await waitFor(() => expect(stageOf(context).emulator.calls.count('GlobalSignOut')).toBe(1));
  },
};

/** The service cannot be reached: the person is signed out here all the same. */
export const SigningOutOffline: Story = {
  parameters: { stage: { signedIn: true } satisfies StageOptions },
  play: async (context) => {
    const { canvas, canvasElement, userEvent } = context;
    await untilFact(canvasElement, 'status', 'signed-in');
    stageOf(context).emulator.faults.enqueue({ kind: 'network', times: 1000 });
    await userEvent.click(await canvas.findByRole('button', { name: 'Sign out' }));
    await untilFact(canvasElement, 'status', 'signed-out');
  },
};

/** A component that selects the status does not render when the tokens are refreshed. */
export const Selecting: Story = {
  parameters: { stage: { signedIn: true } satisfies StageOptions },
  render: () => (
    <Card title="useSession((session) => session.status)">
      <Profiler id="status" onRender={() => (statusRenders += 1)}>
        <Status />
      </Profiler>
    </Card>
  ),
  play: async (context) => {
    const { canvasElement } = context;
    const { emulator, session } = stageOf(context);
    await untilFact(canvasElement, 'status', 'signed-in');
    // React's production build, of which a static Storybook is made, does not count renders.
    if (import.meta.env.DEV) await expect(statusRenders).toBeGreaterThan(0);
    statusRenders = 0;
    const refreshesBefore = emulator.calls.count('GetTokensFromRefreshToken');
    await session.getTokens({ forceRefresh: true });
    await expect(emulator.calls.count('GetTokensFromRefreshToken')).toBe(refreshesBefore + 1);
    await expect(statusRenders).toBe(0);
  },
};
