import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { emulatorDefaults } from '@valetkey/emulator';
import { useClient } from '@valetkey/react';
import { useState, type ReactElement } from 'react';
import { expect, waitFor } from 'storybook/test';
import { Card } from '../stage/Card.tsx';
import type { StageOptions } from '../stage/createStage.tsx';
import { Facts } from '../stage/Facts.tsx';
import { readFact } from '../stage/readFact.ts';
import { loadStage, stageOf, withStage } from '../stage/withStage.tsx';

/** Asks AWS for whom it takes the caller. */
function CallerIdentity(): ReactElement {
  const sts = useClient(STSClient);
  const [arn, setArn] = useState<string>();
  return (
    <Card title="useClient(STSClient)">
      <Facts facts={{ arn }} />
      <button type="button" onClick={() => void sts.send(new GetCallerIdentityCommand({})).then(({ Arn }) => setArn(Arn))}>
        Who am I?
      </button>
    </Card>
  );
}

/** Two clients of one service: one as the provider says, one that gives up at the first failure. */
function ImpatientClient(): ReactElement {
  const s3 = useClient(S3Client);
  const impatient = useClient(S3Client, { maxAttempts: 1 });
  const [outcome, setOutcome] = useState<string>();
  const list = (client: S3Client): void => {
    client
      .send(new ListObjectsV2Command({ Bucket: emulatorDefaults.bucket, Prefix: 'public/' }))
      .then(({ KeyCount }) => setOutcome(`${KeyCount} photos`))
      .catch((error: unknown) => setOutcome(error instanceof Error ? error.name : 'failed'));
  };
  return (
    <Card title="useClient(S3Client, { maxAttempts: 1 })">
      <Facts facts={{ outcome }} />
      <div className="row">
        <button type="button" onClick={() => list(s3)}>
          List, patiently
        </button>
        <button type="button" onClick={() => list(impatient)}>
          List, once
        </button>
      </div>
    </Card>
  );
}

/** One of many components with a client of its own. */
function Asker({ index }: { readonly index: number }): ReactElement {
  // A different option each, so that no two share a client.
  const s3 = useClient(S3Client, { maxAttempts: index + 1 });
  const [found, setFound] = useState<number>();
  if (found === undefined) {
    return (
      <button type="button" data-asker hidden onClick={() => void s3.send(listPublic()).then(({ KeyCount }) => setFound(KeyCount))}>
        Ask
      </button>
    );
  }
  return <span data-answer>{found}</span>;
}

function listPublic(): ListObjectsV2Command {
  return new ListObjectsV2Command({ Bucket: emulatorDefaults.bucket, Prefix: 'public/' });
}

const ASKERS = 20;

/** Twenty clients, all asking at once when nobody has credentials yet. */
function TwentyClients(): ReactElement {
  return (
    <Card title="Twenty clients, one call for credentials">
      <div className="grid">
        {Array.from({ length: ASKERS }, (_, index) => (
          <Asker key={index} index={index} />
        ))}
      </div>
      <div className="row">
        <button type="button" onClick={() => document.querySelectorAll<HTMLElement>('[data-asker]').forEach((asker) => asker.click())}>
          Ask all at once
        </button>
      </div>
    </Card>
  );
}

const meta = {
  title: 'Clients/useClient',
  component: CallerIdentity,
  loaders: [loadStage],
  decorators: [withStage],
} satisfies Meta<typeof CallerIdentity>;

export default meta;
type Story = StoryObj<typeof meta>;

/** Any SDK client signs with the provider's credentials; AWS says whose they are. */
export const SignedIn: Story = {
  parameters: { stage: { signedIn: true } satisfies StageOptions },
  play: async (context) => {
    const { canvas, canvasElement, userEvent } = context;
    await userEvent.click(await canvas.findByRole('button', { name: 'Who am I?' }));
    await waitFor(() => expect(readFact(canvasElement, 'arn')).toContain(':assumed-role/photo-album-signed-in/'));
  },
};

/** The same client for a guest has the guest's role. */
export const Guest: Story = {
  play: async (context) => {
    const { canvas, canvasElement, userEvent } = context;
    await userEvent.click(await canvas.findByRole('button', { name: 'Who am I?' }));
    await waitFor(() => expect(readFact(canvasElement, 'arn')).toContain(':assumed-role/photo-album-guest/'));
  },
};

/** An option given to the hook wins over the provider's, for this client alone: one attempt here, the SDK's three there. */
export const PerServiceOverride: Story = {
  render: () => <ImpatientClient />,
  play: async (context) => {
    const { canvas, canvasElement, userEvent } = context;
    const { calls, faults } = stageOf(context).emulator;
    faults.enqueue({ operation: 'S3.ListObjectsV2', kind: 'server-error', times: 2 });
    await userEvent.click(await canvas.findByRole('button', { name: 'List, once' }));
    await waitFor(() => expect(readFact(canvasElement, 'outcome')).toBe('InternalError'));
    await expect(calls.count('S3.ListObjectsV2')).toBe(1);
    await userEvent.click(await canvas.findByRole('button', { name: 'List, patiently' }));
    await waitFor(() => expect(readFact(canvasElement, 'outcome')).toBe('3 photos'));
    await expect(calls.count('S3.ListObjectsV2')).toBe(3);
  },
};

/** However many clients ask at once, one identity and one set of credentials is fetched. */
export const TwentyComponentsOneCall: Story = {
  parameters: { stage: { networkHeld: true } satisfies StageOptions },
  render: () => <TwentyClients />,
  play: async (context) => {
    const { canvas, canvasElement, userEvent } = context;
    const { calls } = stageOf(context).emulator;
    await userEvent.click(await canvas.findByRole('button', { name: 'Ask all at once' }));
    stageOf(context).releaseNetwork();
    await waitFor(() => expect(canvasElement.querySelectorAll('[data-answer]')).toHaveLength(ASKERS));
    await expect(calls.count('GetId')).toBe(1);
    await expect(calls.count('GetCredentialsForIdentity')).toBe(1);
    await expect(calls.count('S3.ListObjectsV2')).toBe(ASKERS);
  },
};
