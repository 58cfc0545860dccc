'use client';

import { CredentialsScope } from '@valetkey/react';
import { type JSX, type ReactNode, useId, useRef, useState } from 'react';
import { MessagesProvider, useMessages } from '../messages/MessagesProvider.tsx';
import type { Labels, Messages } from '../messages/Messages.ts';
import { RoleButton } from './RoleButton.tsx';
import { RoleOutcome } from './RoleOutcome.tsx';
import type { SwitchableRole } from './switchableRole.ts';

/** Props of {@link RoleSwitcher}. */
export interface RoleSwitcherProps {
  /** The roles on offer, beside the person's own access. */
  readonly roles: readonly SwitchableRole[];
  /** The ARN of the role in force, `null` for the person's own access. Give it, with `onSwitch`, to keep it yourself. */
  readonly roleArn?: string | null | undefined;
  /** The ARN of the role to begin with. Default: the person's own access. */
  readonly defaultRoleArn?: string | undefined;
  /** Told what the person has chosen, before AWS has agreed; `undefined` is their own access. */
  readonly onSwitch?: ((role: SwitchableRole | undefined) => void) | undefined;
  readonly messages?: Messages | undefined;
  readonly labels?: Labels | undefined;
  readonly className?: string | undefined;
  /** What acts in the chosen role. Mounted anew at each switch: what it remembers was seen with other rights. */
  readonly children?: ReactNode;
}

/**
 * Lets a person act in another role, assumed with their own credentials, in everything inside it. Nothing changes until
 * a role is chosen; what AWS refuses is said, with a way back.
 * @throws CredentialsError `PROVIDER_MISSING`, `SCOPE_UNSUPPORTED` when the credentials cannot assume a role.
 */
export function RoleSwitcher({ messages, labels, ...props }: RoleSwitcherProps): JSX.Element {
  return (
    <MessagesProvider messages={messages} labels={labels}>
      <Switcher {...props} />
    </MessagesProvider>
  );
}

type SwitcherProps = Omit<RoleSwitcherProps, 'messages' | 'labels'>;

function Switcher({ roles, roleArn, defaultRoleArn, onSwitch, className, children }: SwitcherProps): JSX.Element {
  const { locale, direction, roleSwitcher: text } = useMessages();
  const titleId = useId();
  const groupRef = useRef<HTMLFieldSetElement>(null);
  const [chosenArn, setChosenArn] = useState(defaultRoleArn);
  const [chosen, setChosen] = useState(false);
  const [spoken, setSpoken] = useState('');
  const currentArn = roleArn === undefined ? chosenArn : roleArn;
  const role = roles.find((one) => one.roleArn === currentArn);

  const choose = (next: SwitchableRole | undefined): void => {
    if (next?.roleArn === role?.roleArn) return;
    setChosen(true);
    setChosenArn(next?.roleArn);
    onSwitch?.(next);
  };
  const leave = (): void => {
    // The person's own access comes first, and is there whatever becomes of the role.
    groupRef.current?.querySelector('button')?.focus();
    choose(undefined);
  };
  const returnFocus = (): void => groupRef.current?.querySelector<HTMLElement>('[aria-pressed="true"]')?.focus();

  const outcome = <RoleOutcome role={role} chosen={chosen} onSpeak={setSpoken} onLeave={leave} onReturn={returnFocus} />;
  return (
    <>
      <div data-vk="role-switcher" className={className} lang={locale} dir={direction}>
        <p data-vk="label" id={titleId}>
          {text.title}
        </p>
        <fieldset ref={groupRef} data-vk="roles" aria-labelledby={titleId}>
          <RoleButton name={text.own} pressed={role === undefined} onPress={() => choose(undefined)} />
          {roles.map((one) => (
            <RoleButton
              key={one.roleArn}
              name={one.name}
              description={one.description}
              pressed={one === role}
              onPress={() => choose(one)}
            />
          ))}
        </fieldset>
        {/* Who has just opened the page is told nothing: nothing has changed. */}
        <output data-vk="visually-hidden">{chosen ? spoken : ''}</output>
      </div>
      {role === undefined ? (
        <>
          {outcome}
          {children}
        </>
      ) : (
        <CredentialsScope key={role.roleArn} roleArn={role.roleArn} policy={role.policy}>
          {outcome}
          {children}
        </CredentialsScope>
      )}
    </>
  );
}
