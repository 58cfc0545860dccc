import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createCredentialStore, CredentialsError } from '@valetkey/core';
import { CredentialsProvider, useCredentials } from '@valetkey/react';
import { createMockProvider, createSimulatedClock, createSimulatedEnvironment } from '@valetkey/testing';
import { useState, type JSX, type ReactNode } from 'react';
import { expect, test } from 'vitest';
import { ar } from '../messages/ar.ts';
import { en } from '../messages/en.ts';
import { describeInBothModes } from '../testKit/describeInBothModes.tsx';
import { RoleSwitcher, type RoleSwitcherProps } from './RoleSwitcher.tsx';
import type { SwitchableRole } from './switchableRole.ts';

const arnOf = (name: string): string => `arn:aws:iam::123456789012:role/${name}`;
const editor: SwitchableRole = { roleArn: arnOf('editor'), name: 'Editor', description: 'Changes captions' };
const auditor: SwitchableRole = {
  roleArn: arnOf('auditor'),
  name: 'Auditor',
  policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:ListBucket', Resource: '*' }] },
};

const button = (name: string): HTMLElement => screen.getByRole('button', { name: new RegExp(`^${name}( |$)`) });
const spoken = (): string | undefined => screen.getByRole('status').textContent?.replaceAll(/[\u2066-\u2069]/g, '');
const pressed = (): readonly (string | null)[] =>
  screen.getAllByRole('button', { pressed: true }).map((one) => one.querySelector('bdi')?.textContent ?? null);

function setUp() {
  const clock = createSimulatedClock();
  const provider = createMockProvider({ clock, narrows: true });
  const credentials = createCredentialStore({ provider, clock, environment: createSimulatedEnvironment() });
  const switched: (string | undefined)[] = [];
  const Content = (): ReactNode => {
    const key = useCredentials((state) => state.credentials?.accessKeyId.slice(-4));
    const [clicks, setClicks] = useState(0);
    return (
      <p>
        <button onClick={() => setClicks(clicks + 1)}>Clicked {clicks}</button> <span data-testid="key">{key}</span>
      </p>
    );
  };
  const switcher = (props: Partial<RoleSwitcherProps> = {}): JSX.Element => (
    <CredentialsProvider credentials={credentials} clock={clock}>
      <RoleSwitcher roles={[editor, auditor]} onSwitch={(role) => switched.push(role?.name)} {...props}>
        <Content />
      </RoleSwitcher>
    </CredentialsProvider>
  );
  const person = userEvent.setup({ delay: null });
  const settle = (): Promise<void> => act(() => clock.advanceBy(0));
  const key = (): string | null => screen.getByTestId('key').textContent;
  return { clock, provider, switched, switcher, person, settle, key };
}

describeInBothModes('RoleSwitcher', ({ render }) => {
  test('begins with the person’s own access, says nothing and obtains nothing more', async () => {
    const { provider, switcher, settle, key } = setUp();
    render(switcher());
    await settle();
    expect(screen.getByRole('group', { name: en.roleSwitcher.title })).not.toBeNull();
    expect(pressed()).toEqual([en.roleSwitcher.own]);
    expect(spoken()).toBe('');
    expect(key()).toBe('0001');
    expect(provider.narrowed).toEqual([]);
  });

  test('by keyboard: Tab to a role, Enter takes it, focus stays, and what came of it is spoken', async () => {
    const { provider, switched, switcher, person, settle, key } = setUp();
    render(switcher());
    await settle();
    await person.tab();
    expect(document.activeElement).toBe(button(en.roleSwitcher.own));
    await person.tab();
    await person.tab();
    expect(document.activeElement).toBe(button('Auditor'));
    expect(switched).toEqual([]);
    await person.keyboard('{Enter}');
    await settle();
    expect(document.activeElement).toBe(button('Auditor'));
    expect(pressed()).toEqual(['Auditor']);
    expect(spoken()).toBe('You are now acting as Auditor.');
    expect(switched).toEqual(['Auditor']);
    expect(provider.narrowed.map(({ scope }) => scope)).toEqual([{ roleArn: auditor.roleArn, policy: auditor.policy }]);
    expect(provider.narrowed[0]?.provider.calls).toHaveLength(1);
    expect(key()).toBe('1001');
  });

  test('says that it is switching while AWS has not answered', async () => {
    const { clock, provider, switcher, person, settle } = setUp();
    render(switcher());
    await settle();
    let answer: () => void = () => undefined;
    provider.answerAlways(() => new Promise((resolve) => (answer = () => resolve({ accessKeyId: 'ASIA9', secretAccessKey: 's', sessionToken: 't' }))));
    await person.click(button('Editor'));
    expect(spoken()).toBe('Switching to Editor…');
    await act(async () => {
      answer();
      await clock.advanceBy(0);
    });
    expect(spoken()).toBe('You are now acting as Editor.');
  });

  test('pressing the role in force again does nothing', async () => {
    const { provider, switched, switcher, person, settle } = setUp();
    render(switcher());
    await person.click(button('Editor'));
    await settle();
    await person.click(button('Editor'));
    await settle();
    expect(switched).toEqual(['Editor']);
    expect(provider.narrowed).toHaveLength(1);
  });

  test('what was seen with one role is not remembered in another', async () => {
    const { switcher, person, settle } = setUp();
    render(switcher());
    await person.click(button('Editor'));
    await settle();
    await person.click(button('Clicked 0'));
    expect(button('Clicked 1')).not.toBeNull();
    await person.click(button('Auditor'));
    await settle();
    expect(button('Clicked 0')).not.toBeNull();
    await person.click(button(en.roleSwitcher.own));
    await settle();
    expect(spoken()).toBe('You have your own access again.');
    expect(pressed()).toEqual([en.roleSwitcher.own]);
  });

  test('what AWS refuses takes the focus, is explained, and can be left: focus goes to the person’s own access', async () => {
    const { provider, switched, switcher, person, settle, key } = setUp();
    render(switcher());
    await settle();
    provider.answerAlways(new CredentialsError('SERVICE_REFUSED'));
    await person.click(button('Editor'));
    await settle();
    const alert = screen.getByRole('alert');
    expect(document.activeElement).toBe(alert);
    expect(alert.textContent?.replaceAll(/[\u2066-\u2069]/g, '')).toContain(`Switching to Editor did not work. ${en.errors.SERVICE_REFUSED}`);
    expect(spoken()).toBe('');
    await person.tab();
    await person.tab();
    await person.keyboard('{Enter}');
    await settle();
    expect(document.activeElement).toBe(button(en.roleSwitcher.own));
    expect(screen.queryByRole('alert')).toBeNull();
    expect(switched).toEqual(['Editor', undefined]);
    expect(key()).toBe('0001');
  });

  test('can be tried again: a failure is spoken, a success brings focus back to the role', async () => {
    const { clock, provider, switcher, person, settle } = setUp();
    render(switcher());
    await settle();
    provider.answerAlways(new CredentialsError('SERVICE_REFUSED'));
    await person.click(button('Editor'));
    await settle();
    const role = provider.narrowed[0]!.provider;
    await person.tab();
    expect(document.activeElement).toBe(button(en.roleSwitcher.retry));
    await person.keyboard('{Enter}');
    await settle();
    expect(spoken()).toContain('Switching to Editor did not work.');
    const release = role.hold();
    role.answerAlways(undefined);
    await person.keyboard('{Enter}{Enter}');
    const busy = button(en.roleSwitcher.retrying);
    expect(document.activeElement).toBe(busy);
    expect([busy.getAttribute('aria-disabled'), busy.getAttribute('aria-busy')]).toEqual(['true', 'true']);
    await act(async () => {
      release();
      await clock.advanceBy(0);
    });
    expect(document.activeElement).toBe(button('Editor'));
    expect(spoken()).toBe('You are now acting as Editor.');
    expect(role.calls).toHaveLength(3);
  });

  test('begins with a role where told to, without a word and without taking the focus, even when it fails', async () => {
    const { provider, switcher, settle } = setUp();
    provider.answerAlways(new CredentialsError('SERVICE_REFUSED'));
    render(switcher({ defaultRoleArn: editor.roleArn }));
    await settle();
    expect(pressed()).toEqual(['Editor']);
    expect(spoken()).toBe('');
    expect(document.activeElement).toBe(document.body);
    expect(screen.getByRole('alert').textContent).toContain('did not work');
  });

  test('kept by the app, it asks and shows what the app says', async () => {
    const { switched, switcher, person, settle, key } = setUp();
    const { rerender } = render(switcher({ roleArn: null }));
    await settle();
    await person.click(button('Editor'));
    await settle();
    expect([switched, pressed(), key()]).toEqual([['Editor'], [en.roleSwitcher.own], '0001']);
    rerender(switcher({ roleArn: editor.roleArn }));
    await settle();
    expect([pressed(), key()]).toEqual([['Editor'], '1001']);
  });

  test('a role is known by its name and what it is for; the switcher speaks the language it is given', async () => {
    const { switcher, settle } = setUp();
    const { container } = render(switcher({ messages: ar, labels: { roleSwitcher: { own: 'أنا' } } }));
    await settle();
    expect(screen.getByRole('button', { name: 'Editor Changes captions' })).not.toBeNull();
    expect(container.querySelector('[data-vk="role-switcher"]')?.getAttribute('dir')).toBe('rtl');
    expect(pressed()).toEqual(['أنا']);
  });
});
