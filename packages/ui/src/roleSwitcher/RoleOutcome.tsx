'use client';

import { useCredentials } from '@valetkey/react';
import { type JSX, useEffect, useRef, useState } from 'react';
import { isolateName } from '../messages/isolateName.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { errorMessage } from '../messages/personErrorCode.ts';
import { SlotButton } from '../parts/Slots.tsx';
import type { SwitchableRole } from './switchableRole.ts';

/** Props of {@link RoleOutcome}. */
export interface RoleOutcomeProps {
  /** The role it stands in; `undefined`: the person's own access. */
  readonly role: SwitchableRole | undefined;
  /** True once the person has chosen: what comes of it then takes the focus. */
  readonly chosen: boolean;
  /** Has a text read out. */
  readonly onSpeak: (text: string) => void;
  /** Goes back to the person's own access. */
  readonly onLeave: () => void;
  /** Gives focus to the role in force, as what had it is gone. */
  readonly onReturn: () => void;
}

/** What came of a switch: spoken when it works, shown with a way on and a way back when it does not. Inside the scope. */
export function RoleOutcome({ role, chosen, onSpeak, onLeave, onReturn }: RoleOutcomeProps): JSX.Element | null {
  const { locale, direction, errors, roleSwitcher: text } = useMessages();
  const { status, error, refresh } = useCredentials();
  const [retry, setRetry] = useState<'none' | 'pending' | 'failed'>('none');
  const alertRef = useRef<HTMLDivElement>(null);
  const name = role && isolateName(role.name);
  const failure = name !== undefined && error !== undefined ? `${text.failed(name)} ${errorMessage(error, errors)}` : undefined;

  let spoken = '';
  if (name === undefined) spoken = text.left;
  else if (status === 'unknown' || status === 'loading' || retry === 'pending') spoken = text.switching(name);
  else if (status === 'ready') spoken = text.switched(name);
  // The first failure takes the focus and is read out with it.
  else if (retry === 'failed') spoken = failure ?? '';
  useEffect(() => {
    onSpeak(spoken);
  }, [onSpeak, spoken]);

  const failed = failure !== undefined;
  useEffect(() => {
    if (failed && chosen) alertRef.current?.focus();
  }, [failed, chosen]);

  const tryAgain = async (): Promise<void> => {
    // Pressed twice it asks once: the store joins those who ask.
    setRetry('pending');
    try {
      await refresh();
      setRetry('none');
      const { activeElement } = document;
      if (activeElement === document.body || alertRef.current?.contains(activeElement)) onReturn();
    } catch {
      setRetry('failed');
    }
  };

  if (!failed) return null;
  return (
    <div ref={alertRef} data-vk="error-summary" role="alert" tabIndex={-1} lang={locale} dir={direction}>
      <p>{failure}</p>
      <div data-vk="roles">
        <SlotButton
          data-vk="button"
          data-vk-variant="plain"
          aria-disabled={retry === 'pending'}
          aria-busy={retry === 'pending'}
          onClick={() => void tryAgain()}
        >
          {retry === 'pending' ? text.retrying : text.retry}
        </SlotButton>
        <SlotButton data-vk="button" data-vk-variant="plain" onClick={onLeave}>
          {text.leave}
        </SlotButton>
      </div>
    </div>
  );
}
