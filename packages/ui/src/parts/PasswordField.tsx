'use client';

import { type JSX, useLayoutEffect, useState } from 'react';
import { fieldId, useForm } from '../form/FormContext.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { Field, type FieldProps } from './Field.tsx';

/** Props of {@link PasswordField}. */
export interface PasswordFieldProps extends Omit<FieldProps, 'type' | 'end' | 'autoComplete' | 'defaultValue'> {
  /** Tells password managers to fill or to suggest. */
  readonly autoComplete: 'current-password' | 'new-password';
}

/** A password that can be looked at. It hides itself again when the form is submitted. */
export function PasswordField(props: PasswordFieldProps): JSX.Element {
  const messages = useMessages();
  const form = useForm();
  const id = fieldId(form.id, props.name);
  const [shownAt, setShownAt] = useState<number>();
  const [caret, setCaret] = useState<Caret>();
  const shown = shownAt === form.attempt;

  // Browsers put the caret at the start when an input changes its type.
  useLayoutEffect(() => {
    if (caret !== undefined) findInput(id)?.setSelectionRange(...caret);
  }, [id, caret]);

  const toggle = (): void => {
    const input = findInput(id);
    setCaret([input?.selectionStart ?? null, input?.selectionEnd ?? null]);
    setShownAt(shown ? undefined : form.attempt);
  };

  return (
    <Field
      dir="ltr"
      {...props}
      type={shown ? 'text' : 'password'}
      end={
        <button
          type="button"
          data-vk="reveal"
          aria-pressed={shown}
          aria-controls={id}
          aria-label={messages.form.showPassword}
          onClick={toggle}
        >
          <EyeIcon crossed={shown} />
        </button>
      }
    />
  );
}

type Caret = readonly [number | null, number | null];

function findInput(id: string): HTMLInputElement | undefined {
  const element = document.getElementById(id);
  return element instanceof HTMLInputElement ? element : undefined;
}

function EyeIcon({ crossed }: { readonly crossed: boolean }): JSX.Element {
  return (
    <svg data-vk="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12Z" />
      <circle cx="12" cy="12" r="2.75" />
      {crossed ? <path d="m4 4 16 16" /> : null}
    </svg>
  );
}
