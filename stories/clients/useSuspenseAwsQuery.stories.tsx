import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { emulatorDefaults } from '@valetkey/emulator';
import { useSuspenseAwsQuery } from '@valetkey/react/query';
import { Suspense, type ReactElement } from 'react';
import { expect } from 'storybook/test';
import { Card } from '../stage/Card.tsx';
import type { StageOptions } from '../stage/createStage.tsx';
import { loadStage, stageOf, withStage } from '../stage/withStage.tsx';

/** Never renders without the list. */
function Count(): ReactElement {
  const { data } = useSuspenseAwsQuery(S3Client, ListObjectsV2Command, { Bucket: emulatorDefaults.bucket, Prefix: 'public/' });
  return <p>{data.KeyCount} photos</p>;
}

function Page(): ReactElement {
  return (
    <Card title="useSuspenseAwsQuery(S3Client, ListObjectsV2Command, …)">
      <Suspense fallback={<p>One moment …</p>}>
        <Count />
        <Count />
      </Suspense>
    </Card>
  );
}

const meta = {
  title: 'Clients/useSuspenseAwsQuery',
  component: Page,
  loaders: [loadStage],
  decorators: [withStage],
} satisfies Meta<typeof Page>;

export default meta;
type Story = StoryObj<typeof meta>;

/** The fallback shows while credentials and the list are on their way. Two components that ask the same are one request. */
export const Suspended: Story = {
  parameters: { stage: { networkHeld: true } satisfies StageOptions },
  play: async (context) => {
    const { canvas } = context;
    await canvas.findByText('One moment …');
    stageOf(context).releaseNetwork();
    await expect(await canvas.findAllByText('3 photos')).toHaveLength(2);
    await expect(stageOf(context).emulator.calls.count('S3.ListObjectsV2')).toBe(1);
  },
};

/** Somebody signs in: the list of the one before is gone, and the fallback shows until there is one of theirs. */
export const AnotherPerson: Story = {
  play: async (context) => {
    const { canvas } = context;
    const { emulator, signIn, credentials } = stageOf(context);
    await canvas.findAllByText('3 photos');
    await signIn();
    await credentials.whenReady();
    await canvas.findAllByText('3 photos');
    await expect(emulator.calls.count('S3.ListObjectsV2')).toBe(2);
  },
};
