import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { CredentialsScope, useClient, useClientConfig } from '@valetkey/react';
import { useState, type ReactElement } from 'react';
import { expect, waitFor } from 'storybook/test';
import { Card } from '../stage/Card.tsx';
import { Facts } from '../stage/Facts.tsx';
import { readFact, untilFact } from '../stage/readFact.ts';
import { loadStage, withStage } from '../stage/withStage.tsx';

/** Each option of an S3 client, and where it was set. */
function S3Facts(): ReactElement {
  const config = useClientConfig(S3Client, { maxAttempts: 1 });
  const told = Object.entries(config).map(([option, { value, level }]) => [
    option,
    `${typeof value === 'object' ? 'an object' : String(value)} · ${level}`,
  ]);
  return (
    <Card title="useClientConfig(S3Client, { maxAttempts: 1 })">
      <Facts facts={Object.fromEntries(told)} />
    </Card>
  );
}

/** The region of a service, changed while a client lives. */
function Movable(): ReactElement {
  const [region, setRegion] = useState('eu-west-1');
  return (
    <CredentialsScope services={['DynamoDB']} clientDefaults={{ region }}>
      <RegionFacts />
      <button type="button" onClick={() => setRegion('ap-south-1')}>
        Move to ap-south-1
      </button>
    </CredentialsScope>
  );
}

function RegionFacts(): ReactElement {
  const { region } = useClientConfig(DynamoDBClient);
  const client = useClient(DynamoDBClient);
  const [actual, setActual] = useState<string>();
  return (
    <Card title="useClientConfig(DynamoDBClient).region">
      <Facts facts={{ told: String(region?.value), level: region?.level, actual }} />
      <button type="button" onClick={() => void client.config.region().then(setActual)}>
        Ask the client
      </button>
    </Card>
  );
}

const meta = {
  title: 'Clients/useClientConfig',
  component: S3Facts,
  loaders: [loadStage],
  decorators: [withStage],
} satisfies Meta<typeof S3Facts>;

export default meta;
type Story = StoryObj<typeof meta>;

/** The provider sets most, its `services` the path style of S3, the hook the number of attempts. No secret is told. */
export const Levels: Story = {
  play: async ({ canvasElement }) => {
    await untilFact(canvasElement, 'region', 'eu-west-1 · provider');
    await expect(readFact(canvasElement, 'credentials')).toBe('cognito-identity-pool · provider');
    await expect(readFact(canvasElement, 'forcePathStyle')).toBe('true · service');
    await expect(readFact(canvasElement, 'maxAttempts')).toBe('1 · hook');
  },
};

/** A scope that names S3 wins over the provider's `services`; one for everything does not. */
export const InScopes: Story = {
  render: () => (
    <CredentialsScope services={['S3']} clientDefaults={{ forcePathStyle: false }}>
      <CredentialsScope clientDefaults={{ region: 'ap-south-1', forcePathStyle: true, useDualstackEndpoint: true }}>
        <S3Facts />
      </CredentialsScope>
    </CredentialsScope>
  ),
  play: async ({ canvasElement }) => {
    await untilFact(canvasElement, 'region', 'ap-south-1 · scope');
    await expect(readFact(canvasElement, 'useDualstackEndpoint')).toBe('true · scope');
    await expect(readFact(canvasElement, 'forcePathStyle')).toBe('false · service-scope');
    await expect(readFact(canvasElement, 'maxAttempts')).toBe('1 · hook');
  },
};

/** A change at run time reaches who has a client already: they get another one. */
export const ChangedAtRunTime: Story = {
  render: () => <Movable />,
  play: async ({ canvas, canvasElement, userEvent }) => {
    await untilFact(canvasElement, 'told', 'eu-west-1');
    await userEvent.click(canvas.getByRole('button', { name: 'Move to ap-south-1' }));
    await untilFact(canvasElement, 'told', 'ap-south-1');
    await userEvent.click(canvas.getByRole('button', { name: 'Ask the client' }));
    await waitFor(() => expect(readFact(canvasElement, 'actual')).toBe('ap-south-1'));
  },
};
