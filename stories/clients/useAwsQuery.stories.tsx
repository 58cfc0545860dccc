import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { emulatorDefaults } from '@valetkey/emulator';
import { useCredentials } from '@valetkey/react';
import { useAwsQuery } from '@valetkey/react/query';
import type { ReactElement } from 'react';
import { expect } from 'storybook/test';
import { Card } from '../stage/Card.tsx';
import type { StageOptions } from '../stage/createStage.tsx';
import { loadStage, stageOf, withStage } from '../stage/withStage.tsx';

/** Lists a folder of the bucket. */
function PhotoList({ prefix }: { readonly prefix: string }): ReactElement {
  const photos = useAwsQuery(S3Client, ListObjectsV2Command, { Bucket: emulatorDefaults.bucket, Prefix: prefix });
  return (
    <Card title="useAwsQuery(S3Client, ListObjectsV2Command, …)">
      {photos.isPending && <p>Loading …</p>}
      {photos.isError && <p role="alert">{photos.error.name}</p>}
      {photos.isSuccess && (
        <ul>
          {photos.data.Contents?.map(({ Key }) => (
            <li key={Key}>{Key}</li>
          ))}
        </ul>
      )}
      <button type="button" onClick={() => void photos.refetch()}>
        List again
      </button>
    </Card>
  );
}

/** The captions that belong to whoever is signed in: the first part of the key is their identity id. */
function CaptionList(): ReactElement {
  const owner = useCredentials((credentials) => credentials.identityId);
  const captions = useAwsQuery(
    DynamoDBClient,
    QueryCommand,
    { TableName: emulatorDefaults.table, KeyConditionExpression: '#o = :o', ExpressionAttributeNames: { '#o': 'owner' }, ExpressionAttributeValues: { ':o': { S: owner ?? '' } } },
    { enabled: owner !== undefined, select: (answer) => answer.Items?.map((item) => item['text']?.S ?? '') ?? [] },
  );
  return (
    <Card title="useAwsQuery(DynamoDBClient, QueryCommand, …)">
      {captions.isError && <p role="alert">{captions.error.name}</p>}
      {captions.data !== undefined && <p>{captions.data.length === 0 ? 'No captions yet.' : captions.data.join(', ')}</p>}
    </Card>
  );
}

const meta = {
  title: 'Clients/useAwsQuery',
  component: PhotoList,
  loaders: [loadStage],
  decorators: [withStage],
  args: { prefix: 'public/' },
} satisfies Meta<typeof PhotoList>;

export default meta;
type Story = StoryObj<typeof meta>;

/** A guest lists what is public: an identity, credentials for it, the list. */
export const S3List: Story = {
  play: async (context) => {
    await context.canvas.findByText('public/lighthouse.jpg');
    const { calls } = stageOf(context).emulator;
    await expect(calls.all().map(({ operation }) => operation)).toEqual(['GetId', 'GetCredentialsForIdentity', 'S3.ListObjectsV2']);
  },
};

/** Signed in, a person reads the rows of the table that are theirs. */
export const DynamoDbQuery: Story = {
  parameters: { stage: { signedIn: true } satisfies StageOptions },
  render: () => <CaptionList />,
  play: async (context) => {
    await context.canvas.findByText('No captions yet.');
    await expect(stageOf(context).emulator.calls.count('DynamoDB.Query')).toBe(1);
  },
};

/** What the role does not allow is refused, and neither repeated nor mistaken for stale credentials. */
export const AccessDenied: Story = {
  args: { prefix: 'users/' },
  play: async (context) => {
    await expect(await context.canvas.findByRole('alert')).toHaveTextContent('AccessDenied');
    const { calls } = stageOf(context).emulator;
    await expect(calls.count('S3.ListObjectsV2')).toBe(1);
    await expect(calls.count('GetCredentialsForIdentity')).toBe(1);
  },
};

/** S3 calls the token expired: the client gets new credentials, signs again, and the person sees nothing of it. */
export const ExpiredToken: Story = {
  parameters: {
    stage: {
      prepare: ({ faults }) => faults.enqueue({ operation: 'S3.ListObjectsV2', kind: 'expired-token' }),
    } satisfies StageOptions,
  },
  play: async (context) => {
    await context.canvas.findByText('public/lighthouse.jpg');
    const { calls } = stageOf(context).emulator;
    await expect(calls.count('GetCredentialsForIdentity')).toBe(2);
    await expect(calls.count('S3.ListObjectsV2')).toBe(2);
  },
};

/** When another person signs in, nothing of the first is left on the page or in the cache. */
export const AnotherPerson: Story = {
  play: async (context) => {
    const { canvas } = context;
    const { emulator, queryClient, credentials } = stageOf(context);
    await canvas.findByText('public/lighthouse.jpg');
    const guestKeys = queryClient.getQueryCache().getAll().map(({ queryHash }) => queryHash);
    await stageOf(context).signIn();
    await credentials.whenReady();
    await canvas.findByText('public/lighthouse.jpg');
    await expect(emulator.calls.count('S3.ListObjectsV2')).toBe(2);
    const keys = queryClient.getQueryCache().getAll().map(({ queryHash }) => queryHash);
    await expect(keys.filter((key) => guestKeys.includes(key))).toEqual([]);
  },
};
