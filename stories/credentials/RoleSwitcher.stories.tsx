import { classicFlow } from '@valetkey/credential-providers';
import { emulatorDefaults } from '@valetkey/emulator';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { RoleSwitcher } from '@valetkey/ui';
import { ar } from '@valetkey/ui/messages/ar';
import { expect, fn, waitFor, within } from 'storybook/test';
import type { StageOptions } from '../stage/createStage.tsx';
import { readFact } from '../stage/readFact.ts';
import { loadStage, stageOf, withStage } from '../stage/withStage.tsx';
import { Desk } from './Desk.tsx';
import { roleArns, scopeSeed } from './scopeSeed.ts';

const roles = [
  { roleArn: roleArns.editor, name: 'Editor', description: 'Looks at photos and uploads them' },
  { roleArn: roleArns.auditor, name: 'Auditor', description: 'Sees what is there' },
  { roleArn: roleArns.director, name: 'Director' },
];

const meta = {
  title: 'Credentials/RoleSwitcher',
  component: RoleSwitcher,
  args: { roles, onSwitch: fn(), children: <Desk title="Desk" /> },
  parameters: {
    stage: { seed: scopeSeed, flow: classicFlow({ roleArn: emulatorDefaults.guestRoleArn }) } satisfies StageOptions,
  },
  loaders: [loadStage],
  decorators: [withStage],
} satisfies Meta<typeof RoleSwitcher>;

export default meta;
type Story = StoryObj<typeof meta>;

/** What AWS said at the desk: looking, listing, uploading. */
async function outcomesAt(canvasElement: HTMLElement): Promise<string> {
  const desk = within(canvasElement).getByRole('region', { name: 'Desk' });
  within(desk).getByRole('button', { name: 'Try all' }).click();
  const read = (): string[] => ['look', 'list', 'upload'].map((name) => readFact(desk, name));
  await waitFor(() => expect(read().join()).not.toContain('not tried'));
  return read().map((fact) => fact.replace(/ \(.*/, '')).join(' ');
}

/** By keyboard: nothing changes while one looks around; Enter takes a role, what came of it is spoken, and focus stays. */
export const Default: Story = {
  play: async (context) => {
    const { args, canvas, canvasElement, userEvent } = context;
    const { calls } = stageOf(context).emulator;
    await expect(await outcomesAt(canvasElement)).toBe('allowed allowed allowed');
    const before = calls.count('STS.AssumeRoleWithWebIdentity');
    await userEvent.tab();
    await userEvent.tab();
    await userEvent.tab();
    const auditor = canvas.getByRole('button', { name: 'Auditor Sees what is there' });
    await expect(auditor).toHaveFocus();
    await expect(calls.count('STS.AssumeRoleWithWebIdentity')).toBe(before);
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent(/You are now acting as .Auditor.\./));
    await expect(auditor).toHaveFocus();
    await expect(auditor).toHaveAttribute('aria-pressed', 'true');
    await expect(args.onSwitch).toHaveBeenCalledOnce();
    await expect(args.onSwitch).toHaveBeenCalledWith(roles[1]);
    await expect(await outcomesAt(canvasElement)).toBe('AccessDenied allowed AccessDenied');
    await userEvent.tab({ shift: true });
    await userEvent.keyboard(' ');
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent(/You are now acting as .Editor.\./));
    await expect(await outcomesAt(canvasElement)).toBe('allowed AccessDenied allowed');
  },
};

/** A role that does not let this person in: focus goes to the reason, the way back is two keys away. */
export const Refused: Story = {
  play: async ({ canvas, canvasElement, userEvent }) => {
    canvas.getByRole('button', { name: 'Director' }).focus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(canvas.getByRole('alert')).toHaveFocus());
    await expect(canvas.getByRole('alert')).toHaveTextContent(/Switching to .Director. did not work\./);
    await userEvent.tab();
    await expect(canvas.getByRole('button', { name: 'Try again' })).toHaveFocus();
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    await expect(canvas.getByRole('button', { name: 'Your own access' })).toHaveFocus();
    await expect(canvas.queryByRole('alert')).toBeNull();
    await expect(await outcomesAt(canvasElement)).toBe('allowed allowed allowed');
  },
};

/** Right to left; the names of roles keep the direction of their own language. */
export const Arabic: Story = {
  args: { messages: ar },
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(canvas.getByRole('button', { name: /^Editor/ }));
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent(/Editor/));
    await expect(canvas.getByRole('group', { name: 'دورك' })).toHaveAttribute('data-vk', 'roles');
  },
};
