'use client';

import type { JSX } from 'react';
import { useMessages } from '../messages/MessagesProvider.tsx';

/** A quiet wait. The styles show it only once it has lasted, so that a quick answer does not flicker. */
export function Loading(): JSX.Element {
  const messages = useMessages();
  return (
    <output data-vk="loading">
      <span data-vk="spinner" aria-hidden="true" />
      <span data-vk="visually-hidden">{messages.form.loading}</span>
    </output>
  );
}
