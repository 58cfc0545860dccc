import type { Meta, StoryObj } from '@storybook/react-vite';
import type { SessionSnapshot } from '@valetkey/core';
import { useUser } from '@valetkey/react';
import { Authenticator, SignOutButton } from '@valetkey/ui';
import { ar } from '@valetkey/ui/messages/ar';
import type { ReactElement } from 'react';
import { expect } from 'storybook/test';
import { Card } from '../stage/Card.tsx';
import type { StageOptions } from '../stage/createStage.tsx';
import { loadStage, stageOf, withStage } from '../stage/withStage.tsx';
import { loadStageAt, sendPassword } from './loadStageAt.ts';
import { ada, grace } from './people.ts';
import { tabTo, typeIn } from './typeIn.ts';

const notYetKnown: SessionSnapshot = { status: 'unknown', epoch: 0 };

function Album(): ReactElement {
  const user = useUser();
  return (
    <Card title="Your album">
      <p>Signed in as {user?.email}.</p>
      <SignOutButton />
    </Card>
  );
}

const meta = {
  title: 'Authenticator/Authenticator',
  component: Authenticator,
  parameters: { layout: 'fullscreen', stage: { guest: false } satisfies StageOptions },
  loaders: [loadStage],
  decorators: [withStage],
  args: { identifier: 'email', children: <Album /> },
} satisfies Meta<typeof Authenticator>;

export default meta;
type Story = StoryObj<typeof meta>;

/** A gate: what it holds appears once somebody is signed in. Try ada@example.com with Analytical-Engine-1843. */
export const Default: Story = {
  play: async ({ canvas }) => {
    await canvas.findByRole('heading', { name: 'Sign in' });
    await expect(canvas.queryByText('Your album')).toBeNull();
  },
};

/** The gate stands open. */
export const SignedIn: Story = {
  parameters: { stage: { guest: false, signedIn: true } satisfies StageOptions },
  play: async ({ canvas }) => {
    await canvas.findByText(`Signed in as ${ada.email}.`);
  },
};

/** Sign-up, the mailed code, sign-in, sign-out: with the keyboard alone, and the address asked for once. */
export const FullFlow: Story = {
  play: async (context) => {
    const { canvas, userEvent } = context;
    const { emulator } = stageOf(context);
    await tabTo(await canvas.findByRole('button', { name: 'Create an account' }));
    await userEvent.keyboard('{Enter}');
    await expect(await canvas.findByRole('heading', { name: 'Create an account' })).toHaveFocus();
    await typeIn({ Email: grace.email, Password: grace.password });

    await expect(await canvas.findByRole('heading', { name: 'Confirm your account' })).toHaveFocus();
    await typeIn({ Code: emulator.mailbox.latest(grace.email)?.code ?? '' });

    await expect(await canvas.findByRole('heading', { name: 'Sign in' })).toHaveFocus();
    await expect(canvas.getByLabelText('Email')).toHaveValue(grace.email);
    await typeIn({ Password: grace.password });
    await canvas.findByText(`Signed in as ${grace.email}.`);

    await tabTo(canvas.getByRole('button', { name: 'Sign out' }));
    await userEvent.keyboard('{Enter}');
    await expect(await canvas.findByRole('heading', { name: 'Sign in' })).toHaveFocus();
  },
};

/** An account that was never confirmed: the form leads on to the code by itself. */
export const UserNotConfirmed: Story = {
  parameters: {
    stage: {
      guest: false,
      prepare: ({ admin }) => void admin.createUser({ ...grace, status: 'UNCONFIRMED' }),
    } satisfies StageOptions,
  },
  play: async (context) => {
    const { canvas } = context;
    await canvas.findByRole('heading', { name: 'Sign in' });
    await typeIn({ Email: grace.email, Password: grace.password });
    await expect(await canvas.findByRole('heading', { name: 'Confirm your account' })).toHaveFocus();
    await canvas.findByText(/We sent a code to/, { selector: 'p' });
    await expect(stageOf(context).emulator.mailbox.all()).toHaveLength(1);
  },
};

/** A password that an administrator has reset: the form leads on to a new one by itself. */
export const PasswordResetRequired: Story = {
  parameters: {
    stage: {
      guest: false,
      prepare: ({ admin }) => void admin.createUser({ ...grace, status: 'RESET_REQUIRED' }),
    } satisfies StageOptions,
  },
  play: async ({ canvas }) => {
    await canvas.findByRole('heading', { name: 'Sign in' });
    await typeIn({ Email: grace.email, Password: grace.password });
    await expect(await canvas.findByRole('heading', { name: 'Choose a new password' })).toHaveFocus();
  },
};

/** A session that ended by itself: a calm word, and the form. */
export const SessionExpired: Story = {
  loaders: [
    loadStageAt(async (stage) => {
      const stop = stage.session.start();
      await sendPassword(stage, ada);
      stage.emulator.admin.revokeTokens(ada.email);
      await stage.session.getTokens({ forceRefresh: true }).catch(() => undefined);
      stop();
    }),
  ],
  play: async ({ canvas }) => {
    await canvas.findByText(/your session ended/);
  },
};

/** Until the stored session has been read, a spinner, and that only if it takes long. */
export const Loading: Story = {
  args: { pending: <p>One moment…</p> },
  loaders: [loadStageAt(({ session }) => Object.assign(session, { getSnapshot: () => notYetKnown }))],
  play: async ({ canvas }) => {
    await canvas.findByText('One moment…');
  },
};

/** Pools whose accounts an administrator makes. */
export const NoSignUp: Story = {
  args: { hideSignUp: true },
  play: async ({ canvas }) => {
    await canvas.findByRole('heading', { name: 'Sign in' });
    await expect(canvas.queryByRole('button', { name: 'Create an account' })).toBeNull();
  },
};

/** Room for a logo above and for terms below, and single texts replaced. */
export const HeaderFooterLabels: Story = {
  args: {
    header: <strong>Photo album</strong>,
    footer: 'By signing in you accept the terms of use.',
    labels: { signIn: { title: 'Welcome back', submit: 'Open the album' } },
  },
  play: async ({ canvas }) => {
    await canvas.findByRole('heading', { name: 'Welcome back' });
    await canvas.findByRole('button', { name: 'Open the album' });
  },
};

/** A design system's controls in place of ours: they get every prop, so labels, errors and focus work as before. */
export const Slots: Story = {
  args: {
    slots: {
      Input: (props) => <input {...props} data-mine="" style={{ borderRadius: 0 }} />,
      Button: (props) => <button {...props} data-mine="" style={{ borderRadius: 0 }} />,
    },
  },
  play: async ({ canvas }) => {
    await expect(await canvas.findByLabelText('Email')).toHaveAttribute('data-mine');
    await expect(canvas.getByRole('button', { name: 'Sign in' })).toHaveAttribute('data-mine');
    await typeIn({ Email: ada.email, Password: 'not it' });
    await expect(await canvas.findByRole('alert')).toHaveFocus();
    await expect(canvas.getByLabelText('Password')).toBeInvalid();
  },
};

/** A complete catalogue sets language and direction; addresses and codes keep their own. */
export const RightToLeft: Story = {
  args: { messages: ar },
  globals: { direction: 'rtl' },
  play: async ({ canvas, userEvent }) => {
    await canvas.findByRole('heading', { name: ar.signIn.title });
    await userEvent.click(canvas.getByRole('button', { name: ar.signIn.submit }));
    await expect(await canvas.findByRole('alert')).toHaveFocus();
    await expect(canvas.getByLabelText(ar.fields.password)).toHaveStyle({ textAlign: 'end' });
  },
};

/** The screens keep the direction of their language, whatever the page's. */
export const LeftToRightOnRightToLeftPage: Story = {
  globals: { direction: 'rtl' },
  play: async ({ canvas }) => {
    await canvas.findByRole('heading', { name: 'Sign in' });
    await typeIn({ Email: ada.email, Password: 'a password as long as the whole field, and longer' });
    for (const label of ['Email', 'Password']) await expect(canvas.getByLabelText(label)).toHaveStyle({ textAlign: 'start' });
  },
};

/** The colours follow the page's `color-scheme`, or `data-vk-theme`. */
export const Dark: Story = {
  globals: { theme: 'dark' },
  play: async ({ canvas }) => {
    await canvas.findByRole('heading', { name: 'Sign in' });
    await typeIn({ Email: ada.email, Password: 'not it' });
    await expect(await canvas.findByRole('alert')).toHaveFocus();
  },
};

/** 320 pixels, as WCAG 1.4.10 asks: nothing is cut off, nothing scrolls sideways. */
export const Narrow: Story = {
  args: { initialStep: 'sign-up' },
  decorators: [
    (Story) => (
      <div style={{ inlineSize: 320 }}>
        <Story />
      </div>
    ),
  ],
  play: async ({ canvas, canvasElement }) => {
    await canvas.findByRole('heading', { name: 'Create an account' });
    const cut = Array.from(canvasElement.querySelectorAll('*')).filter((element) => element.getBoundingClientRect().right > 321);
    await expect(cut).toEqual([]);
  },
};
