import { HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { useQueries, useQueryClient } from '@tanstack/react-query';
import { emulatorDefaults } from '@valetkey/emulator';
import { awsQueryOptions, useAwsQueryTarget } from '@valetkey/react/query';
import type { ReactElement } from 'react';
import { expect, waitFor } from 'storybook/test';
import { Card } from '../stage/Card.tsx';
import { Facts } from '../stage/Facts.tsx';
import { untilFact } from '../stage/readFact.ts';
import { loadStage, stageOf, withStage } from '../stage/withStage.tsx';

/** As many queries as there are names, and one that is made before it is needed. */
function PhotoSizes({ names }: { readonly names: readonly string[] }): ReactElement {
  const queryClient = useQueryClient();
  const target = useAwsQueryTarget(S3Client);
  const optionsOf = (name: string) =>
    awsQueryOptions(target, HeadObjectCommand, { Bucket: emulatorDefaults.bucket, Key: `public/${name}` }, { staleTime: Infinity });
  const photos = useQueries({ queries: names.map(optionsOf) });
  return (
    <Card title="awsQueryOptions(useAwsQueryTarget(S3Client), HeadObjectCommand, …)">
      <Facts facts={Object.fromEntries(names.map((name, index) => [name, photos[index]?.data?.ContentLength]))} />
      <button type="button" onClick={() => void queryClient.prefetchQuery(optionsOf('pier.jpg'))}>
        Prefetch the pier
      </button>
    </Card>
  );
}

const meta = {
  title: 'Clients/awsQueryOptions',
  component: PhotoSizes,
  loaders: [loadStage],
  decorators: [withStage],
  args: { names: ['harbour.jpg', 'lighthouse.jpg'] },
} satisfies Meta<typeof PhotoSizes>;

export default meta;
type Story = StoryObj<typeof meta>;

/** Whatever takes TanStack's options takes these: many queries at once, a prefetch. One identity serves them all. */
export const ManyAtOnce: Story = {
  play: async (context) => {
    const { canvas, canvasElement, userEvent } = context;
    const { calls } = stageOf(context).emulator;
    await untilFact(canvasElement, 'harbour.jpg', String('The photo harbour.jpg.'.length));
    await untilFact(canvasElement, 'lighthouse.jpg', String('The photo lighthouse.jpg.'.length));
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(calls.count('S3.HeadObject')).toBe(3));
    // It is there already.
    await userEvent.click(canvas.getByRole('button'));
    await expect(calls.count('S3.HeadObject')).toBe(3);
    await expect(calls.count('GetCredentialsForIdentity')).toBe(1);
  },
};
