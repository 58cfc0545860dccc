import { errorText, isCredentialsError } from '@valetkey/core';
import { allow, classicFlow, policy } from '@valetkey/credential-providers';
import { emulatorDefaults } from '@valetkey/emulator';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { CredentialsScope } from '@valetkey/react';
import { Component, useState, type ReactElement, type ReactNode } from 'react';
import { expect, waitFor, within } from 'storybook/test';
import { Card } from '../stage/Card.tsx';
import type { StageOptions } from '../stage/createStage.tsx';
import { Facts } from '../stage/Facts.tsx';
import { readFact } from '../stage/readFact.ts';
import { loadStage, stageOf, withStage } from '../stage/withStage.tsx';
import { Desk } from './Desk.tsx';
import { BUCKET, PUBLIC_PHOTOS, roleArns, scopeSeed } from './scopeSeed.ts';

const looking = policy(allow('s3:GetObject', PUBLIC_PHOTOS));
const listing = policy(allow('s3:ListBucket', BUCKET));

/** Three desks: without a scope, and in two that leave different things. */
function SideBySideDesks(): ReactElement {
  return (
    <>
      <Desk title="No scope" />
      <CredentialsScope policy={looking}>
        <Desk title="May look" />
      </CredentialsScope>
      <CredentialsScope policy={listing}>
        <Desk title="May list" />
      </CredentialsScope>
    </>
  );
}

/** A desk whose policy a person changes. */
function ChangingDesk(): ReactElement {
  const [changed, setChanged] = useState(false);
  return (
    <CredentialsScope policy={changed ? listing : looking}>
      <Desk key={String(changed)} title="A desk" />
      <button type="button" onClick={() => setChanged(true)}>
        Let it list instead
      </button>
    </CredentialsScope>
  );
}

/** Shows what a scope throws. */
class Refusal extends Component<{ readonly children: ReactNode }, { readonly error: unknown }> {
  static getDerivedStateFromError(error: unknown): { readonly error: unknown } {
    return { error };
  }
  override state: { readonly error: unknown } = { error: undefined };
  override render(): ReactNode {
    const { error } = this.state;
    if (!isCredentialsError(error)) return this.props.children;
    return (
      <Card title="Refused">
        {/* The static build of the stories is a production build, whose errors carry the code alone. */}
        <Facts facts={{ code: error.code, fix: errorText[error.code].fix }} />
      </Card>
    );
  }
}

const { guestRoleArn } = emulatorDefaults;
// Said by each story: parameters of a file would be merged into those of a story.
const narrowable: { readonly stage: StageOptions } = { stage: { seed: scopeSeed, flow: classicFlow({ roleArn: guestRoleArn }) } };

const meta = {
  title: 'Credentials/CredentialsScope',
  component: SideBySideDesks,
  loaders: [loadStage],
  decorators: [withStage],
} satisfies Meta<typeof SideBySideDesks>;

export default meta;
type Story = StoryObj<typeof meta>;

const deskOf = (canvasElement: HTMLElement, title: string): HTMLElement => within(canvasElement).getByRole('region', { name: title });

/** What AWS said at one desk: looking, listing, uploading, reading a caption. */
async function outcomesAt(canvasElement: HTMLElement, title: string): Promise<string> {
  const desk = deskOf(canvasElement, title);
  within(desk).getByRole('button', { name: 'Try all' }).click();
  const read = (): string[] => ['look', 'list', 'upload', 'caption'].map((name) => readFact(desk, name));
  await waitFor(() => expect(read().join()).not.toContain('not tried'));
  return read().map((fact) => fact.replace(/ \(.*/, '')).join(' ');
}

/** Each part of the tree can do what its policy leaves, and AWS refuses the rest. Outside nothing changes. */
export const SideBySide: Story = {
  parameters: narrowable,
  play: async (context) => {
    const { canvasElement } = context;
    await expect(await outcomesAt(canvasElement, 'No scope')).toBe('allowed allowed allowed allowed');
    await expect(await outcomesAt(canvasElement, 'May look')).toBe('allowed AccessDenied AccessDenied AccessDenied');
    await expect(await outcomesAt(canvasElement, 'May list')).toBe('AccessDenied allowed AccessDenied AccessDenied');
    await expect(readFact(deskOf(canvasElement, 'May look'), 'upload')).toContain('hint: denied');
    await expect(stageOf(context).emulator.calls.count('STS.AssumeRoleWithWebIdentity')).toBe(3);
    await expect(stageOf(context).emulator.calls.count('GetId')).toBe(1);
  },
};

/** With a list of services the others stay as they are. */
export const ForOneService: Story = {
  parameters: narrowable,
  render: () => (
    <CredentialsScope policy={looking} services={['S3']}>
      <Desk title="May look in S3" />
    </CredentialsScope>
  ),
  play: async ({ canvasElement }) => {
    await expect(await outcomesAt(canvasElement, 'May look in S3')).toBe('allowed AccessDenied AccessDenied allowed');
  },
};

/** Another role, and of what it allows only a part. */
export const RoleAndPolicy: Story = {
  parameters: narrowable,
  render: () => (
    <CredentialsScope roleArn={roleArns.editor} policy={looking}>
      <Desk title="An editor who may look" />
    </CredentialsScope>
  ),
  play: async ({ canvasElement }) => {
    await expect(await outcomesAt(canvasElement, 'An editor who may look')).toBe('allowed AccessDenied AccessDenied AccessDenied');
  },
};

/** A policy that changes reaches the clients below at once. */
export const ChangedAtRunTime: Story = {
  parameters: narrowable,
  render: () => <ChangingDesk />,
  play: async ({ canvas, canvasElement, userEvent }) => {
    await expect(await outcomesAt(canvasElement, 'A desk')).toBe('allowed AccessDenied AccessDenied AccessDenied');
    await userEvent.click(canvas.getByRole('button', { name: 'Let it list instead' }));
    await expect(await outcomesAt(canvasElement, 'A desk')).toBe('AccessDenied allowed AccessDenied AccessDenied');
  },
};

/** In the enhanced flow the pool chooses the role, and no policy can be sent. The scope says so, and what to do. */
export const CannotBeNarrowed: Story = {
  parameters: { stage: { seed: scopeSeed } satisfies StageOptions },
  render: () => (
    <Refusal>
      <CredentialsScope policy={looking}>
        <Desk title="Never shown" />
      </CredentialsScope>
    </Refusal>
  ),
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(readFact(canvasElement, 'code')).toBe('SCOPE_UNSUPPORTED'));
    await expect(readFact(canvasElement, 'fix')).toContain('classicFlow({ roleArn })');
  },
};
