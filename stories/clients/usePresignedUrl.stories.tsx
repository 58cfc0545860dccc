import { GetObjectCommand } from '@aws-sdk/client-s3';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { emulatorDefaults } from '@valetkey/emulator';
import { usePresignedUrl } from '@valetkey/react/s3';
import { useState, type ReactElement } from 'react';
import { expect, waitFor } from 'storybook/test';
import { Card } from '../stage/Card.tsx';
import { Facts } from '../stage/Facts.tsx';
import { readFact, untilFact } from '../stage/readFact.ts';
import { loadStage, stageOf, withStage } from '../stage/withStage.tsx';

/** What {@link AddressFacts} takes. */
interface AddressFactsProps {
  readonly photo?: string;
  /** The way to S3: here it lies in the page itself, where an `<img>` would not find it. */
  readonly network?: typeof fetch;
}

/** What the hook tells of a photo's address, and what lies there. */
function AddressFacts({ photo = 'lighthouse.jpg', network = fetch }: AddressFactsProps): ReactElement {
  const { status, url, expiresAt, error, renew } = usePresignedUrl(GetObjectCommand, { Bucket: emulatorDefaults.bucket, Key: `public/${photo}` });
  const [content, setContent] = useState<string>();
  const open = async (address: string): Promise<void> => setContent(await (await network(address)).text());
  return (
    <Card title="usePresignedUrl(GetObjectCommand, …)">
      <Facts
        facts={{
          status,
          object: url === undefined ? undefined : new URL(url).pathname,
          'expires at': expiresAt === undefined ? undefined : new Date(expiresAt).toISOString(),
          content,
        }}
      />
      {error !== undefined && <p role="alert">{error.name}</p>}
      <div className="row" data-address={url}>
        <button type="button" disabled={url === undefined} onClick={() => url !== undefined && void open(url)}>
          Open
        </button>
        <button type="button" onClick={() => void renew()}>
          It does not load
        </button>
      </div>
    </Card>
  );
}

function addressIn(canvasElement: HTMLElement): string {
  return canvasElement.querySelector('[data-address]')?.getAttribute('data-address') ?? '';
}

const meta = {
  title: 'Clients/usePresignedUrl',
  component: AddressFacts,
  loaders: [loadStage],
  decorators: [withStage],
  render: (args, context) => <AddressFacts {...args} network={stageOf(context).fetch} />,
} satisfies Meta<typeof AddressFacts>;

export default meta;
type Story = StoryObj<typeof meta>;

/** An address that needs no signature of whoever opens it. */
export const Ready: Story = {
  play: async (context) => {
    const { canvas, canvasElement, userEvent } = context;
    await untilFact(canvasElement, 'status', 'ready');
    await expect(readFact(canvasElement, 'object')).toContain('public/lighthouse.jpg');
    await userEvent.click(await canvas.findByRole('button', { name: 'Open' }));
    await untilFact(canvasElement, 'content', 'The photo lighthouse.jpg.');
  },
};

/** Credentials are on their way: nothing to sign with yet. */
export const Pending: Story = {
  parameters: { stage: { networkHeld: true } },
  play: async ({ canvasElement }) => {
    await untilFact(canvasElement, 'status', 'pending');
  },
};

/** The page slept for an hour. Once it is seen again there is another address, and it works. */
export const SignedAgain: Story = {
  play: async (context) => {
    const { canvasElement } = context;
    await untilFact(canvasElement, 'status', 'ready');
    const first = addressIn(canvasElement);
    stageOf(context).emulator.clock.advance(60 * 60_000);
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    await waitFor(() => expect(addressIn(canvasElement)).not.toBe(first));
    const { emulator } = stageOf(context);
    await expect((await emulator.handle(new Request(first))).status).toBe(400);
    await expect((await emulator.handle(new Request(addressIn(canvasElement)))).status).toBe(200);
  },
};

/** S3 has rejected the key. An image cannot know; asked to renew, the hook finds out and signs with another. */
export const Healed: Story = {
  play: async (context) => {
    const { canvas, canvasElement, userEvent } = context;
    const { emulator } = stageOf(context);
    await untilFact(canvasElement, 'status', 'ready');
    const first = addressIn(canvasElement);
    emulator.faults.enqueue({ operation: 'S3.GetObject', kind: 'expired-token' });
    await userEvent.click(await canvas.findByRole('button', { name: 'It does not load' }));
    await waitFor(() => expect(addressIn(canvasElement)).not.toBe(first));
    await expect(emulator.calls.count('GetCredentialsForIdentity')).toBe(2);
  },
};

/** What S3 says of a photo that this role may not see, or that is not there: it does not tell the two apart. */
export const Refused: Story = {
  args: { photo: 'nothing.jpg' },
  play: async (context) => {
    const { canvas, canvasElement, userEvent } = context;
    await untilFact(canvasElement, 'status', 'ready');
    await userEvent.click(await canvas.findByRole('button', { name: 'It does not load' }));
    await expect(await canvas.findByRole('alert')).toHaveTextContent('AccessDenied');
    await expect(stageOf(context).emulator.calls.count('GetCredentialsForIdentity')).toBe(1);
  },
};
