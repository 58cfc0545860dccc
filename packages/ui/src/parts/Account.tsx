'use client';

import type { JSX } from 'react';
import { isolate } from '../messages/isolate.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';

/** Props of {@link Account}. */
export interface AccountProps {
  readonly username: string;
}

/**
 * Says which account a form is about, so that the user name is never asked twice (WCAG 3.3.7). The input is for password
 * managers: without it they would save a new password under no name.
 */
export function Account({ username }: AccountProps): JSX.Element {
  const messages = useMessages();
  return (
    <p data-vk="account">
      {messages.form.account(isolate(username))}
      <input
        data-vk="visually-hidden"
        type="text"
        name="username"
        autoComplete="username"
        value={username}
        readOnly
        tabIndex={-1}
        aria-hidden="true"
      />
    </p>
  );
}
