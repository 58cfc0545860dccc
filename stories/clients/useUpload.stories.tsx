import type { Meta, StoryObj } from '@storybook/react-vite';
import { emulatorDefaults, type Emulator } from '@valetkey/emulator';
import { useCredentials } from '@valetkey/react';
import { useUpload } from '@valetkey/react/upload';
import type { ReactElement } from 'react';
import { expect, waitFor } from 'storybook/test';
import { Card } from '../stage/Card.tsx';
import type { StageOptions } from '../stage/createStage.tsx';
import { Facts } from '../stage/Facts.tsx';
import { readFact } from '../stage/readFact.ts';
import { loadStage, stageOf, withStage } from '../stage/withStage.tsx';

const Bucket = emulatorDefaults.bucket;

/** Three parts: two of the 5 MiB that S3 asks for, and a rest. */
const FILM_BYTES = 11 * 1024 * 1024;

/** Uploads a film that is too large for one request. */
function FilmUpload(): ReactElement {
  const identityId = useCredentials((credentials) => credentials.identityId);
  const { status, progress, isWaiting, error, start, pause, resume, cancel, retry } = useUpload({ queueSize: 1 });
  const isUnderWay = status === 'uploading' || status === 'paused';
  const send = (): void => {
    void start({ Bucket, Key: `users/${identityId ?? ''}/film.mov`, Body: new Uint8Array(FILM_BYTES), ContentType: 'video/quicktime' });
  };
  return (
    <Card title="useUpload()">
      <Facts facts={{ status, loaded: progress.loaded }} />
      {isUnderWay ? <progress aria-label="Upload of the film" value={progress.ratio} /> : null}
      <output>
        {isWaiting ? 'Waiting for the network …' : null}
        {status === 'done' ? 'The film is there.' : null}
      </output>
      {status === 'error' ? <p role="alert">It could not be uploaded: {error.name}.</p> : null}
      <div className="row">
        {isUnderWay ? (
          <button type="button" onClick={status === 'paused' ? resume : pause}>
            {status === 'paused' ? 'Resume' : 'Pause'}
          </button>
        ) : (
          <button type="button" disabled={identityId === undefined} onClick={status === 'error' ? () => void retry() : send}>
            {status === 'error' ? 'Retry' : 'Upload a film'}
          </button>
        )}
        {isUnderWay || status === 'error' ? (
          <button type="button" onClick={() => void cancel()}>
            Cancel
          </button>
        ) : null}
      </div>
    </Card>
  );
}

const meta = {
  title: 'Clients/useUpload',
  component: FilmUpload,
  loaders: [loadStage],
  decorators: [withStage],
  parameters: { stage: { signedIn: true } satisfies StageOptions },
} satisfies Meta<typeof FilmUpload>;

export default meta;
type Story = StoryObj<typeof meta>;

/** By keyboard: three parts, and the film is there. */
export const Upload: Story = {
  play: async (context) => {
    const { canvas, canvasElement, userEvent } = context;
    await waitFor(() => expect(canvas.getByRole('button', { name: 'Upload a film' })).toBeEnabled());
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    await canvas.findByText('The film is there.', {}, PATIENCE);
    await expect(readFact(canvasElement, 'loaded')).toBe(String(FILM_BYTES));
    await expect(countsOf(stageOf(context).emulator)).toEqual({ opened: 1, parts: 3, completed: 1, removed: 0 });
  },
};

/** The part under way is given up and sent again; the focus stays on the button. */
export const PauseAndResume: Story = {
  play: async (context) => {
    const { canvas, canvasElement, userEvent } = context;
    const { emulator } = stageOf(context);
    const part = holdPart(emulator, 2);
    await userEvent.click(await uploadButton(canvas));
    await part.sent;
    await userEvent.click(canvas.getByRole('button', { name: 'Pause' }));
    await expect(canvas.getByRole('button', { name: 'Resume' })).toHaveFocus();
    await expect(readFact(canvasElement, 'status')).toBe('paused');
    await expect(canvas.getByRole('progressbar')).toHaveAttribute('value');
    part.release();
    await userEvent.keyboard('{Enter}');
    await canvas.findByText('The film is there.', {}, PATIENCE);
    await expect(countsOf(emulator)).toMatchObject({ opened: 1, completed: 1, removed: 0 });
  },
};

/** What had arrived is removed. */
export const Cancel: Story = {
  play: async (context) => {
    const { canvas, canvasElement, userEvent } = context;
    const { emulator } = stageOf(context);
    const part = holdPart(emulator, 2);
    await userEvent.click(await uploadButton(canvas));
    await part.sent;
    await userEvent.click(canvas.getByRole('button', { name: 'Cancel' }));
    await expect(readFact(canvasElement, 'status')).toBe('canceled');
    await waitFor(() => expect(emulator.exportState().s3.buckets[Bucket]?.uploads).toEqual({}), PATIENCE);
    part.release();
  },
};

/** After an error nothing is sent twice that had arrived. */
export const RetryAfterAnError: Story = {
  play: async (context) => {
    const { canvas, userEvent } = context;
    const { emulator } = stageOf(context);
    emulator.faults.enqueue({ operation: 'S3.CompleteMultipartUpload', kind: 'server-error', times: 1000 });
    await userEvent.click(await uploadButton(canvas));
    await canvas.findByRole('alert', {}, PATIENCE);
    emulator.faults.clear();
    await userEvent.click(canvas.getByRole('button', { name: 'Retry' }));
    await canvas.findByText('The film is there.', {}, PATIENCE);
    await expect(countsOf(emulator)).toMatchObject({ opened: 1, parts: 3, removed: 0 });
  },
};

/** Without a network it waits, and goes on by itself. */
export const WithoutNetwork: Story = {
  play: async (context) => {
    const { canvas, userEvent } = context;
    const { emulator } = stageOf(context);
    const part = holdPart(emulator, 2);
    await userEvent.click(await uploadButton(canvas));
    await part.sent;
    emulator.faults.enqueue({ operation: 'S3.UploadPart', kind: 'network', times: 1000 });
    part.release();
    await canvas.findByText('Waiting for the network …', {}, PATIENCE);
    emulator.faults.clear();
    window.dispatchEvent(new Event('online'));
    await canvas.findByText('The film is there.', {}, PATIENCE);
    await expect(countsOf(emulator)).toMatchObject({ opened: 1, completed: 1, removed: 0 });
  },
};

type Canvas = Parameters<NonNullable<Story['play']>>[0]['canvas'];

/** Eleven megabytes take a busy machine a while. */
const PATIENCE = { timeout: 15_000 };

async function uploadButton(canvas: Canvas): Promise<HTMLElement> {
  const button = await canvas.findByRole('button', { name: 'Upload a film' });
  await waitFor(() => expect(button).toBeEnabled());
  return button;
}

function countsOf({ calls }: Emulator) {
  return {
    opened: calls.count('S3.CreateMultipartUpload'),
    parts: calls.count('S3.UploadPart'),
    completed: calls.count('S3.CompleteMultipartUpload'),
    removed: calls.count('S3.AbortMultipartUpload'),
  };
}

/** Keeps a part on its way until it is released. */
function holdPart(emulator: Emulator, partNumber: number): { readonly sent: Promise<void>; readonly release: () => void } {
  const { handle } = emulator;
  let release: () => void = () => undefined;
  let arrive: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  const sent = new Promise<void>((resolve) => (arrive = resolve));
  Object.assign(emulator, {
    async handle(request: Request): Promise<Response> {
      if (new URL(request.url).searchParams.get('partNumber') === String(partNumber)) {
        arrive();
        await released;
      }
      return handle(request);
    },
  });
  return { sent, release };
}
