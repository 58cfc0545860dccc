import { ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { useQueryClient } from '@tanstack/react-query';
import { emulatorDefaults } from '@valetkey/emulator';
import { useCredentials } from '@valetkey/react';
import { useAwsMutation, useAwsQuery, useAwsQueryKey } from '@valetkey/react/query';
import type { FormEvent, ReactElement } from 'react';
import { expect } from 'storybook/test';
import { Card } from '../stage/Card.tsx';
import type { StageOptions } from '../stage/createStage.tsx';
import { loadStage, stageOf, withStage } from '../stage/withStage.tsx';

const Bucket = emulatorDefaults.bucket;

/** A list of one's own notes and a form that adds one. */
function Notes(): ReactElement {
  const folder = `users/${useCredentials((credentials) => credentials.identityId) ?? ''}/notes/`;
  const queryClient = useQueryClient();
  const queryKey = useAwsQueryKey(S3Client, ListObjectsV2Command);
  const notes = useAwsQuery(S3Client, ListObjectsV2Command, { Bucket, Prefix: folder });
  const upload = useAwsMutation(S3Client, PutObjectCommand, { onSuccess: () => queryClient.invalidateQueries({ queryKey }) });

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = event.currentTarget;
    const name = new FormData(form).get('name');
    if (typeof name !== 'string') return;
    const input = { Bucket, Key: `${folder}${name}`, Body: new TextEncoder().encode(`A note called ${name}.`) };
    // What was typed stays until it is stored.
    upload.mutate(input, { onSuccess: () => form.reset() });
  }

  return (
    <Card title="useAwsMutation(S3Client, PutObjectCommand)">
      <ul>
        {notes.data?.Contents?.map(({ Key }) => (
          <li key={Key}>{Key?.slice(folder.length)}</li>
        ))}
      </ul>
      {notes.data?.KeyCount === 0 && <p>Nothing here yet.</p>}
      <form onSubmit={submit}>
        <label>
          Name of the note
          <input name="name" required autoComplete="off" />
        </label>
        <button type="submit" disabled={upload.isPending}>
          {upload.isPending ? 'Uploading …' : 'Upload'}
        </button>
      </form>
      {upload.isError && <p role="alert">It could not be uploaded: {upload.error.name}. Try again.</p>}
    </Card>
  );
}

const meta = {
  title: 'Clients/useAwsMutation',
  component: Notes,
  loaders: [loadStage],
  decorators: [withStage],
  parameters: { stage: { signedIn: true } satisfies StageOptions },
} satisfies Meta<typeof Notes>;

export default meta;
type Story = StoryObj<typeof meta>;

/** By keyboard: type a name, press Enter, see it in the list. */
export const Upload: Story = {
  play: async (context) => {
    const { canvas, userEvent } = context;
    await canvas.findByText('Nothing here yet.');
    await userEvent.tab();
    await userEvent.keyboard('shopping.txt{Enter}');
    await canvas.findByText('shopping.txt');
    await expect(canvas.getByLabelText('Name of the note')).toHaveValue('');
    await expect(stageOf(context).emulator.calls.count('S3.PutObject')).toBe(1);
  },
};

/** A failed upload loses nothing: the name stays, and pressing Enter again stores it. */
export const FailedUpload: Story = {
  play: async (context) => {
    const { canvas, userEvent } = context;
    const { faults } = stageOf(context).emulator;
    await canvas.findByText('Nothing here yet.');
    faults.enqueue({ operation: 'S3.PutObject', kind: 'network', times: 1000 });
    await userEvent.tab();
    await userEvent.keyboard('draft.txt{Enter}');
    await canvas.findByRole('alert');
    await expect(canvas.getByLabelText('Name of the note')).toHaveValue('draft.txt');
    faults.clear();
    await userEvent.click(canvas.getByRole('button', { name: 'Upload' }));
    await canvas.findByText('draft.txt');
    await expect(canvas.queryByRole('alert')).toBeNull();
  },
};
