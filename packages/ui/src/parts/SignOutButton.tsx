'use client';

import type { SignOutOptions } from '@valetkey/core';
import { useSignOut } from '@valetkey/react';
import type { JSX } from 'react';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { SlotButton, type SlotButtonProps } from './Slots.tsx';

/** Props of {@link SignOutButton}: those of a button, and these. */
export interface SignOutButtonProps extends Omit<SlotButtonProps, 'type' | 'onClick'>, SignOutOptions {}

/** Signs the person out, here or everywhere. Says “Sign out” in the language in force unless it has children. */
export function SignOutButton({ everywhere = false, children, ...button }: SignOutButtonProps): JSX.Element {
  const { signOut: messages } = useMessages();
  const { signOut, pending } = useSignOut();
  return (
    <SlotButton
      data-vk="button"
      data-vk-variant="plain"
      {...button}
      aria-disabled={pending}
      aria-busy={pending}
      onClick={() => {
        if (!pending) void signOut({ everywhere });
      }}
    >
      {children ?? (pending ? messages.pending : messages.action)}
    </SlotButton>
  );
}
