'use client';

import type { JSX } from 'react';
import { useMessages } from '../messages/MessagesProvider.tsx';
import type { Identifier } from '../messages/Messages.ts';
import { Field } from '../parts/Field.tsx';

/** Props of {@link IdentifierField}. */
export interface IdentifierFieldProps {
  readonly identifier: Identifier;
  /** Gives back what was typed before. */
  readonly defaultValue?: string | undefined;
  /** Autofill tokens. Default `'username'`. */
  readonly autoComplete?: string;
  readonly onFocus?: () => void;
}

const inputTypes: Readonly<Record<Identifier, 'text' | 'email' | 'tel'>> = {
  username: 'text',
  email: 'email',
  phone_number: 'tel',
};

/** Asks who the person is. */
export function IdentifierField({
  identifier,
  defaultValue,
  autoComplete = 'username',
  onFocus,
}: IdentifierFieldProps): JSX.Element {
  const messages = useMessages();
  return (
    <Field
      name="username"
      label={messages.fields[identifier]}
      type={inputTypes[identifier]}
      autoComplete={autoComplete}
      defaultValue={defaultValue}
      onFocus={onFocus}
      dir={identifier === 'username' ? 'auto' : 'ltr'}
    />
  );
}
