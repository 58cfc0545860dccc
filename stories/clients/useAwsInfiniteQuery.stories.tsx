import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { emulatorDefaults } from '@valetkey/emulator';
import { useAwsInfiniteQuery } from '@valetkey/react/query';
import type { ReactElement } from 'react';
import { expect, waitFor } from 'storybook/test';
import { Card } from '../stage/Card.tsx';
import { loadStage, stageOf, withStage } from '../stage/withStage.tsx';

/** Lists the public photos two at a time. */
function PhotoPages(): ReactElement {
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useAwsInfiniteQuery(
    S3Client,
    ListObjectsV2Command,
    { Bucket: emulatorDefaults.bucket, Prefix: 'public/', MaxKeys: 2 },
    { pageToken: { in: 'ContinuationToken', out: 'NextContinuationToken' } },
  );
  const keys = data?.pages.flatMap(({ Contents = [] }) => Contents.map(({ Key }) => Key)) ?? [];
  return (
    <Card title="useAwsInfiniteQuery(S3Client, ListObjectsV2Command, …)">
      <ul>
        {keys.map((key) => (
          <li key={key}>{key}</li>
        ))}
      </ul>
      {error !== null && <p role="alert">{error.name}</p>}
      <button type="button" disabled={!hasNextPage || isFetchingNextPage} onClick={() => void fetchNextPage()}>
        More
      </button>
    </Card>
  );
}

const meta = {
  title: 'Clients/useAwsInfiniteQuery',
  component: PhotoPages,
  loaders: [loadStage],
  decorators: [withStage],
} satisfies Meta<typeof PhotoPages>;

export default meta;
type Story = StoryObj<typeof meta>;

/** Page after page, each asked for with the token of the one before, until there is none. */
export const ToTheEnd: Story = {
  play: async (context) => {
    const { canvas, userEvent } = context;
    await waitFor(() => expect(canvas.getAllByRole('listitem')).toHaveLength(2));
    await userEvent.click(canvas.getByRole('button', { name: 'More' }));
    await waitFor(() => expect(canvas.getAllByRole('listitem')).toHaveLength(3));
    await expect(canvas.getByRole('button', { name: 'More' })).toBeDisabled();
    await expect(stageOf(context).emulator.calls.count('S3.ListObjectsV2')).toBe(2);
  },
};

/** The key expires between two pages: the second is asked for with a new one, the first is not asked for again. */
export const ExpiredBetweenPages: Story = {
  play: async (context) => {
    const { canvas, userEvent } = context;
    const { emulator } = stageOf(context);
    await waitFor(() => expect(canvas.getAllByRole('listitem')).toHaveLength(2));
    emulator.faults.enqueue({ operation: 'S3.ListObjectsV2', kind: 'expired-token' });
    await userEvent.click(canvas.getByRole('button', { name: 'More' }));
    await waitFor(() => expect(canvas.getAllByRole('listitem')).toHaveLength(3));
    await expect(emulator.calls.count('GetCredentialsForIdentity')).toBe(2);
    await expect(emulator.calls.count('S3.ListObjectsV2')).toBe(3);
  },
};
