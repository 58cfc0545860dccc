import type { Meta, StoryObj } from '@storybook/react-vite';
import { SignUp } from '@valetkey/ui';
import { expect, fn, waitFor } from 'storybook/test';
import type { StageOptions } from '../stage/createStage.tsx';
import { loadStage, stageOf, withStage } from '../stage/withStage.tsx';
import { ada, grace } from './people.ts';
import { tabTo, typeIn } from './typeIn.ts';
import { withPage } from './withPage.tsx';

const meta = {
  title: 'Authenticator/SignUp',
  component: SignUp,
  parameters: { layout: 'fullscreen', stage: { guest: false } satisfies StageOptions },
  loaders: [loadStage],
  decorators: [withPage, withStage],
  args: { identifier: 'email', attributes: ['given_name'], onSignIn: fn() },
} satisfies Meta<typeof SignUp>;

export default meta;
type Story = StoryObj<typeof meta>;

/** The identifier, what else the pool wants to know, and a password. */
export const Default: Story = {
  play: async ({ canvas }) => {
    await expect(await canvas.findByLabelText('Email')).toHaveAttribute('autocomplete', 'username');
    await expect(canvas.getByLabelText('First name')).toHaveAttribute('autocomplete', 'given-name');
    await expect(canvas.getByLabelText('Password')).toHaveAttribute('autocomplete', 'new-password');
  },
};

/** Attributes of one's own, some of them optional, with words of help. */
export const MoreAttributes: Story = {
  args: {
    identifier: 'username',
    attributes: ['email', { name: 'birthdate', required: false }, { name: 'custom:team', label: 'Team', hint: 'Ask your manager.' }],
  },
  play: async ({ canvas }) => {
    await expect(await canvas.findByLabelText('Date of birth (optional)')).not.toBeRequired();
    await expect(canvas.getByLabelText('Team')).toHaveAccessibleDescription('Ask your manager.');
  },
};

/** The rules are ticked off while the password is typed; nothing but the pool itself refuses. */
export const PolicyRules: Story = {
  play: async ({ canvas, userEvent }) => {
    await userEvent.type(await canvas.findByLabelText('Password'), 'tulips 7');
    await expect(canvas.getByText('a number').closest('li')).toHaveTextContent('done');
    await expect(canvas.getByText('an uppercase letter').closest('li')).toHaveTextContent('still missing');
    await userEvent.type(canvas.getByLabelText('Email'), grace.email);
    await userEvent.type(canvas.getByLabelText('First name'), 'Grace{Enter}');
    await waitFor(() => expect(canvas.getByLabelText('Password')).toHaveFocus());
    await expect(canvas.getByLabelText('Password')).toHaveAccessibleDescription(/not accepted/);
  },
};

/** An address that has an account already: the words do not say so outright. */
export const Exists: Story = {
  play: async ({ canvas }) => {
    await canvas.findByLabelText('Email');
    await typeIn({ Email: ada.email, 'First name': 'Ada', Password: grace.password });
    await expect(await canvas.findByRole('alert')).toHaveFocus();
    await expect(canvas.getByLabelText('First name')).toHaveValue('Ada');
  },
};

/** Everything by keyboard. */
export const KeyboardOnly: Story = {
  play: async (context) => {
    const { args, canvas, userEvent } = context;
    await tabTo(await canvas.findByRole('button', { name: 'Sign in' }));
    await userEvent.keyboard('{Enter}');
    await expect(args.onSignIn).toHaveBeenCalledOnce();
    await typeIn({ Email: grace.email, 'First name': 'Grace', Password: grace.password });
    await waitFor(() => expect(stageOf(context).emulator.mailbox.latest(grace.email)?.kind).toBe('sign-up'));
  },
};
